"""How points of a class look: a colour, and where these are used up, another form."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor

from nnstudio.ui import theme

_SIGNS = {"o": "●", "s": "■", "t": "▼", "d": "◆", "+": "✚", "x": "✖"}
_SYMBOLS = tuple(_SIGNS)
_LEGEND = 12  # classes beyond these are not told apart by a legend
_LONGEST = 24  # letters of a name in the legend


def colour_of(label: int) -> QColor:
    """The colour of that class's points."""
    series = theme.current().series
    colour = QColor(series[label % len(series)])
    colour.setAlpha(210)
    return colour


def symbol_of(label: int) -> str:
    """The form of that class's points, as pyqtgraph calls it."""
    return _SYMBOLS[label // len(theme.current().series) % len(_SYMBOLS)]


def legend_of(names: Sequence[str], *more: str) -> str:
    """Which class is which, as rich text, and what else there is to say."""
    parts = [
        f'<span style="color:{colour_of(label).name()}">{_SIGNS[symbol_of(label)]}</span>&nbsp;{_in_legend(name)}'
        for label, name in enumerate(names[:_LEGEND])
    ]
    if len(names) > _LEGEND:
        parts.append("…")
    return " &nbsp; ".join([*parts, *map(_escaped, more)])


def _in_legend(name: str) -> str:
    return _escaped(name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
