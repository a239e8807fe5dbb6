"""What decides the bits of a run: with another one of these it goes on as well, but not to the same bits."""

from __future__ import annotations

import os
from collections.abc import Mapping

from nnstudio.core.words import joined, mark, say
from nnstudio.engine.compiled_programs import processor_mark
from nnstudio.engine.messages import EngineReady

DATA = "data"
_PROCESSOR = "processor"
_TITLES = {
    "backend": mark("backend"),
    "keras": mark("Keras"),
    "device": mark("device"),
    _PROCESSOR: mark("processor"),
    "threads": mark("number of threads"),
    "settings": mark("settings of the libraries"),
    DATA: mark("data"),
}
_LONG = (_PROCESSOR, DATA)  # told as other ones: their values are hashes
# What TensorFlow, oneDNN, XLA and OpenMP read from the environment and compute differently by.
_SETTINGS = (
    "CUDA_VISIBLE_DEVICES",
    "JAX_DEFAULT_MATMUL_PRECISION",
    "JAX_ENABLE_X64",
    "NVIDIA_TF32_OVERRIDE",
    "OMP_NUM_THREADS",
    "ONEDNN_MAX_CPU_ISA",
    "TF_CUDNN_DETERMINISTIC",
    "TF_DETERMINISTIC_OPS",
    "TF_ENABLE_ONEDNN_OPTS",
    "TF_NUM_INTEROP_THREADS",
    "TF_NUM_INTRAOP_THREADS",
    "TF_XLA_FLAGS",
    "XLA_FLAGS",
)


def fingerprint_of(engine: EngineReady, data: str) -> dict[str, str]:
    """That of a run which this process trains on data with the content hash `data`."""
    return {
        "backend": f"{engine.backend} {engine.backend_version}",
        "keras": engine.keras_version,
        "device": engine.device,
        _PROCESSOR: processor_mark(),
        "threads": str(_threads()),
        "settings": " ".join(f"{name}={os.environ[name]}" for name in _SETTINGS if name in os.environ),
        DATA: data,
    }


def differences(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """In what they differ, in words. What was not recorded before counts as the same."""
    return tuple(
        _difference(name, before[name], value) for name, value in now.items() if before.get(name, value) != value
    )


def inexact(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """What is to be said of a run that goes on, and was begun with `before`; nothing if it does so bit for bit."""
    if not before:
        return (say("Whether it goes on bit for bit is not known: what computed it was not recorded."),)
    found = differences(before, now)
    return (say("It goes on, but not bit for bit: {reasons}.", reasons=joined(found)),) if found else ()


def _difference(name: str, before: str, now: str) -> str:
    if name in _LONG:
        return say("{thing}: another one now", thing=say(_TITLES[name]))
    return say("{thing}: {before} then, {now} now", thing=say(_TITLES[name]), before=before or "–", now=now or "–")


def _threads() -> int:
    """How many processors this process may use: so many threads compute."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
