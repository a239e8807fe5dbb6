"""Shared libraries that Qt lacks: found by loading, named with their packages, installed where we may."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from installer._steps.commands import Finished
from installer._steps.failure import SetupError
from installer._steps.libraries import Probed, ensure_libraries, get_libraries, refuse_without_windows_runtime
from installer._steps.library_packages import packages_with
from installer._steps.machine import Machine
from installer._steps.probe_qt import has_plugin, lacks, qt_files

MISSING = ("libEGL.so.1", "libxcb-cursor.so.0", "libxcb-icccm.so.4")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has libraries of the system to look for")


class FakeRun:
    """Answers each command with the next of the prepared results; afterwards, with success."""

    def __init__(self, *results: Finished) -> None:
        self.commands: list[str] = []
        self.environs: list[Mapping[str, str]] = []
        self._results = list(results)

    def __call__(
        self,
        command: Sequence[str | Path],
        *,
        on_line: Callable[[str], None] | None = None,
        environ: Mapping[str, str] | None = None,
        keep_open: int | None = None,
    ) -> Finished:
        self.commands.append(" ".join(map(str, command)))
        self.environs.append(environ or {})
        return self._results.pop(0) if self._results else Finished(0)


class FakeQt:
    """A system that lacks libraries per Qt platform, until `bring` has been called for them."""

    def __init__(self, **missing: tuple[str, ...]) -> None:
        self.missing = missing
        self.brought: list[tuple[str, ...]] = []

    def probe(self, platforms: Sequence[str]) -> dict[str, Probed]:
        return {name: Probed(self.missing[name]) for name in platforms if name in self.missing}

    def bring(self, libraries: Sequence[str]) -> None:
        self.brought.append(tuple(libraries))
        self.missing = {
            name: tuple(library for library in lacking if library not in libraries)
            for name, lacking in self.missing.items()
        }

    def bring_nothing(self, libraries: Sequence[str]) -> None:
        self.brought.append(tuple(libraries))


@pytest.fixture
def debian(tmp_path: Path) -> Machine:
    """A Debian machine whose PATH has an apt-get, as root."""
    apt = tmp_path / "apt-get"
    apt.touch()
    apt.chmod(0o755)
    return Machine(distribution="debian", is_root=True, environ={"PATH": str(tmp_path)})


@pytest.mark.parametrize(
    ("distribution", "command"),
    [
        ("debian", "sudo apt-get install -y libegl1 libxcb-cursor0 libxcb-icccm4"),
        ("fedora", "sudo dnf install -y libglvnd-egl xcb-util-cursor xcb-util-wm"),
        ("arch", "sudo pacman -S --needed libglvnd xcb-util-cursor xcb-util-wm"),
    ],
)
def test_the_libraries_and_the_command_that_brings_them_are_named(distribution: str, command: str) -> None:
    said: list[str] = []
    run = FakeRun()
    with pytest.raises(SetupError) as refused:
        get_libraries(MISSING, Machine(distribution=distribution), run, said.append)
    assert all(name in refused.value.message for name in MISSING)
    assert command in str(refused.value)
    assert not run.commands


def test_on_an_unknown_distribution_the_libraries_are_named() -> None:
    with pytest.raises(SetupError, match=r"libEGL\.so\.1"):
        get_libraries(MISSING, Machine(distribution=""), FakeRun(), print)


def test_a_library_that_nobody_knows_is_named_with_the_ways_to_find_its_package(debian: Machine) -> None:
    with pytest.raises(SetupError, match=r"libfuture\.so\.7") as refused:
        get_libraries(["libfuture.so.7"], debian, FakeRun(), print)
    assert "apt-file search" in str(refused.value)


def test_root_on_debian_gets_them_installed_and_is_told(debian: Machine) -> None:
    run, said = FakeRun(), list[str]()
    get_libraries(MISSING, debian, run, said.append)
    assert len(run.commands) == 1
    assert run.commands[0].startswith("apt-get ")
    assert run.commands[0].endswith("install -y --no-install-recommends libegl1 libxcb-cursor0 libxcb-icccm4")
    assert run.environs[0]["DEBIAN_FRONTEND"] == "noninteractive"
    assert "libxcb-cursor0" in said[0]


def test_old_package_lists_are_renewed(debian: Machine) -> None:
    run = FakeRun(Finished(100, ("E: Unable to locate package libegl1",)))
    get_libraries(["libEGL.so.1"], debian, run, print)
    assert ["update" in command for command in run.commands] == [False, True, False]


def test_an_interrupted_installation_of_packages_is_finished_first(debian: Machine) -> None:
    run = FakeRun(Finished(100, ("E: dpkg was interrupted, you must manually run 'dpkg --configure -a'",)))
    get_libraries(["libEGL.so.1"], debian, run, print)
    assert run.commands[1] == "dpkg --configure -a"
    assert "install" in run.commands[2]
    assert len(run.commands) == 3


def test_where_apt_fails_its_last_words_and_the_command_are_shown(debian: Machine) -> None:
    failed = Finished(100, ("Reading lists", "E: Failed to fetch libegl1"))
    with pytest.raises(SetupError, match="Failed to fetch libegl1") as refused:
        get_libraries(["libEGL.so.1"], debian, FakeRun(failed, failed, failed), print)
    assert "sudo apt-get install -y libegl1" in str(refused.value)


def test_a_complete_system_needs_nothing() -> None:
    qt = FakeQt(xcb=(), offscreen=())
    assert ensure_libraries([("offscreen",), ("xcb",)], (), qt.probe, qt.bring) == ("offscreen", "xcb")
    assert not qt.brought


def test_what_is_missing_is_brought_and_looked_at_again() -> None:
    qt = FakeQt(xcb=MISSING)
    assert ensure_libraries([("xcb",)], (), qt.probe, qt.bring) == ("xcb",)
    assert qt.brought == [MISSING]


def test_one_complete_platform_of_several_is_enough() -> None:
    qt = FakeQt(wayland=("libwayland-cursor.so.0",), xcb=())
    assert ensure_libraries([("wayland", "xcb")], (), qt.probe, qt.bring) == ("xcb",)
    assert not qt.brought


def test_platforms_known_to_be_complete_are_not_examined_again() -> None:
    def never(_platforms: Sequence[str]) -> dict[str, Probed]:
        raise AssertionError

    assert ensure_libraries([("xcb",)], ("xcb",), never, FakeQt().bring) == ("xcb",)


def test_a_library_that_stays_missing_ends_in_a_message_and_not_in_a_loop() -> None:
    qt = FakeQt(xcb=MISSING)
    with pytest.raises(SetupError, match="libxcb-icccm"):
        ensure_libraries([("xcb",)], (), qt.probe, qt.bring_nothing)
    assert len(qt.brought) == 1


def test_a_platform_that_qt_does_not_have_is_named() -> None:
    with pytest.raises(SetupError, match="no platform xbc"):
        ensure_libraries([("xbc",)], (), FakeQt(xcb=()).probe, FakeQt().bring)


def test_an_error_of_another_kind_is_shown_word_for_word() -> None:
    def probe(_platforms: Sequence[str]) -> dict[str, Probed]:
        return {"xcb": Probed(errors=("libc.so.6: version `GLIBC_2.99' not found",))}

    with pytest.raises(SetupError, match=r"GLIBC_2\.99"):
        ensure_libraries([("xcb",)], (), probe, FakeQt().bring)


def test_windows_without_the_cpp_runtime_is_told_where_to_get_it() -> None:
    windows = Machine(platform="win32")
    refuse_without_windows_runtime(windows, lambda _name: True)
    with pytest.raises(SetupError, match=r"Redistributable \(x64\)"):
        refuse_without_windows_runtime(windows, lambda name: name != "msvcp140_1.dll")


@pytest.fixture(scope="module")
def installed_qt() -> Path:
    package = Path(sysconfig.get_path("purelib")) / "PySide6"
    if not package.exists():
        pytest.skip("PySide6 is not installed")
    return package


@on_linux
def test_the_qt_that_runs_these_tests_is_found_complete_for_offscreen(installed_qt: Path) -> None:
    assert has_plugin(installed_qt, "offscreen")
    assert lacks(qt_files(installed_qt, "offscreen")) == {"missing": [], "errors": []}


@on_linux
def test_a_platform_without_a_plugin_is_not_one(installed_qt: Path) -> None:
    assert not has_plugin(installed_qt, "nonsense")


@on_linux
def test_a_library_that_a_file_needs_and_the_system_lacks_is_found_by_loading_it(tmp_path: Path) -> None:
    needs = b"\0libc.so.6\0"
    candidates = Path(sysconfig.get_path("purelib")).glob("charset_normalizer/*.so")
    original = next(file for file in candidates if needs in file.read_bytes())
    broken = tmp_path / "broken.so"
    broken.write_bytes(original.read_bytes().replace(needs, b"\0libZ.so.9\0"))
    assert lacks([broken]) == {"missing": ["libZ.so.9"], "errors": []}


@on_linux
@pytest.mark.skipif(shutil.which("readelf") is None, reason="readelf (binutils) lists what files need")
@pytest.mark.parametrize("distribution", ["debian", "fedora", "arch"])
def test_every_library_that_this_qt_needs_of_the_system_has_a_package(installed_qt: Path, distribution: str) -> None:
    files = {file for platform in ("xcb", "wayland", "offscreen") for file in qt_files(installed_qt, platform)}
    own = ("Core", "Gui", "Widgets", "DBus", "Network", "OpenGL", "Svg", "PrintSupport", "XcbQpa", "WaylandClient")
    files |= {installed_qt / "Qt" / "lib" / f"libQt6{name}.so.6" for name in own}
    needed = {name for file in files for name in directly_needed(file)}
    of_libc = ("libc.so", "libm.so", "ld-linux", "libpthread", "libdl.so", "librt.so", "libresolv")
    bundled = ("libQt6", "libpyside", "libshiboken", "libicu")
    outside = sorted(name for name in needed if not name.startswith(of_libc + bundled))
    assert "libxcb-cursor.so.0" in outside
    packages, unknown = packages_with(outside, distribution)
    assert not unknown
    assert packages is not None


def directly_needed(file: Path) -> list[str]:
    """The libraries that an ELF file names; ldd's list also has those that its libraries bring."""
    environ = {**os.environ, "LC_ALL": "C"}
    output = subprocess.run(["readelf", "-d", file], capture_output=True, text=True, env=environ, check=True).stdout
    return [line.partition("[")[2].rstrip("]") for line in output.splitlines() if "(NEEDED)" in line]
