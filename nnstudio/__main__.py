"""`python -m nnstudio`: the command line."""

import os
import sys


def run() -> int:
    """Loads the command line and runs it; Ctrl-C while it loads ends it as calmly as later."""
    try:
        from nnstudio.cli import main

        return main()
    except KeyboardInterrupt:
        sys.stderr.write("nnstudio: Interrupted.\n")
        sys.stderr.flush()
        # Where it came while a dataclass was made, Python would end itself by the signal instead of with this code.
        os._exit(1)


if __name__ == "__main__":
    sys.exit(run())
