"""How many samples a project learns from, as far as that is known before its data is divided."""

from __future__ import annotations

from nnstudio.core.project import Project


def about_samples(project: Project) -> int:
    """About how many; 0 while it isn't known how many there are. Edits of single samples are left out."""
    facts, plan = project.facts, project.data
    count = float(facts.training)
    if plan.split.test_share:
        count = (facts.training + facts.test) * (1 - plan.split.test_share)
    if plan.split.way == "folds":
        count *= 1 - 1 / plan.split.folds
    elif plan.split.way == "share" or plan.split.test_share or not facts.validation:
        count *= 1 - project.training.validation_share
    else:
        count -= facts.validation
    limited = min(count, plan.training_limit) if plan.training_limit > 0 else count
    return max(1, round(limited)) if facts.training else 0


def about_batches(project: Project) -> int:
    """About how many batches an epoch has; 0 while that isn't known."""
    samples = about_samples(project)
    return project.training.batches(samples) if samples else 0


def about_batch(project: Project) -> int:
    """How many samples a batch has: of the full batch about as many as there are to learn from."""
    return max(1, project.training.batch_size or about_samples(project))
