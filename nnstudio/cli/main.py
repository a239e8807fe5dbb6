"""What the command line takes, and what its exit codes mean.

0: done. 1: the run failed, or was stopped. 2: the request was wrong, with one clear line on standard error.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import os
import re
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from nnstudio import __version__
from nnstudio.cli import data_commands, project_commands, run_commands, runs_commands, speed_command
from nnstudio.cli.plan_options import add_plan_options
from nnstudio.cli.terminal import tell
from nnstudio.core.errors import StudioError
from nnstudio.core.sources import SOURCES
from nnstudio.core.training import BACKENDS
from nnstudio.core.words import say
from nnstudio.disk.standard_streams import open_standard_streams


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    multiprocessing.freeze_support()
    open_standard_streams()
    _write_what_the_terminal_cannot()
    given = _given(_parser(), arguments)
    try:
        with _ending_calmly():
            code: int = given.command(given)
        sys.stdout.flush()
    except run_commands.NoNumbersError as error:
        _complain(str(error))
        return 1
    except StudioError as error:
        _complain(str(error))
        return 2
    except BrokenPipeError:
        _stop_writing()
        return 1
    except OSError as error:
        _complain(f"{error.filename or 'The system'}: {error.strerror or error}.")
        return 2
    except KeyboardInterrupt:
        _complain("Interrupted.")
        return 1
    return code


@contextmanager
def _ending_calmly() -> Iterator[None]:
    """SIGTERM and SIGHUP end the command as Ctrl-C does, which leaves nothing half done behind."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, signal.default_int_handler) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _given(parser: argparse.ArgumentParser, arguments: Sequence[str] | None) -> argparse.Namespace:
    """What was asked for. argparse itself takes no pictures after an option, where there may be none at all."""
    given, more = parser.parse_known_args(arguments)
    if more and (not hasattr(given, "pictures") or any(each.startswith("-") for each in more)):
        parser.error(f"unrecognized arguments: {' '.join(more)}")
    if more:
        given.pictures += map(Path, more)
    return given


class _OneLineParser(argparse.ArgumentParser):
    """Says what is wrong in one line, as every other complaint is."""

    def error(self, message: str) -> NoReturn:
        _complain(f"{message}. See `{self.prog} --help`.")
        raise SystemExit(2)


def _complain(text: str) -> None:
    """One line on standard error, whatever the text quotes."""
    tell("nnstudio: " + " ".join(text.split()), sys.stderr)


def _stop_writing() -> None:
    """Who read our output stopped reading: what is left goes nowhere, or Python would complain of it at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _write_what_the_terminal_cannot() -> None:
    """Letters that the terminal doesn't know, and names of files that aren't text, are written as codes."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _parser() -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = _OneLineParser(
        prog="nnstudio", description="Design, train and use neural networks."
    )
    parser.add_argument("--version", action="version", version=f"NN Studio {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_new(commands)
    _add_inspect(commands)
    _add_data(commands)
    _add_train(commands)
    _add_use(commands)
    _add_speed(commands)
    runs_commands.add_commands(commands)
    return parser


def _add_new(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    new = commands.add_parser("new", help="make a project, with a network that suits its data")
    new.add_argument("project", type=Path, metavar="PROJECT", help="its folder; .nnstudio is added")
    new.add_argument("--data", default="digits", metavar="SOURCE", help=_sources_help())
    new.add_argument("--units", metavar="N,N", help="ReLU layers of these sizes instead; empty: none")
    new.set_defaults(command=project_commands.new)


def _sources_help() -> str:
    kinds = "; ".join(f"{kind.word}: {say(kind.title)}" for kind in SOURCES if kind.group != "own")
    about = "with settings behind a colon, such as iris:against=setosa or table.csv:columns=width,height"
    return f"what it learns from: a file or a folder, or a word ({kinds}); {about}".replace("%", "%%")


def _add_inspect(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    for name, command, about in (
        ("check", project_commands.check_project, "tell what is wrong with a project"),
        ("summary", project_commands.summary, "list its layers, shapes and parameters"),
    ):
        parser = commands.add_parser(name, help=about)
        _add_project(parser)
        parser.set_defaults(command=command)


def _add_data(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    data = commands.add_parser("data", help="look at data").add_subparsers(required=True, metavar="COMMAND")
    inspect = data.add_parser("inspect", help="tell what is in data")
    inspect.add_argument("source", metavar="SOURCE", help=_sources_help())
    inspect.add_argument("--json", action="store_true", help="print JSON, for programs")
    inspect.set_defaults(command=data_commands.inspect)


def _add_train(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    train = commands.add_parser("train", help="train it as a new run")
    _add_project(train)
    _add_backend(train)
    add_plan_options(train)
    branch = train.add_argument_group("what to begin from")
    branch.add_argument(
        "--from",
        dest="origin",
        type=_run_and_epoch,
        metavar="RUN[:EPOCH]",
        help="another run's state after that epoch, or after its last: the plan's epochs are done after it",
    )
    branch.add_argument(
        "--settings",
        choices=("project", "run"),
        default="project",
        help="with --from: the project as it is now, or as that run had it",
    )
    train.set_defaults(command=run_commands.train)
    resume = commands.add_parser("resume", help="go on with a run that ended before it was done, or do more epochs")
    _add_project(resume)
    resume.add_argument("--run", type=int, metavar="N", help="which run; else the newest that was not done")
    resume.add_argument("--epochs", type=_at_least_one, metavar="N", help="so many epochs more than it has done")
    resume.set_defaults(command=run_commands.resume)


def _run_and_epoch(text: str) -> tuple[int, int | None]:
    """`3` or `3:10`. Raises ArgumentTypeError."""
    found = re.fullmatch(r"([1-9][0-9]{0,8})(?::([0-9]{1,9}))?", text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a run, such as 3, or a run and its epoch, such as 3:10")
    return int(found[1]), int(found[2]) if found[2] else None


def _at_least_one(text: str) -> int:
    """A whole number from 1. Raises ArgumentTypeError."""
    if not re.fullmatch(r"[1-9][0-9]{0,5}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 to 999999")
    return int(text)


def _add_use(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    evaluate = commands.add_parser("evaluate", help="loss and metrics on the test pictures")
    predict = commands.add_parser("predict", help="classify pictures, or tell the numbers for rows")
    for parser, command in ((evaluate, run_commands.evaluate), (predict, run_commands.predict)):
        _add_project(parser)
        _add_backend(parser)
        parser.add_argument("--run", type=int, metavar="N", help="the run whose weights are used; else the newest")
        parser.add_argument("--epoch", type=int, metavar="N", help="its weights after that epoch; else the newest")
        parser.set_defaults(command=command)
    predict.add_argument("pictures", type=Path, nargs="*", metavar="IMAGE", help="pictures to classify")
    predict.add_argument(
        "--values", action="append", default=[], metavar="V,V", help="a row of numbers, for what learned from a table"
    )


def _add_speed(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    speed = commands.add_parser("speed", help="measure which library trains it fastest on this machine")
    _add_project(speed)
    speed.add_argument(
        "--seconds", type=_some_seconds, default=0.5, metavar="S", help="how long each trains to find out; 0.5"
    )
    speed.set_defaults(command=speed_command.speed)


def _some_seconds(text: str) -> float:
    """A number of seconds from 0.1 to 600. Raises ArgumentTypeError."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0.1 <= seconds <= 600:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds from 0.1 to 600")
    return seconds


def _add_project(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("project", type=Path, metavar="PROJECT", help="a project's folder")
    parser.add_argument("--json", action="store_true", help="print JSON, for programs")


def _add_backend(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--backend", choices=BACKENDS, default="tensorflow", help="which library computes")
