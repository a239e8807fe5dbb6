"""The window's pages, in the order in which a person goes through them. A new one is its package, and its line here."""

from __future__ import annotations

from nnstudio.ui import classify, compare, data, design, train, weights
from nnstudio.ui.page import PageKind

PAGES: list[PageKind] = [data.PAGE, design.PAGE, train.PAGE, weights.PAGE, classify.PAGE, compare.PAGE]
