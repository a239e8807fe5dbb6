"""The steps of the bootstrap, one per file; standard library only. `main` holds their order.

`request` what was asked for      `machine` where we are            `place` which files are whose
`stamp` is all in place?          `exclusive` one at a time         `variant` CPU or CUDA
`environment` .venv               `packages` what goes into it      `libraries` what Qt needs of the system
`display` is there a screen?      `launch` start the program        `console`, `commands`, `failure` tell the person
"""
