"""Where Tab leads: through a window as the eye goes, whatever was built first.

Side by side, things are met from the left; one below the other, from the top; each is gone through before the next.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget


def move_focus(window: QWidget, *, forward: bool) -> bool:
    """Takes the keyboard to the next control of the window, or back; past the last one to the first."""
    met = list(_met(window))
    here = QApplication.focusWidget()
    place = met.index(here) if here in met else -1
    order = [*met[place + 1 :], *met[: max(0, place)]] if forward else [*met[: max(0, place)][::-1], *met[place:][::-1]]
    target = next((each for each in order if each is not here and _is_stop(each)), None)
    if target is None:
        return False
    # Qt asks, too, where the control that has the keyboard is being hidden: then nobody went anywhere.
    is_hidden = here is not None and not here.isVisibleTo(window)
    target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    if not is_hidden:
        _bring_into_sight(target)
    return True


def _met(widget: QWidget) -> Iterator[QWidget]:
    """The widget and all visible ones in it, as the eye meets them."""
    yield widget
    inner = [each for each in widget.children() if isinstance(each, QWidget) and each.isVisible()]
    for child in _in_rows([each for each in inner if not each.isWindow()]):
        yield from _met(child)


def _in_rows(widgets: list[QWidget]) -> Iterator[QWidget]:
    """Siblings row by row: in a row are those that begin above the middle of its first one."""
    row: list[QWidget] = []
    for each in sorted(widgets, key=lambda one: one.y()):
        if row and each.y() > row[0].geometry().center().y():
            yield from sorted(row, key=lambda one: one.x())
            row = []
        row.append(each)
    yield from sorted(row, key=lambda one: one.x())


def _is_stop(widget: QWidget) -> bool:
    tabbed = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
    return tabbed and widget.isEnabled() and widget.focusProxy() is None


def _bring_into_sight(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea) and above.isAncestorOf(widget):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
