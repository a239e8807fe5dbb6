"""A line chart: a plot, a legend that can be clicked, and a cross hair that reads out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from nnstudio.core.words import say, say_in
from nnstudio.ui import theme
from nnstudio.ui.charts.legend import LegendButton
from nnstudio.ui.charts.pictures import ChartPicture
from nnstudio.ui.charts.plot import Plot
from nnstudio.ui.charts.series import Series
from nnstudio.ui.icons import icon
from nnstudio.ui.kit.actions import make_action, make_choice
from nnstudio.ui.kit.command_buttons import show_action, stand_for
from nnstudio.ui.kit.elided import ElidedLabel
from nnstudio.ui.kit.flow import Flow


class Chart(QWidget):
    """Curves over an axis of epochs. Who owns it gives it points and ranges; it knows nothing of training.

    Attributes:
        hovered: the x under the pointer (or walked to with the arrow keys), or None.
        view_changed: the visible range is another one, by hand or by `show_range`.
        fitted: the whole run is wanted again.
        log_toggled: whether the y axis is to be logarithmic.
        menu: what right click opens: what can be done with the chart.
        saving: how it is saved, which the menu ends with and a button opens; owners fill it.
        plot: the curves.
        head: the row with the title; title: in it.
        legend: an entry for each curve, by its key.
        log, fit: the commands that change the scale and show the whole run again.
        by_hand: whether the person has zoomed or moved; `show_range` leaves the view alone then.
    """

    hovered = Signal(object)
    view_changed = Signal()
    fitted = Signal()
    log_toggled = Signal(bool)

    def __init__(
        self,
        name: str,
        title: str,
        series: Sequence[Series],
        parent: QWidget | None = None,
        *,
        percent: bool = False,
        can_log: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._series = {each.key: each for each in series}
        self.by_hand = False
        self._cross: float | None = None
        self.saving = QMenu(say("Save the chart"), self)
        self._build_commands(name, title, can_log)
        self._build(name, title, percent, can_log)
        theme.watcher().changed.connect(self._dress)

    # Building --------------------------------------------------------------------------------------------------

    def _build_commands(self, name: str, title: str, can_log: bool) -> None:
        log_tip = say("Shows small losses as clearly as large ones.")
        self.log = make_choice(self, "log", say("Logarithmic scale"), log_tip, self._on_log, page=name)
        fit_tip = say("Shows the whole run again. Drag the chart to move it, turn the wheel to zoom.")
        self.fit = make_action(self, "fit", say("Fit the whole run"), fit_tip, self._on_fit, page=name)
        self.fit.setEnabled(False)
        self._shown: dict[str, QAction] = {}
        for key, each in self._series.items():
            tip = f"{each.about} {say('Click to show or hide it.')}"
            self._shown[key] = make_choice(self, key, each.label, tip, _nothing, page=name)
            self._shown[key].setChecked(True)
        self.menu = QMenu(say("{figure} chart", figure=title), self)
        self.menu.setToolTipsVisible(True)
        self.menu.addActions([self.log, self.fit] if can_log else [self.fit])
        self.menu.addSeparator()
        self.menu.addActions(list(self._shown.values()))
        self.menu.addSeparator()
        self.menu.addMenu(self.saving)

    def _tool(self, action: QAction, text: str) -> QToolButton:
        """A button of the chart's head: short, as the chart may be narrow."""
        action.setIconText(text)
        button = QToolButton(self)
        show_action(button, action)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _build(self, name: str, title: str, percent: bool, can_log: bool) -> None:
        self.title = QLabel(title, self)
        self.title.setProperty("role", "heading")
        self._tools = [self._tool(self.log, say_in("scale of a chart", "Log"))] if can_log else []
        self._tools.append(self._tool(self.fit, say("Fit")))
        self._more = QToolButton(self)
        self._more.setObjectName(f"{name}.menu")
        self._more.setToolTip(say("Save this chart as a picture or its figures as a table."))
        self._more.setAccessibleName(say("Save the chart"))
        self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._more.setIcon(icon("download"))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setMenu(self.saving)
        self.legend = {key: LegendButton(f"{name}.{key}", each, self) for key, each in self._series.items()}
        self.plot = Plot(name, title, tuple(self._series.values()), self, percent=percent)
        self.plot.installEventFilter(self)
        self.plot.viewport().installEventFilter(self)
        for key, button in self.legend.items():
            stand_for(button, self._shown[key])
            self._shown[key].toggled.connect(self.plot.curves[key].setVisible)
        self.plot.zoomed.connect(self._on_zoomed)
        self.plot.ranged.connect(self.view_changed)
        self.plot.pointed.connect(self.hovered)
        self._place = ElidedLabel(self)
        self._place.setObjectName(f"{name}.readout")
        self._place.setProperty("role", "muted")
        self._lay_out()

    def _lay_out(self) -> None:
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.TIGHT)
        self.head.addWidget(self.title)
        self.head.addSpacing(theme.TIGHT)
        self.head.addWidget(self._place, 1)
        for tool in (*self._tools, self._more):
            self.head.addWidget(tool)
        keys = Flow(2, self)
        for button in self.legend.values():
            keys.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.SPACE, theme.TIGHT, theme.SPACE, theme.SPACE)
        box.setSpacing(theme.TIGHT)
        box.addLayout(self.head)
        box.addWidget(keys)
        box.addWidget(self.plot, 1)

    # What it shows ---------------------------------------------------------------------------------------------

    def show_range(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Shows that part, unless the person has chosen another one."""
        if not self.by_hand:
            self.plot.show_range(x, y)

    def show_cross(self, x: float | None) -> None:
        """Puts the cross hair at x; None takes it away."""
        self._cross = x
        self.plot.show_cross(x)

    def show_values(self, place: str, values: Mapping[str, str]) -> None:
        """Tells in the legend what the curves are, by their keys, and at which place that is: over no curve."""
        if place != self._place.text():
            self._place.setText(place)
        for key, button in self.legend.items():
            button.show_value(values.get(key, ""))

    def picture(self) -> ChartPicture:
        """The chart with its title and the curves that are shown, as large as it is here."""
        self.hovered.emit(None)
        shown = [each for key, each in self._series.items() if self._shown[key].isChecked()]
        return ChartPicture(self.plot.accessibleName(), shown, self.plot, self.font())

    @Slot()
    def fit_view(self) -> None:
        """Gives the range back to the owner."""
        self.by_hand = False
        self.fit.setEnabled(False)
        self.view_changed.emit()

    # Events ----------------------------------------------------------------------------------------------------

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu.popup(event.globalPos())

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        """Arrow keys move the cross hair by an epoch; it goes when the pointer or the focus does."""
        if event.type() in (QEvent.Type.Leave, QEvent.Type.FocusOut):
            self.hovered.emit(None)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self.plot:
            return self._on_key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _on_key(self, key: Qt.Key) -> bool:
        (left, right), _ = self.plot.visible_range
        at = self._cross if self._cross is not None else left
        match key:
            case Qt.Key.Key_Left:
                self.hovered.emit(max(np.floor(left) + 1, np.ceil(at) - 1))
            case Qt.Key.Key_Right:
                self.hovered.emit(min(right, np.floor(at) + 1))
            case Qt.Key.Key_Escape if self._cross is not None:
                self.hovered.emit(None)
            case _:
                return False
        return True

    @Slot()
    def _on_zoomed(self) -> None:
        self.by_hand = True
        self.fit.setEnabled(True)

    def _on_fit(self) -> None:
        self.fit_view()
        self.fitted.emit()

    def _on_log(self) -> None:
        self.plot.set_log(self.log.isChecked())
        self.fit_view()
        self.log_toggled.emit(self.log.isChecked())

    @Slot()
    def _dress(self) -> None:
        self.plot.dress(theme.current())


def _nothing() -> None:
    """The action's own state is all that changes."""
