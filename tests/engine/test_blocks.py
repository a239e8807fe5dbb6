"""Arrays as files that a message names: exactly what was written, or nothing."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.disk.folder import Folder
from nnstudio.engine.blocks import DTYPES, Block, Blocks, read_block
from nnstudio.engine.questions import Predictions

any_array = st.sampled_from(DTYPES).flatmap(
    lambda name: arrays.arrays(np.dtype(name), arrays.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=5))
)


@pytest.fixture
def blocks(tmp_path: Path) -> Blocks:
    return Blocks(Folder(tmp_path))


@given(any_array)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_read_is_what_was_written(blocks: Blocks, tmp_path: Path, array: npt.NDArray[np.generic]) -> None:
    block = blocks.write(array)
    found = blocks.read(block)
    assert (found.shape, found.dtype, found.tobytes()) == (array.shape, array.dtype, array.tobytes())
    assert not found.flags.writeable
    blocks.remove({"answers": (Predictions(block),)})
    assert list(tmp_path.iterdir()) == []


def test_arrays_that_are_not_in_order_are_written_in_order(blocks: Blocks) -> None:
    array = np.arange(12, dtype=np.int32).reshape(3, 4).T[::-1]
    assert np.array_equal(blocks.read(blocks.write(array)), array)


@pytest.mark.skipif(os.name == "nt", reason="Windows doesn't remove what is mapped")
def test_what_was_read_stays_readable_after_the_file_is_gone(blocks: Blocks, tmp_path: Path) -> None:
    block = blocks.write(np.ones(1000))
    found = read_block(block)
    blocks.remove(block)
    assert list(tmp_path.iterdir()) == []
    assert found.sum() == 1000


def test_values_that_no_block_holds_are_refused(blocks: Blocks, tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        blocks.write(np.array([object()]))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "change",
    [
        {"shape": (3, 5)},
        {"shape": (1 << 40, 1 << 40)},
        {"shape": (-3, -4)},
        {"shape": (1,) * 40},
        {"dtype": "float64"},
        {"dtype": "object"},
        {"dtype": "O"},
        {"dtype": "<f4"},
        {"dtype": "S4"},
    ],
    ids=str,
)
def test_a_block_that_is_not_what_it_says_is_refused(blocks: Blocks, change: dict[str, object]) -> None:
    block = blocks.write(np.ones((3, 4), np.float32))
    with pytest.raises(FormatError):
        blocks.read(replace(block, **change))  # type: ignore[arg-type]


def test_more_than_is_allowed_is_not_read(blocks: Blocks) -> None:
    block = blocks.write(np.ones(1000))
    assert blocks.read(block, 8000).size == 1000
    with pytest.raises(FormatError, match="8,000"):
        blocks.read(block, 7999)


def test_only_the_folders_own_blocks_are_read_and_removed(blocks: Blocks, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    others = Blocks(Folder(mine)).write(np.ones(3))
    named = tmp_path / "diary.raw"
    named.write_bytes(bytes(3))
    for path in (others.path, str(named), str(tmp_path / "mine" / ".." / Path(others.path).name), "", "/"):
        block = Block(path, (3,), "uint8")
        assert not blocks.holds(block)
        with pytest.raises(FormatError):
            blocks.read(block)
        blocks.remove(block)
    assert named.exists()
    assert Path(others.path).exists()


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_a_link_in_a_blocks_place_is_refused(blocks: Blocks, tmp_path: Path) -> None:
    block = blocks.write(np.ones(3))
    (tmp_path / "elsewhere").write_bytes(Path(block.path).read_bytes())
    Path(block.path).unlink()
    Path(block.path).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StudioError):
        blocks.read(block)
    blocks.remove(block)
    assert (tmp_path / "elsewhere").exists()


def test_all_blocks_go_at_once_and_nothing_else(blocks: Blocks, tmp_path: Path) -> None:
    for _ in range(3):
        blocks.write(np.ones(3))
    (tmp_path / ".partial-0123456789ab-block-0123456789abcdef.raw").write_bytes(b"half")
    (tmp_path / "diary").write_text("mine")
    blocks.remove_all()
    assert [path.name for path in tmp_path.iterdir()] == ["diary"]
