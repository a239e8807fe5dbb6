"""The environment: made once, started at once when complete, mended after interruptions, switched to and from CUDA.

A stand-in for python, pip, uv and Qt's probe does in tmp_path what the real ones do to .venv; nothing is downloaded.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from installer._steps.commands import CommandRunner, Finished
from installer._steps.console import Console
from installer._steps.environment import PATH_FILE, damaged_distributions, installed_names
from installer._steps.failure import SetupError
from installer._steps.machine import Machine
from installer._steps.main import prepare
from installer._steps.place import Place
from installer._steps.request import Request
from installer._steps.stamp import read_stamp
from installer._steps.variant import wanted_variant

CPU_LOCK = """\
numpy==2.3.0 \\
    --hash=sha256:00
tensorflow==2.21.0 ; sys_platform == 'darwin' \\
    --hash=sha256:11
tensorflow-cpu==2.21.0 ; sys_platform == 'linux' \\
    --hash=sha256:22
"""
CUDA_LOCK = """\
numpy==2.3.0 \\
    --hash=sha256:00
nvidia-cudnn-cu12==9.28 \\
    --hash=sha256:33
tensorflow==2.21.0 \\
    --hash=sha256:11
"""
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"


TRAIN = Request("run", arguments=("train",))
TRAIN_ON_CPU = Request("run", cpu_only=True, arguments=("train",))


class FakeTools:
    """A `Run` that plays python -m venv, pip, uv and the probe of Qt, on the files of a place."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.commands: list[str] = []
        self.environs: list[Mapping[str, str]] = []
        self.broken: dict[str, Finished] = {}  # results of installers by name: "pip", "uv"
        self.interrupt_after: int | None = None  # installed packages

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
        self.environs.append(environ or {})
        match words:
            case [*_, "-m", "venv", _folder]:
                self._make_venv()
            case [_python, "-I", "-c", _check]:
                has_pip = "pip" in installed_names(self.place.site_packages)
                return Finished(0, (PYTHON,)) if has_pip else Finished(1)
            case [uv, "pip", "install", *_, lock] if Path(uv).name == "uv":
                return self._install("uv", Path(lock))
            case [_python, "-I", "-m", "pip", *_, lock]:
                return self._install("pip", Path(lock))
            case [_python, "-I", probe, *platforms] if probe.endswith("probe_qt.py"):
                return Finished(0, (json.dumps({name: {"missing": [], "errors": []} for name in platforms}),))
            case [_python, "-I", probe] if probe.endswith("probe_fonts.py"):
                return Finished(0, ('["latin", "chinese"]',))
            case _:
                raise AssertionError(words)
        return Finished(0)

    def used(self, text: str) -> int:
        return sum(text in command for command in self.commands)

    def _make_venv(self) -> None:
        self.place.python.parent.mkdir(parents=True, exist_ok=True)
        if not self.place.python.exists():
            self.place.python.symlink_to(sys.executable)
        base = Path(sys.executable).parent
        (self.place.venv / "pyvenv.cfg").write_text(f"home = {base}\nversion = {PYTHON}.0\n")
        self.place.site_packages.mkdir(parents=True)
        self.add("pip", "25.0")

    def _install(self, name: str, lock: Path) -> Finished:
        if name in self.broken:
            return self.broken[name]
        for number, line in enumerate(filter(self._is_for_this_machine, lock.read_text().splitlines())):
            if number == self.interrupt_after:
                raise KeyboardInterrupt
            package, _, version = line.split()[0].partition("==")
            if package not in installed_names(self.place.site_packages):
                self.add(package, version)
        return Finished(0)

    @staticmethod
    def _is_for_this_machine(line: str) -> bool:
        return "==" in line and "darwin" not in line and not line.startswith(" ")

    def add(self, package: str, version: str) -> None:
        name = package.replace("-", "_")
        folder, site = self.place.site_packages / name, self.place.site_packages
        folder.mkdir(exist_ok=True)
        (folder / "__init__.py").write_text("x = 1\n")
        dist_info = site / f"{name}-{version}.dist-info"
        dist_info.mkdir()
        (dist_info / "METADATA").write_text(f"Name: {package}\n")
        (dist_info / "RECORD").write_text(f"{name}/__init__.py,sha256=abc,6\n{name}/__pycache__/x.pyc,,\n")


class Bench:
    """A checkout in a temporary folder, a machine with an empty PATH, and the fake tools."""

    def __init__(self, root: Path) -> None:
        (root / "checkout" / "installer").mkdir(parents=True)
        self.programs = root / "bin"
        self.programs.mkdir()
        self.place = Place(root / "checkout")
        self.place.lock("cpu").write_text(CPU_LOCK)
        self.place.lock("cuda").write_text(CUDA_LOCK)
        self.system = root / "system"
        self.machine = Machine(environ={"PATH": str(self.programs), "DISPLAY": ":0"}, system=self.system)
        self.tools = FakeTools(self.place)
        self.output = io.StringIO()

    def program(self, name: str, text: str = "#!/bin/sh\nexit 0\n") -> None:
        (self.programs / name).write_text(text)
        (self.programs / name).chmod(0o755)

    def load_driver(self, *, with_card: bool = True) -> None:
        (self.system / "proc/driver/nvidia").mkdir(parents=True, exist_ok=True)
        (self.system / "proc/driver/nvidia/version").touch()
        if with_card:
            (self.system / "dev").mkdir()
            (self.system / "dev/nvidiactl").touch()

    def prepare(self, request: Request = TRAIN) -> list[str]:
        """Prepare for a request; returns the commands that it took."""
        self.tools.commands.clear()
        prepare(request, self.place, self.machine, Console(self.output), self.tools)
        return list(self.tools.commands)

    @property
    def installed(self) -> set[str]:
        return set(installed_names(self.place.site_packages)) - {"pip"}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_a_fresh_checkout_gets_an_environment_with_what_the_lock_names(bench: Bench) -> None:
    bench.prepare()
    assert bench.installed == {"numpy", "tensorflow-cpu"}
    stamp = read_stamp(bench.place.stamp)
    assert stamp is not None
    assert stamp.variant == "cpu"
    assert "[1/2] Environment" in bench.output.getvalue()
    assert "2 of 2 packages in place (pip)" in bench.output.getvalue()


def test_the_installer_is_told_to_check_every_hash_and_to_build_nothing(bench: Bench) -> None:
    bench.program("uv")
    bench.tools.broken["uv"] = Finished(2, ("error: something",))
    commands = [command for command in bench.prepare() if "requirements.lock" in command]
    assert len(commands) == 2
    for command in commands:
        assert "--require-hashes" in command
        assert "--only-binary :all:" in command


def test_a_complete_environment_is_used_without_running_anything(bench: Bench) -> None:
    bench.prepare()
    assert bench.prepare() == []


def test_setup_looks_at_a_complete_environment_again(bench: Bench) -> None:
    bench.prepare()
    assert bench.prepare(Request("setup"))


def test_the_studio_can_be_imported_wherever_the_checkout_is_moved(bench: Bench) -> None:
    bench.prepare()
    line = (bench.place.site_packages / PATH_FILE).read_text().strip()
    assert not Path(line).is_absolute()
    assert (bench.place.site_packages / line).resolve() == bench.place.root.resolve()


def test_a_changed_lock_is_installed(bench: Bench) -> None:
    bench.prepare()
    bench.place.lock("cpu").write_text(CPU_LOCK + "rich==14.0 \\\n    --hash=sha256:44\n")
    bench.prepare()
    assert bench.installed == {"numpy", "tensorflow-cpu", "rich"}
    assert bench.prepare() == []


def test_an_interrupted_installation_goes_on_where_it_stopped(bench: Bench) -> None:
    bench.tools.interrupt_after = 1
    with pytest.raises(KeyboardInterrupt):
        bench.prepare()
    assert read_stamp(bench.place.stamp) is None
    assert bench.installed == {"numpy"}
    bench.tools.interrupt_after = None
    commands = bench.prepare()
    assert bench.installed == {"numpy", "tensorflow-cpu"}
    assert not any("-m venv" in command for command in commands)


def test_packages_that_a_killed_installer_left_without_files_are_installed_again(bench: Bench) -> None:
    bench.prepare()
    bench.place.stamp.unlink()
    (bench.place.site_packages / "tensorflow_cpu" / "__init__.py").unlink()
    bench.prepare()
    assert (bench.place.site_packages / "tensorflow_cpu" / "__init__.py").exists()
    assert "1 half-installed packages found" in bench.output.getvalue()


def test_files_cut_short_and_missing_lists_of_files_count_as_damage(bench: Bench) -> None:
    bench.prepare()
    site = bench.place.site_packages
    assert damaged_distributions(site) == ()
    (site / "numpy" / "__init__.py").write_text("")
    (site / "pip-25.0.dist-info" / "RECORD").unlink()
    assert [folder.name for folder in damaged_distributions(site)] == ["numpy-2.3.0.dist-info", "pip-25.0.dist-info"]


def test_an_environment_whose_pip_is_damaged_is_made_anew(bench: Bench) -> None:
    bench.prepare()
    bench.place.stamp.unlink()
    (bench.place.site_packages / "pip" / "__init__.py").unlink()
    assert any("-m venv" in command for command in bench.prepare())
    assert bench.installed == {"numpy", "tensorflow-cpu"}


def test_an_environment_whose_python_was_uninstalled_is_made_anew(bench: Bench) -> None:
    bench.prepare()
    bench.place.python.unlink()
    bench.place.python.symlink_to(bench.place.root / "gone")
    assert any("-m venv" in command for command in bench.prepare())
    assert bench.place.python.exists()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"python": 3}'])
def test_a_damaged_stamp_counts_as_none(bench: Bench, text: str) -> None:
    bench.prepare()
    bench.place.stamp.write_text(text)
    assert bench.prepare()
    assert bench.prepare() == []


def test_the_log_and_the_mutex_outlive_a_rebuild(bench: Bench) -> None:
    bench.prepare()
    bench.place.log.write_text("what happened\n")
    bench.place.python.unlink()
    bench.prepare()
    assert bench.place.log.read_text() == "what happened\n"
    assert bench.place.mutex.exists()


def test_a_window_needs_qt_libraries_and_fonts_once_and_keeps_the_packages(bench: Bench) -> None:
    bench.prepare()
    commands = bench.prepare(Request("run"))
    assert [command.partition("_steps/")[2] for command in commands] == ["probe_qt.py xcb", "probe_fonts.py"]
    assert bench.prepare(Request("run")) == []


def test_uv_is_preferred_where_it_is(bench: Bench) -> None:
    bench.program("uv")
    bench.prepare()
    assert bench.tools.used("pip install") == 1
    assert "packages in place (uv)" in bench.output.getvalue()


def test_pip_tries_where_uv_does_not_get_through_to_the_registry(bench: Bench) -> None:
    bench.program("uv")
    bench.tools.broken["uv"] = Finished(2, ("error: error sending request for the page",))
    bench.prepare()
    assert "trying pip" in bench.output.getvalue()
    assert bench.installed == {"numpy", "tensorflow-cpu"}


def test_the_settings_of_the_person_can_name_a_mirror_but_not_another_place(bench: Bench) -> None:
    settings = {"PYTHONPATH": "/elsewhere", "PIP_TARGET": "/elsewhere", "PIP_USER": "1", "PIP_INDEX_URL": "mirror"}
    bench.machine = replace(bench.machine, environ={**bench.machine.environ, **settings})
    bench.prepare()
    environ = next(environ for environ in bench.tools.environs if environ)
    assert not {"PYTHONPATH", "PIP_TARGET"} & environ.keys()
    assert environ["PIP_USER"] == "0"
    assert environ["UV_DEFAULT_INDEX"] == environ["PIP_INDEX_URL"] == "mirror"


def test_a_debian_python_without_venv_gets_the_package_named(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "ensurepip" else object())
    monkeypatch.setattr(sys, "base_prefix", "/usr")
    bench.machine = replace(bench.machine, distribution="debian")
    with pytest.raises(SetupError, match="python3-venv") as refused:
        bench.prepare()
    assert f"sudo apt-get install -y python{PYTHON}-venv" in str(refused.value)


def test_a_python_that_was_built_without_venv_is_named(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "ensurepip" else object())
    monkeypatch.setattr(sys, "base_prefix", "/opt/python")
    with pytest.raises(SetupError, match="without the modules venv and ensurepip"):
        bench.prepare()


def test_nobody_tries_again_after_a_wrong_hash(bench: Bench) -> None:
    bench.program("uv")
    bench.tools.broken["uv"] = Finished(2, ("error: Hash mismatch for `numpy==2.3.0`",))
    with pytest.raises(SetupError, match="not the file that the lock names"):
        bench.prepare()
    assert bench.installed == set()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
        ("failed to write: No space left on device (os error 28)", "disk is full"),
        ("NewConnectionError: Failed to establish a new connection: [Errno -3]", "could not be reached"),
        ("error: dns error: failed to lookup address information", "could not be reached"),
        ("SSLError: CERTIFICATE_VERIFY_FAILED", "certificate"),
        ("ERROR: [Errno 13] Permission denied: '/x/.venv/lib'", "permission denied"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "not the file"),
        ("ERROR: No matching distribution found for tensorflow-cpu==2.21.0", "no package for this kind of machine"),
        ("OSError: [Errno 2] No such file: this system does not have Windows Long Path support enabled", "260"),
        ("ERROR: the moon is in the wrong phase", "wrong phase"),
    ],
)
def test_a_failure_is_one_clear_message_with_the_log_and_leaves_no_stamp(bench: Bench, line: str, message: str) -> None:
    bench.tools.broken["pip"] = Finished(1, ("Collecting numpy", line))
    with pytest.raises(SetupError) as failed:
        bench.prepare()
    assert message in str(failed.value)
    assert str(bench.place.log) in str(failed.value)
    assert read_stamp(bench.place.stamp) is None


def test_without_a_network_the_network_is_blamed_and_not_the_packages(bench: Bench) -> None:
    lines = (
        "WARNING: Retrying after connection broken by NameResolutionError",
        "ERROR: No matching distribution found",
    )
    bench.tools.broken["pip"] = Finished(1, lines)
    with pytest.raises(SetupError, match="could not be reached"):
        bench.prepare()


# CUDA


def add_nvidia_smi(bench: Bench, exit_code: int) -> None:
    bench.program("nvidia-smi", f"#!/bin/sh\necho 'GPU 0: a card'\nexit {exit_code}\n")


def choose(bench: Bench, *, cpu_only: bool = False, installed: str | None = None) -> str:
    run = CommandRunner(bench.programs / "log", lambda: None)
    return wanted_variant(bench.machine, cpu_only, installed, lambda command: run(command).succeeded)


def test_without_a_driver_the_build_for_cpus_is_taken(bench: Bench) -> None:
    assert choose(bench) == "cpu"


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
def test_a_working_nvidia_smi_means_cuda_and_a_failing_one_does_not(bench: Bench) -> None:
    add_nvidia_smi(bench, 0)
    assert choose(bench) == "cuda"
    add_nvidia_smi(bench, 9)
    assert choose(bench) == "cpu"


def test_a_loaded_driver_with_a_card_means_cuda(bench: Bench) -> None:
    bench.load_driver(with_card=False)  # as in a container that was not given the card
    assert choose(bench) == "cpu"
    bench.load_driver()
    assert choose(bench) == "cuda"
    assert choose(bench, cpu_only=True) == "cpu"


def test_an_installed_cuda_build_is_not_questioned_at_every_start(bench: Bench) -> None:
    add_nvidia_smi(bench, 9)
    assert choose(bench, installed="cuda") == "cuda"


@pytest.mark.parametrize(("platform", "architecture"), [("darwin", "arm64"), ("win32", "x86_64"), ("linux", "aarch64")])
def test_cuda_is_for_linux_on_x86_64(bench: Bench, platform: str, architecture: str) -> None:
    add_nvidia_smi(bench, 0)
    bench.machine = Machine(platform=platform, architecture=architecture, environ=bench.machine.environ)
    assert choose(bench) == "cpu"


def test_switching_between_cuda_and_cpu_replaces_what_differs_and_keeps_the_rest(bench: Bench) -> None:
    bench.load_driver()
    bench.prepare(TRAIN)
    assert bench.installed == {"numpy", "tensorflow", "nvidia-cudnn-cu12"}
    assert "NVIDIA driver found" in bench.output.getvalue()
    kept = (bench.place.site_packages / "numpy" / "__init__.py").stat().st_ino

    bench.prepare(TRAIN_ON_CPU)
    assert bench.installed == {"numpy", "tensorflow-cpu"}
    assert not (bench.place.site_packages / "tensorflow").exists()
    assert not (bench.place.site_packages / "nvidia_cudnn_cu12").exists()
    assert bench.prepare(TRAIN_ON_CPU) == []

    bench.prepare(TRAIN)
    assert bench.installed == {"numpy", "tensorflow", "nvidia-cudnn-cu12"}
    assert (bench.place.site_packages / "numpy" / "__init__.py").stat().st_ino == kept
