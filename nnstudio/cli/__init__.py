"""The command line: headless exactly what the window does, through the same sessions, events and run folders."""

from nnstudio.cli.main import main

__all__ = ["main"]
