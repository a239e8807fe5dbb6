"""Which build of TensorFlow and JAX this machine gets: the small one for the CPU, or the one for CUDA."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from .machine import Machine

Succeeds = Callable[[Sequence[str]], bool]


def wanted_variant(machine: Machine, cpu_only: bool, installed: str | None, succeeds: Succeeds) -> str:
    """Choose "cuda" or "cpu". `installed` is the variant in place, if any; `succeeds` runs a program.

    CUDA builds exist for Linux on x86_64 only (on Windows that means inside WSL).
    """
    if cpu_only or not machine.is_linux or machine.architecture != "x86_64":
        return "cpu"
    if _driver_is_loaded(machine.system):
        return "cuda"
    nvidia_smi = machine.which("nvidia-smi")  # in WSL the driver shows nowhere else
    if nvidia_smi is None:
        return "cpu"
    if installed == "cuda" or succeeds([nvidia_smi, "-L"]):
        return "cuda"
    return "cpu"


def _driver_is_loaded(system: Path) -> bool:
    # The version file alone also shows in containers that were not given the card.
    return (system / "proc/driver/nvidia/version").exists() and (system / "dev/nvidiactl").exists()


def windows_has_nvidia(machine: Machine) -> bool:
    """Whether Windows has an NVIDIA driver, which TensorFlow can use only from inside WSL."""
    root = machine.environ.get("SystemRoot")
    return machine.is_windows and root is not None and (Path(root) / "System32" / "nvcuda.dll").exists()
