"""What a person meets first: the Python they started, the words they typed, and the screen they have."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from installer._steps.display import needed_platforms, refuse_without_display, window_platforms
from installer._steps.failure import SetupError
from installer._steps.launch import Launch, what_to_start
from installer._steps.machine import Machine, read_distribution, refuse_unsupported
from installer._steps.place import Place
from installer._steps.request import Request, UsageError, parse_request
from installer.bootstrap import python_problem

BOOTSTRAP = Path(__file__).parents[2] / "installer" / "bootstrap.py"


def nowhere(_name: str) -> str | None:
    return None


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13), (3, 14, 0), (4, 0, 0)])
@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_an_unfit_python_is_told_what_is_needed_what_it_is_and_where_to_get_one(
    version: tuple[int, ...], platform: str
) -> None:
    problem = python_problem(version, platform, nowhere)
    assert problem is not None
    assert "Python 3.11 to 3.13" in problem
    assert f"this is {version[0]}.{version[1]}." in problem
    assert "https://www.python.org/downloads/" in problem


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 7), (3, 13, 1)])
def test_a_fitting_python_has_no_problem(version: tuple[int, ...]) -> None:
    assert python_problem(version, "linux", nowhere) is None


def test_an_unfit_python_names_a_fitting_one_that_the_machine_has() -> None:
    problem = python_problem((3, 9, 2), "linux", {"python3.12": "/usr/bin/python3.12"}.get)
    assert problem is not None
    assert "python3.12 installer/bootstrap.py run" in problem


def test_the_bootstrap_file_parses_on_python_3_6() -> None:
    ast.parse(BOOTSTRAP.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_help_lists_the_verbs_on_standard_output() -> None:
    answer = subprocess.run([sys.executable, BOOTSTRAP, "--help"], capture_output=True, text=True, check=False)
    assert answer.returncode == 0
    assert all(verb in answer.stdout for verb in ("run", "test", "setup", "--cpu"))


def test_a_wrong_verb_exits_with_2_and_says_which_there_are() -> None:
    answer = subprocess.run([sys.executable, BOOTSTRAP, "dance"], capture_output=True, text=True, check=False)
    assert answer.returncode == 2
    assert "'dance': say run, test or setup" in answer.stderr


@pytest.mark.parametrize(
    ("words", "request_"),
    [
        ("run", Request("run")),
        ("run --cpu", Request("run", cpu_only=True)),
        ("--cpu run", Request("run", cpu_only=True)),
        ("run train --cpu", Request("run", arguments=("train", "--cpu"))),
        ("run --cpu train", Request("run", cpu_only=True, arguments=("train",))),
        ("run -- --cpu", Request("run", arguments=("--cpu",))),
        ("run --help", Request("run", arguments=("--help",))),
        ("test -k shapes", Request("test", arguments=("-k", "shapes"))),
        ("--cpu setup", Request("setup", cpu_only=True)),
    ],
)
def test_words_after_the_first_that_is_not_ours_belong_to_the_program(words: str, request_: Request) -> None:
    assert parse_request(words.split()) == request_


@pytest.mark.parametrize("words", ["", "--cpu", "sing", "setup now"])
def test_a_command_line_without_sense_is_refused(words: str) -> None:
    with pytest.raises(UsageError):
        parse_request(words.split())


def test_a_window_without_a_display_is_refused_with_the_ways_out() -> None:
    with pytest.raises(SetupError) as refused:
        refuse_without_display(Machine(environ={}))
    for way_out in ("DISPLAY", "ssh -X", "xvfb-run", "run --help"):
        assert way_out in str(refused.value)


@pytest.mark.parametrize(
    ("environ", "platforms"),
    [
        ({"DISPLAY": ":0"}, ("xcb",)),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, ("wayland", "xcb")),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen:configfile=x"}, ("offscreen",)),
        ({"QT_QPA_PLATFORM": "wayland;xcb"}, ("wayland", "xcb")),
    ],
)
def test_the_display_decides_which_qt_platforms_show_the_window(
    environ: dict[str, str], platforms: tuple[str, ...]
) -> None:
    machine = Machine(environ=environ)
    refuse_without_display(machine)
    assert window_platforms(machine) == platforms


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_macos_and_windows_always_have_a_display(platform: str) -> None:
    refuse_without_display(Machine(platform=platform))


def test_tests_need_no_display_and_the_command_line_needs_no_qt() -> None:
    desk = Machine(environ={"DISPLAY": ":0"})
    assert needed_platforms(Request("test"), desk) == (("offscreen",),)
    assert needed_platforms(Request("run", arguments=("train",)), desk) == ()
    assert needed_platforms(Request("run"), desk) == (("xcb",),)
    assert needed_platforms(Request("setup"), desk) == (("offscreen",), ("xcb",))


def start(words: str, folder: Path, root: Path, cores: int = 4) -> Launch:
    request = parse_request(words.split())
    assert request is not None
    launch = what_to_start(request, Place(root), Machine(environ={"HOME": "/home/ada"}), folder, cores)
    assert launch is not None
    return launch


def test_run_starts_the_window_and_run_with_arguments_the_command_line_in_the_folder_of_the_person(
    tmp_path: Path,
) -> None:
    root, folder = tmp_path / "studio", tmp_path / "photos"
    python = str(Place(root).python)
    window = start("run", folder, root)
    assert window == Launch((python, str(root / "main.py")), folder, {"HOME": "/home/ada"})
    line = start("run train --epochs 3", folder, root)
    assert line.command == (python, "-P", "-m", "nnstudio", "train", "--epochs", "3")
    assert line.folder == folder


def test_setup_starts_nothing(tmp_path: Path) -> None:
    assert what_to_start(Request("setup"), Place(tmp_path), Machine(), tmp_path, 4) is None


def test_tests_run_without_a_screen_in_parallel_from_the_checkout(tmp_path: Path) -> None:
    launch = start("test -k shapes", tmp_path / "elsewhere", tmp_path)
    assert launch.command[1:] == ("-m", "pytest", "-n", "4", "--dist", "loadfile", "-k", "shapes")
    assert launch.folder == tmp_path
    assert launch.environ["QT_QPA_PLATFORM"] == "offscreen"


@pytest.mark.parametrize(("words", "cores"), [("test", 1), ("test -n0", 4), ("test --pdb", 4)])
def test_tests_run_one_by_one_where_that_is_better_or_asked_for(words: str, cores: int, tmp_path: Path) -> None:
    assert "--dist" not in start(words, tmp_path, tmp_path, cores).command


def test_a_test_file_is_found_from_the_folder_where_it_was_named(tmp_path: Path) -> None:
    folder = tmp_path / "tests"
    folder.mkdir()
    (folder / "test_it.py").touch()
    assert start("test test_it.py::test_x", folder, tmp_path).command[-1] == f"{folder / 'test_it.py'}::test_x"


@pytest.mark.parametrize(
    ("machine", "words"),
    [
        (Machine(python_implementation="PyPy"), "CPython"),
        (Machine(python_bits=32), "64-bit"),
        (Machine(architecture="riscv64"), "riscv64"),
        (Machine(libc=""), "glibc"),
        (Machine(libc_version=(2, 31)), "glibc 2.31"),
        (Machine(architecture="aarch64", libc_version=(2, 36)), "2.39 is needed"),
        (Machine(platform="darwin", architecture="x86_64", macos_version=(15, 1)), "Intel"),
        (Machine(platform="darwin", architecture="arm64", macos_version=(13, 6)), "macOS 14"),
        (Machine(platform="win32", architecture="ARM64"), "x64 Python"),
    ],
)
def test_a_machine_without_packages_is_refused_before_anything_is_downloaded(machine: Machine, words: str) -> None:
    with pytest.raises(SetupError, match=words):
        refuse_unsupported(machine)


@pytest.mark.parametrize(
    "machine",
    [
        Machine(),
        Machine(architecture="aarch64", libc_version=(2, 39)),
        Machine(platform="darwin", architecture="arm64", macos_version=(14, 0)),
        Machine(platform="win32"),
    ],
)
def test_the_supported_machines_pass(machine: Machine) -> None:
    refuse_unsupported(machine)


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ('ID=debian\nVERSION_ID="12"\n', "debian"),
        ("ID=linuxmint\nID_LIKE=ubuntu\n", "debian"),
        ('ID="rocky"\nID_LIKE="rhel centos fedora"\n', "fedora"),
        ("ID=manjaro\nID_LIKE=arch\n", "arch"),
        ("ID=gentoo\n", ""),
    ],
)
def test_a_distribution_is_known_by_its_family(text: str, family: str, tmp_path: Path) -> None:
    (tmp_path / "os-release").write_text(text)
    assert read_distribution(tmp_path / "os-release") == family
