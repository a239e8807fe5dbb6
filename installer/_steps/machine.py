"""The machine that the bootstrap runs on: what it is, and whether the studio's packages exist for it."""

from __future__ import annotations

import os
import platform
import shutil
import struct
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .failure import SetupError

# The oldest glibc that PySide6's wheels in the lock run on.
_OLDEST_GLIBC = {"x86_64": (2, 34), "aarch64": (2, 39)}
_OLDEST_MACOS = (14, 0)


@dataclass(frozen=True)
class Machine:
    """What the steps need to know of a machine; tests make their own.

    `platform` is `sys.platform`, `distribution` one of debian, fedora, arch, or "" for all others, and `system` the
    folder where /proc and /dev are.
    """

    platform: str = "linux"
    architecture: str = "x86_64"
    libc: str = "glibc"
    libc_version: tuple[int, ...] = (2, 36)
    macos_version: tuple[int, ...] = ()
    python_bits: int = 64
    python_implementation: str = "CPython"
    distribution: str = ""
    is_root: bool = False
    environ: Mapping[str, str] = field(default_factory=dict)
    system: Path = Path("/")

    @property
    def is_linux(self) -> bool:
        return self.platform.startswith("linux")

    @property
    def is_windows(self) -> bool:
        return self.platform == "win32"

    def which(self, name: str) -> str | None:
        return shutil.which(name, path=self.environ.get("PATH", os.defpath))


def this_machine() -> Machine:
    libc, libc_version = platform.libc_ver()
    is_linux = sys.platform.startswith("linux")
    return Machine(
        platform=sys.platform,
        architecture={"AMD64": "x86_64"}.get(platform.machine(), platform.machine()),
        libc=libc,
        libc_version=_numbers(libc_version),
        macos_version=_numbers(platform.mac_ver()[0]),
        python_bits=struct.calcsize("P") * 8,
        python_implementation=platform.python_implementation(),
        distribution=read_distribution(Path("/etc/os-release")) if is_linux else "",
        is_root=os.name == "posix" and os.geteuid() == 0,
        environ=dict(os.environ),
    )


def read_distribution(os_release: Path) -> str:
    """Name the family of a Linux distribution (debian, fedora or arch), or "" where it is another."""
    try:
        lines = os_release.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    values = dict(line.split("=", 1) for line in lines if "=" in line)
    names = f"{values.get('ID', '')} {values.get('ID_LIKE', '')}".replace('"', "").split()
    families = {"debian": "debian", "ubuntu": "debian", "fedora": "fedora", "rhel": "fedora", "arch": "arch"}
    return next((families[name] for name in names if name in families), "")


def refuse_unsupported(machine: Machine) -> None:
    """Raise SetupError where no packages exist for the machine, before anything is downloaded."""
    if machine.python_implementation != "CPython" or machine.python_bits != 64:
        raise SetupError(
            f"TensorFlow needs a 64-bit CPython; this is {machine.python_implementation}, {machine.python_bits}-bit.",
            "Get one from https://www.python.org/downloads/ and start the bootstrap with it.",
        )
    if machine.is_linux:
        _refuse_linux(machine)
    elif machine.platform == "darwin":
        _refuse_macos(machine)
    elif machine.is_windows and machine.architecture != "x86_64":
        raise SetupError(
            f"TensorFlow has no packages for Windows on {machine.architecture}.",
            "Install the x64 Python ('Windows installer (64-bit)'); Windows runs it by emulation.",
        )


def _refuse_linux(machine: Machine) -> None:
    oldest = _OLDEST_GLIBC.get(machine.architecture)
    if oldest is None:
        raise SetupError(
            f"TensorFlow and Qt have no packages for Linux on {machine.architecture}.",
            "Use a machine with x86_64 or aarch64.",
        )
    if machine.libc != "glibc":
        raise SetupError(
            "This Linux does not use glibc (Alpine uses musl); TensorFlow and Qt have no packages for it.",
            "Use Debian, Ubuntu, Fedora or Arch, for instance in a container.",
        )
    if machine.libc_version < oldest:
        raise SetupError(
            f"This Linux is too old for Qt: it has glibc {_dotted(machine.libc_version)}, and on "
            f"{machine.architecture} {_dotted(oldest)} is needed.",
            "Debian 12, Ubuntu 22.04, Fedora 35 and later have 2.34; Ubuntu 24.04, Fedora 40 and Debian 13 have 2.39.",
        )


def _refuse_macos(machine: Machine) -> None:
    if machine.architecture != "arm64":
        raise SetupError(
            "TensorFlow and JAX no longer have packages for Macs with an Intel processor.",
            "On Apple silicon this means that Python runs by emulation: get the universal one from python.org.",
        )
    if machine.macos_version < _OLDEST_MACOS:
        raise SetupError(
            f"Qt needs macOS {_dotted(_OLDEST_MACOS)}; this is {_dotted(machine.macos_version)}.",
            "Update macOS in System Settings.",
        )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
