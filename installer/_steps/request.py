"""What the command line asks the bootstrap for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

Verb = Literal["run", "test", "setup"]
_VERBS = ("run", "test", "setup")

USAGE = """\
usage: python3 installer/bootstrap.py [--cpu] VERB [--cpu] [--] [ARGS...]

  run               open the window
  run ARGS...       run the command line: python -m nnstudio ARGS...
  test [ARGS...]    run the tests: pytest ARGS...
  setup             check and repair the environment in .venv, and stop there

  --cpu             leave CUDA out where an NVIDIA driver is found (several GB less)

Every verb first makes the environment in .venv, where it is not complete. It can be interrupted and run again.
"""


class UsageError(Exception):
    """The command line makes no sense; the message says why."""


@dataclass(frozen=True)
class Request:
    verb: Verb
    cpu_only: bool = False
    arguments: tuple[str, ...] = ()

    @property
    def opens_window(self) -> bool:
        return self.verb == "run" and not self.arguments


def parse_request(words: Sequence[str]) -> Request | None:
    """Read the command line; None asks for the usage. Raises UsageError.

    Options before the verb or right after it are the bootstrap's; from the first other word on, all words
    belong to the program that is started. `--` ends the bootstrap's options early.
    """
    rest = list(words)
    cpu_only = _take_cpu(rest)
    if not rest:
        raise UsageError("Say what to do: run, test or setup.")
    verb = rest.pop(0)
    if verb in {"-h", "--help", "help"}:
        return None
    if verb not in _VERBS:
        raise UsageError(f"There is no {verb!r}: say run, test or setup.")
    cpu_only = _take_cpu(rest) or cpu_only
    if rest[:1] == ["--"]:
        rest.pop(0)
    if verb == "setup" and rest:
        raise UsageError(f"setup takes no arguments, got {' '.join(rest)!r}.")
    return Request(cast(Verb, verb), cpu_only, tuple(rest))


def _take_cpu(words: list[str]) -> bool:
    found = False
    while words[:1] == ["--cpu"]:
        words.pop(0)
        found = True
    return found
