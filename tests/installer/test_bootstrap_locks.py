"""The locks: whole, hash-pinned, in step with each other and with what they are made from, and without addresses."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from installer import lock as lock_script
from installer._steps.place import Place, locked_names, normalised

ROOT = Path(__file__).parents[2]
PLACE = Place(ROOT)
VARIANTS = ("cpu", "cuda")


def requirements(variant: str) -> list[str]:
    """The requirements of a lock, each with its continuation lines."""
    text = PLACE.lock(variant).read_text(encoding="utf-8")
    logical = re.sub(r"\\\n\s*", "", text)
    return [line for line in logical.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def versions(variant: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in requirements(variant):
        name, _, rest = line.partition("==")
        found.setdefault(normalised(name), set()).add(rest.split()[0])
    return found


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_requirement_is_pinned_and_has_a_hash(variant: str) -> None:
    assert len(requirements(variant)) > 50
    for line in requirements(variant):
        assert re.match(r"^[A-Za-z0-9._-]+==[0-9][^\s;]*", line), line
        assert re.search(r"--hash=sha256:[0-9a-f]{64}(\s|$)", line), line


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-cuda.lock", "requirements-cuda.in", "lock.py"])
def test_no_address_of_a_registry_is_in_what_makes_or_holds_the_locks(name: str) -> None:
    text = (ROOT / "installer" / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*(-i|-f|--(extra-)?index-url|--find-links|--trusted-host)\b", text, re.MULTILINE)


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_dependencies_of_the_project_are_in_the_lock(variant: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {normalised(re.split(r"[><=;\[ ]", line)[0]) for line in project["dependencies"]}
    development = (ROOT / "installer" / "requirements-dev.in").read_text(encoding="utf-8").splitlines()
    names |= {normalised(line) for line in development if line and not line.startswith("#")}
    assert names - locked_names(PLACE.lock(variant)) <= {"tensorflow-cpu"}


def test_both_variants_have_the_same_versions_of_what_they_share() -> None:
    cpu, cuda = versions("cpu"), versions("cuda")
    shared = cpu.keys() & cuda.keys()
    assert {"jax", "jaxlib", "keras", "tensorflow", "numpy"} <= shared
    assert {name: cpu[name] for name in shared} == {name: cuda[name] for name in shared}
    assert cpu["tensorflow"] == cpu["tensorflow-cpu"]


def test_the_cuda_lock_has_cuda_and_not_the_build_for_cpus() -> None:
    cuda = versions("cuda")
    assert "tensorflow-cpu" not in cuda
    assert {"jax-cuda12-plugin", "jax-cuda12-pjrt", "nvidia-cudnn-cu12", "nvidia-cublas-cu12"} <= cuda.keys()
    assert cuda["jax-cuda12-plugin"] == cuda["jax"]
    assert not [name for name in versions("cpu") if name.startswith("nvidia-")]


@pytest.mark.parametrize("command", [lock_script.cpu_command(False), lock_script.cuda_command(False)])
def test_the_locks_are_made_universal_with_hashes_and_without_addresses(command: list[str]) -> None:
    assert {"--universal", "--generate-hashes", "--no-emit-index-url", "--no-header"} <= set(command)
    assert "--upgrade" not in command
    inputs = [word for word in command if word.endswith((".in", "pyproject.toml"))]
    assert inputs
    assert all((ROOT / name).exists() for name in inputs)
