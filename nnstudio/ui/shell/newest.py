"""How far the run under way is and how good it became, in a few words for bars and titles."""

from __future__ import annotations

import math

import numpy as np

from nnstudio.app.curves import Curves
from nnstudio.app.run_state import RunState, is_running, progress_of
from nnstudio.core.training.figures import LOSS, figure_named, judged_by
from nnstudio.core.words import mark, say
from nnstudio.ui.figure_text import figure_text, in_sentence
from nnstudio.ui.numbers import percent
from nnstudio.ui.shell.words import left_text

_NEWEST = 50  # batches


def newest_figures(curves: Curves) -> str:
    """`loss 0.41, validation accuracy 85.2 %`: of the newest batches and of the newest epoch; empty before any."""
    losses = curves.batch(LOSS)[-_NEWEST:]
    losses = losses[np.isfinite(losses)]
    told = [(LOSS, "", float(losses.mean()))] if losses.size else []
    if curves.epochs:
        figures = curves.epochs[-1].figures
        name = judged_by(figures)
        told += [(name, name, figures[name])] if math.isfinite(figures.get(name, math.nan)) else []
    parts = []
    for name, checked, value in told:
        kind = figure_named(name)
        text = mark("validation {figure} {value}") if checked else mark("{figure} {value}")
        parts.append(say(text, figure=in_sentence(kind.title), value=figure_text(kind, value)))
    return ", ".join(parts)


def title_progress(state: RunState) -> str:
    """`42 %, 9 s left` for the window's title; empty while nothing is under way."""
    if not is_running(state):
        return ""
    done = percent(progress_of(state).fraction, 0)
    left = left_text(state)
    return f"{done}, {left}" if left else done
