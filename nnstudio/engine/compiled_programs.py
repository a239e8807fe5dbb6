"""Where JAX keeps the programs that it compiled, so that the next run of the same network starts at once.

A first run spends seconds on compiling, a later one tenths (jax.dev, "Persistent compilation cache"). What is loaded is
the very program that was compiled, so the bits are the same. Programs are compiled for this processor and this version
of JAX: each gets a folder of its own, in case the user's cache is shared between machines.
"""

from __future__ import annotations

import hashlib
import platform
from importlib.metadata import version
from pathlib import Path

from nnstudio.data.cache import cache_folder

MOST_BYTES = 200_000_000


def compiled_program_cache() -> dict[str, str]:
    """The environment variables that tell JAX."""
    folder = cache_folder() / "compiled" / f"jax-{version('jaxlib')}-{processor_mark()}"
    return {
        "JAX_COMPILATION_CACHE_DIR": str(folder),
        "JAX_COMPILATION_CACHE_MAX_SIZE": str(MOST_BYTES),
        "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0",
        "JAX_PERSISTENT_CACHE_MIN_ENTRY_SIZE_BYTES": "-1",
    }


def processor_mark() -> str:
    """A short name for what the processor can do."""
    facts = [platform.machine(), platform.processor()]
    try:
        lines = Path("/proc/cpuinfo").read_text(errors="replace").splitlines()
    except OSError:
        lines = []  # only Linux has it
    facts += sorted({line for line in lines if line.startswith(("flags", "Features", "model name"))})
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:12]
