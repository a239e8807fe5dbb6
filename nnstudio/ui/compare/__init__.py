"""The Compare page: all runs in a table, and those that are chosen side by side."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from nnstudio.app.studio import Studio
from nnstudio.core.words import mark
from nnstudio.ui.page import PageKind


def _make(studio: Studio) -> QWidget:
    from nnstudio.ui.compare.page import ComparePage

    return ComparePage(studio.runs, studio.kept_runs, studio.training, studio.preferences, studio.notices)


PAGE = PageKind("compare", mark("Compare"), mark("All runs in a table, and what is better."), "mdi6.compare", _make)
