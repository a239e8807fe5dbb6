"""What a person writes of runs, and which they delete: kept in the project, whatever becomes of the program."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.project import dense_project
from nnstudio.runs.going_on import resume_run
from nnstudio.runs.history import BestEpoch, ended_now, read_facts
from nnstudio.runs.project_folder import ProjectFolder
from nnstudio.runs.run_folder import LABELS
from nnstudio.runs.run_labels import RunLabel
from tests.runs.test_history import PROJECT, trained

FULL = RunLabel("Wide", "Two lines\nof it", ("wide", "for the talk"), is_starred=True)


@pytest.fixture
def folder(tmp_path: Path) -> ProjectFolder:
    return ProjectFolder.create(tmp_path / "house.nnstudio", PROJECT)


def again(folder: ProjectFolder) -> ProjectFolder:
    """As another program opens it."""
    return ProjectFolder(folder.path)


def numbers(folder: ProjectFolder) -> list[int]:
    return [run.number for run in folder.history.runs()]


def test_labels_are_seen_by_this_and_every_other_program(folder: ProjectFolder) -> None:
    trained(folder)
    other = again(folder)
    marks, _ = other.history.marks(), other.history.runs()
    folder.history.labels.label(1, FULL)
    assert folder.history.runs()[0].label == FULL
    assert other.history.marks() != marks, "what looks once a second looks again"
    assert other.history.runs()[0].label == FULL
    assert again(folder).history.run(1).label == FULL  # type: ignore[union-attr]


def test_the_last_label_counts_and_a_damaged_line_takes_no_other_with_it(folder: ProjectFolder) -> None:
    trained(folder)
    folder.history.labels.label(1, FULL)
    folder.files.append(LABELS, b'0badc0de {"kind": "RunLabelled"\n\xff\xfe\n[[[[')
    folder.history.labels.label(1, RunLabel("Narrow"))
    assert again(folder).history.runs()[0].label == RunLabel("Narrow")
    whole = (folder.path / LABELS).read_bytes()
    (folder.path / LABELS).write_bytes(whole[:-9])  # a kill in the middle of the write
    assert again(folder).history.runs()[0].label == FULL


def test_labels_are_tidied_and_what_is_too_long_is_refused(folder: ProjectFolder) -> None:
    trained(folder)
    folder.history.labels.label(1, RunLabel("  a   b ", " x\n", ("one", " one ", "")))
    assert folder.history.runs()[0].label == RunLabel("a b", "x", ("one",))
    for label in (RunLabel("n" * 121), RunLabel(note="n" * 4001), RunLabel(tags=("t" * 41,)), RunLabel("\u202e")):
        with pytest.raises(FormatError):
            folder.history.labels.label(1, label)
    assert folder.history.runs()[0].label == RunLabel("a b", "x", ("one",))


def test_a_deleted_run_is_gone_everywhere_and_comes_back_whole(folder: ProjectFolder) -> None:
    trained(folder)
    trained(folder)
    folder.history.labels.label(2, FULL)
    other = again(folder)
    before = other.history.runs()
    folder.delete_run(2)
    assert (numbers(folder), numbers(other), numbers(again(folder))) == ([1], [1], [1])
    assert list(folder.deleted_runs) == [2]
    folder.restore_run(2)
    assert (folder.history.runs(), other.history.runs(), again(folder).history.runs()) == (before,) * 3
    assert sorted(folder.history.snapshots(2)) == [1, 2]


def test_a_number_is_never_given_twice(folder: ProjectFolder) -> None:
    trained(folder)
    trained(folder)
    folder.delete_run(2)
    assert folder.empty_deleted() > 0
    assert not folder.deleted_runs
    assert sorted(path.name for path in (folder.path / "runs").iterdir()) == ["1"]
    assert trained(again(folder)).number == 3
    assert numbers(again(folder)) == [3, 1]


def test_a_run_that_is_trained_can_not_be_deleted(folder: ProjectFolder) -> None:
    run, hold = folder.begin_run(PROJECT, "jax")
    with pytest.raises(StudioError, match="is being trained"):
        again(folder).delete_run(run.number)
    hold.release()
    assert numbers(folder) == [1]


@pytest.mark.parametrize("emptied", [False, True])
def test_a_program_that_missed_the_deletion_does_not_bring_the_run_back(folder: ProjectFolder, emptied: bool) -> None:
    trained(folder)
    trained(folder)
    other = again(folder)
    other.history.runs()
    folder.delete_run(1)
    if emptied:
        folder.empty_deleted()
    trained(other)  # writes its own index
    assert numbers(again(folder)) == [3, 2]


def test_a_kill_before_the_folder_moved_deletes_nothing(folder: ProjectFolder) -> None:
    trained(folder)
    folder.history.labels.note_deleted(1)
    assert numbers(folder) == numbers(again(folder)) == [1]


def test_copies_have_labels_but_no_deleted_runs(folder: ProjectFolder, tmp_path: Path) -> None:
    trained(folder)
    trained(folder)
    folder.history.labels.label(1, FULL)
    folder.delete_run(2)
    copy, left_out = folder.copy_to(tmp_path / "copy.nnstudio")
    assert (numbers(copy), copy.history.runs()[0].label, left_out) == ([1], FULL, ())
    assert not copy.deleted_runs
    folder.remove()
    assert not folder.path.exists()


def test_the_best_epoch_is_told_with_its_figure(folder: ProjectFolder) -> None:
    trained(folder, epochs=3)
    (run,) = folder.history.runs()
    assert run.best == BestEpoch("accuracy", 1, 0.75), "of equals the first"
    assert again(folder).history.runs()[0].best == run.best


def test_a_run_without_epochs_has_no_best(folder: ProjectFolder) -> None:
    trained(folder, epochs=0)
    assert folder.history.runs()[0].best is None


def test_projects_in_short_are_found_in_slices_and_kept_with_the_index(folder: ProjectFolder) -> None:
    for _ in range(3):
        trained(folder)
    assert [run.facts for run in folder.history.runs()] == [None] * 3
    folder.history.add_facts(read_facts(folder.history.without_facts(2)))
    assert [run.facts is None for run in folder.history.runs()] == [False, False, True]
    folder.history.add_facts(read_facts(folder.history.without_facts(2)))
    assert folder.history.without_facts(2) == ()
    facts = again(folder).history.runs()[2].facts
    assert facts is not None
    assert (facts.network, facts.parameters, facts.seed, facts.epochs) == ("Dense 8-10", 610, 1, 10)


def test_runs_are_alike_whose_projects_differ_in_the_seed_alone(folder: ProjectFolder) -> None:
    seeded = replace(PROJECT, training=replace(PROJECT.training, seed=7))
    for project in (PROJECT, seeded, dense_project("digits", (9,))):
        run, hold = folder.begin_run(project, "jax")
        folder.history.add(run.number, ended_now("finished"))
        hold.release()
    folder.history.add_facts(read_facts(folder.history.without_facts(10)))
    wide, second, first = (run.facts.alike for run in folder.history.runs() if run.facts is not None)
    assert first == second != wide


def test_a_project_that_can_not_be_read_has_no_facts_and_is_not_asked_again(folder: ProjectFolder) -> None:
    run = trained(folder)
    (run.path / "project.json").write_text("{")
    folder.history.add_facts(read_facts(folder.history.without_facts(5)))
    assert folder.history.without_facts(5) == ()
    facts = folder.history.runs()[0].facts
    assert facts is not None
    assert (facts.network, facts.alike) == ("", "")


def test_a_run_that_goes_is_not_gone_on_with_in_the_same_moment(
    folder: ProjectFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    trained(folder)
    other, refused = again(folder), []

    def meanwhile(number: int) -> None:
        with pytest.raises(StudioError) as refusal:
            resume_run(other, number, "train")
        refused.append(refusal.value)

    monkeypatch.setattr(folder.history.labels, "note_deleted", meanwhile)
    folder.delete_run(1)
    assert "Another program" in refused[0].message
    assert list(folder.deleted_runs) == [1]
    folder.restore_run(1)
    _, hold = resume_run(other, 1, "train")
    hold.release()
