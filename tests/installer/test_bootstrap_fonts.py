"""Fonts: those that the window's language needs are asked of Qt, and brought into .venv where the system has none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from installer._steps.commands import Finished
from installer._steps.failure import SetupError
from installer._steps.fonts import CHINESE, LATIN, ensure_fonts, get_font, needed_scripts, probe_fonts, wanted_language
from installer._steps.machine import Machine
from installer._steps.place import Place
from installer._steps.request import Request
from installer._steps.stamp import Stamp, read_stamp, write_stamp

ROOT = Path(__file__).parents[2]


class FakeApt:
    """Answers as apt-get and dpkg-deb do; `refused` downloads fail first."""

    def __init__(self, refused: int = 0) -> None:
        self.refused = refused
        self.commands: list[str] = []

    def __call__(
        self,
        command: Sequence[str | Path],
        *,
        on_line: Callable[[str], None] | None = None,
        environ: Mapping[str, str] | None = None,
        keep_open: int | None = None,
    ) -> Finished:
        words = [str(word) for word in command]
        self.commands.append(" ".join(words))
        if "download" in words:
            if self.refused:
                self.refused -= 1
                return Finished(100, ("E: Unable to locate package",))
            Path(words[2], f"{words[-1]}_1.deb").touch()
        if words[0] == "dpkg-deb":
            Path(words[-1], "usr").mkdir()
            Path(words[-1], "usr", "font.ttf").touch()
        return Finished(0)


@pytest.fixture
def debian(tmp_path: Path) -> Machine:
    """A Debian machine whose PATH has apt-get and dpkg-deb; the person is not root."""
    for name in ("apt-get", "dpkg-deb"):
        (tmp_path / name).touch()
        (tmp_path / name).chmod(0o755)
    return Machine(distribution="debian", environ={"PATH": str(tmp_path)})


def preferring(folder: Path, text: str) -> Machine:
    """A Linux machine with a file of preferences."""
    (folder / "nnstudio").mkdir(exist_ok=True)
    (folder / "nnstudio" / "preferences.json").write_text(text)
    return Machine(environ={"XDG_CONFIG_HOME": str(folder), "LANG": "de_DE.UTF-8"})


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ('{"language": "zh_CN"}', "zh_CN"),
        ('{"language": "en"}', "en"),
        ('{"language": "system"}', "de"),
        ('{"language": ["zh_CN"]}', "de"),
        ('{"language": "tlh"}', "de"),
        ("[]", "de"),
        ("{", "de"),
    ],
)
def test_the_language_is_the_one_chosen_in_the_window_else_the_system_s(
    tmp_path: Path, text: str, language: str
) -> None:
    assert wanted_language(preferring(tmp_path, text)) == language


def test_without_preferences_the_language_is_the_system_s(tmp_path: Path) -> None:
    assert wanted_language(Machine(environ={"HOME": str(tmp_path), "LC_ALL": "zh_CN.UTF-8"})) == "zh_CN"


def test_a_window_needs_fonts_for_its_language_and_the_command_line_none(tmp_path: Path) -> None:
    chinese = preferring(tmp_path, '{"language": "zh_CN"}')
    assert needed_scripts(Request("run"), chinese) == (LATIN, CHINESE)
    assert needed_scripts(Request("run", arguments=("check",)), chinese) == ()
    assert needed_scripts(Request("test"), Machine()) == (LATIN,)
    assert needed_scripts(Request("run"), Machine(platform="darwin")) == ()


def test_a_font_is_unpacked_in_the_environment(tmp_path: Path, debian: Machine) -> None:
    place, run, said = Place(tmp_path), FakeApt(), list[str]()
    get_font(CHINESE, place, debian, run, said.append)
    get_font(CHINESE, place, debian, run, said.append)  # once more, over the first
    assert [path.relative_to(place.fonts).as_posix() for path in place.fonts.rglob("*.*")] == [
        "fonts-wqy-microhei/usr/font.ttf"
    ]
    assert "fonts-wqy-microhei" in said[0]


def test_what_an_interrupted_bootstrap_left_does_not_stand_in_the_way(tmp_path: Path, debian: Machine) -> None:
    place = Place(tmp_path)
    (place.fonts / "fonts-dejavu-core.new" / "usr").mkdir(parents=True)
    get_font(LATIN, place, debian, FakeApt(), print)
    assert [path.name for path in place.fonts.iterdir()] == ["fonts-dejavu-core"]


def test_root_renews_old_package_lists(tmp_path: Path, debian: Machine) -> None:
    run = FakeApt(refused=1)
    get_font(LATIN, Place(tmp_path), Machine(**{**vars(debian), "is_root": True}), run, print)
    assert ["update" in command for command in run.commands] == [False, True, False, False]


@pytest.mark.parametrize(
    ("distribution", "command"),
    [
        ("debian", "sudo apt-get install -y fonts-wqy-microhei"),
        ("fedora", "sudo dnf install -y wqy-microhei-fonts"),
        ("arch", "sudo pacman -S --needed wqy-microhei"),
        ("", "the packages of your distribution"),
    ],
)
def test_where_it_can_t_be_had_the_command_is_named(
    tmp_path: Path, debian: Machine, distribution: str, command: str
) -> None:
    machine = Machine(distribution=distribution, environ=debian.environ)
    with pytest.raises(SetupError, match="no font with Chinese") as refused:
        get_font(CHINESE, Place(tmp_path), machine, FakeApt(refused=2), print)
    assert command in str(refused.value)


def test_fonts_that_are_there_are_not_brought() -> None:
    def get(script: str) -> None:
        raise AssertionError(script)

    both = frozenset({LATIN, CHINESE})
    assert ensure_fonts((LATIN, CHINESE), (), lambda: both, get, print) == (CHINESE, LATIN)
    assert ensure_fonts((LATIN,), (LATIN,), frozenset, get, print) == (LATIN,)


def test_fonts_that_are_missing_are_brought() -> None:
    there = {LATIN}
    assert ensure_fonts((LATIN, CHINESE), (), lambda: frozenset(there), there.add, print) == (CHINESE, LATIN)


def test_without_letters_the_bootstrap_stops_and_without_chinese_the_window_speaks_english() -> None:
    def get(script: str) -> None:
        raise SetupError(f"No {script}.", "Run:  sudo apt-get install it")

    said: list[str] = []
    assert ensure_fonts((LATIN, CHINESE), (), lambda: frozenset({LATIN}), get, said.append) == (LATIN,)
    assert "No chinese." in said[0]
    assert "speaks English" in said[0]
    with pytest.raises(SetupError, match="No latin"):
        ensure_fonts((LATIN,), (), frozenset, get, print)


def test_the_stamp_remembers_for_which_scripts_there_are_fonts(tmp_path: Path) -> None:
    stamp = Stamp("/usr/bin/python3", "cpu", "abc", ("xcb",), (LATIN,))
    write_stamp(tmp_path / "stamp", stamp)
    assert read_stamp(tmp_path / "stamp") == stamp
    older = {name: value for name, value in vars(stamp).items() if name != "scripts"}
    (tmp_path / "stamp").write_text(json.dumps(older))
    assert read_stamp(tmp_path / "stamp") == Stamp("/usr/bin/python3", "cpu", "abc", ("xcb",))


def test_a_probe_that_says_nothing_is_a_failure_with_its_words(tmp_path: Path) -> None:
    probe = probe_fonts(Place(tmp_path), lambda *_, **__: Finished(1, ("ImportError: no PySide6",)))
    with pytest.raises(SetupError, match="no PySide6"):
        probe()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be without fonts")
def test_qt_is_asked_for_real(tmp_path: Path) -> None:
    """Once with the fonts of this machine, once where fontconfig finds none."""
    empty = tmp_path / "fonts.conf"
    empty.write_text(f"<fontconfig><dir>{tmp_path}/none</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>")
    script = ROOT / "installer" / "_steps" / "probe_fonts.py"
    answers = []
    for more in ({}, {"FONTCONFIG_FILE": str(empty)}):
        done = subprocess.run(
            [sys.executable, "-I", script], env={**os.environ, **more}, capture_output=True, check=True, timeout=60
        )
        answers.append(json.loads(done.stdout))
    assert LATIN in answers[0]
    assert answers[1] == []
