"""Packages of the Linux distribution: installed where that is ours to do, else the command that does it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .commands import Finished, Run
from .failure import SetupError
from .machine import Machine

# A fresh machine may still be running its first apt: wait for it.
_APT = ("apt-get", "-o", "DPkg::Lock::Timeout=300")

_COMMANDS: dict[str, str] = {
    "debian": "sudo apt-get install -y",
    "fedora": "sudo dnf install -y",
    "arch": "sudo pacman -S --needed",
}


@dataclass(frozen=True)
class Packages:
    """Packages of one family of distributions."""

    distribution: str
    names: tuple[str, ...]

    @property
    def command(self) -> str:
        """The command that installs them, for a person to type."""
        return " ".join((_COMMANDS[self.distribution], *self.names))


def install_or_explain(why: str, packages: Packages, *, machine: Machine, run: Run, say: Callable[[str], None]) -> None:
    """Install packages with apt-get where we are root on Debian or Ubuntu; else raise SetupError with the command.

    An installation that was interrupted before is finished first, and old package lists are renewed.
    """
    if machine.distribution != "debian" or not machine.is_root or machine.which("apt-get") is None:
        raise SetupError(why, f"Run:  {packages.command}")
    say(f"{why} Installing {', '.join(packages.names)} with apt-get.")
    install = [*_APT, "install", "-y", "--no-install-recommends", *packages.names]
    result = _apt(install, machine, run)
    if not result.succeeded and "dpkg --configure -a" in "\n".join(result.lines):
        _apt(["dpkg", "--configure", "-a"], machine, run)
        result = _apt(install, machine, run)
    if not result.succeeded:
        _apt([*_APT, "update"], machine, run)
        result = _apt(install, machine, run)
    if not result.succeeded:
        last = [line for line in result.lines if line.strip()][-2:]
        raise SetupError(why, "apt-get could not install it:", *last, f"Run:  {packages.command}")


def download(
    why: str, packages: Packages, folder: Path, *, machine: Machine, run: Run, say: Callable[[str], None]
) -> None:
    """Unpack packages below a folder, without installing them, on Debian or Ubuntu; else raise SetupError with the
    command that installs them. Old package lists are renewed where we are root."""
    if machine.distribution != "debian" or machine.which("apt-get") is None or machine.which("dpkg-deb") is None:
        raise SetupError(why, f"Run:  {packages.command}")
    say(f"{why} Getting {', '.join(packages.names)} with apt-get.")
    folder.mkdir(parents=True)
    get = ["env", "-C", str(folder), *_APT, "download", *packages.names]
    result = _apt(get, machine, run)
    if not result.succeeded and machine.is_root:
        _apt([*_APT, "update"], machine, run)
        result = _apt(get, machine, run)
    archives = sorted(folder.glob("*.deb"))
    unpacked = [run(["dpkg-deb", "-x", archive, folder]).succeeded for archive in archives]
    if not archives or not all(unpacked):
        last = [line for line in result.lines if line.strip()][-2:]
        raise SetupError(why, "apt-get could not get one:", *last, f"Run:  {packages.command}")
    for archive in archives:
        archive.unlink()


def _apt(command: Sequence[str], machine: Machine, run: Run) -> Finished:
    environ = {**(machine.environ or os.environ), "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    return run(command, environ=environ)
