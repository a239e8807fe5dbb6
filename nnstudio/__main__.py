"""`python -m nnstudio`: the command line."""

import sys


def run() -> int:
    """Loads the command line and runs it; Ctrl-C while it loads ends it as calmly as later."""
    try:
        from nnstudio.cli import main
    except KeyboardInterrupt:
        sys.stderr.write("nnstudio: Interrupted.\n")
        return 1
    return main()


if __name__ == "__main__":
    sys.exit(run())
