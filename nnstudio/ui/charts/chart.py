"""A line chart: pyqtgraph in the theme's colours, with a legend that can be clicked and a cross hair that reads out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QContextMenuEvent, QImage, QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from nnstudio.core.words import say, say_in
from nnstudio.ui import theme
from nnstudio.ui.charts.axis import NumberAxis
from nnstudio.ui.charts.legend import LegendButton, Look, faint_of
from nnstudio.ui.charts.mark import Mark
from nnstudio.ui.icons import icon
from nnstudio.ui.kit.actions import make_action, make_choice
from nnstudio.ui.kit.command_buttons import show_action, stand_for
from nnstudio.ui.kit.flow import Flow
from nnstudio.ui.kit.measures import scaled

Floats = npt.NDArray[np.float64]
PIXEL_RATIO_OF_PICTURES = 2
LEAST_HEIGHT = 168
_SYMBOLS: dict[Look, str] = {"round": "o", "square": "s"}
_WIDTHS: dict[Look, float] = {"faint": 1, "line": 2}


@dataclass(frozen=True)
class Series:
    """One curve of a chart.

    Attributes:
        key: its name in the program.
        label: its name for people.
        about: what it tells, for the tooltip.
        colour: which of the theme's `series`.
        look: a faint line, a line, or a line with round or square points.
    """

    key: str
    label: str
    about: str
    colour: int
    look: Look


class Chart(QWidget):
    """Curves over an axis of epochs. Who owns it gives it points and ranges; it knows nothing of training.

    Attributes:
        hovered: the x under the pointer (or walked to with the arrow keys), or None.
        view_changed: the visible range is another one, by hand or by `show_range`.
        fitted: the whole run is wanted again.
        log_toggled: whether the y axis is to be logarithmic.
        menu: what right click opens: what can be done with the chart.
        saving: how it is saved, which the menu ends with and a button opens; owners fill it.
        mark: says in words what happened at some x.
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
        self._curves: dict[str, Any] = {}
        self.by_hand = False
        self._cross: float | None = None
        self.saving = QMenu(say("Save the chart"), self)
        self._build_commands(name, title, can_log)
        self._build(name, title, percent, can_log)
        self._dress()
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
        self.legend = {
            key: LegendButton(f"{name}.{key}", each.label, each.colour, each.look, self)
            for key, each in self._series.items()
        }
        for key, button in self.legend.items():
            stand_for(button, self._shown[key])
        self._build_plot(name, title, percent)
        self._readout = QLabel(self.plot)
        self._readout.setObjectName(f"{name}.readout")
        self._readout.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._readout.setVisible(False)
        self._lay_out()

    def _build_plot(self, name: str, title: str, percent: bool) -> None:
        axes = {"left": NumberAxis("left", percent=percent), "bottom": NumberAxis("bottom")}
        self.plot = pg.PlotWidget(self, axisItems=axes, enableMenu=False)
        self.plot.setObjectName(f"{name}.plot")
        self.plot.setAccessibleName(title)
        self.plot.setAccessibleDescription(say("The arrow keys read the curves out, epoch by epoch."))
        self.plot.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.plot.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.plot.setMinimumHeight(scaled(LEAST_HEIGHT))
        self.plot.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.plot.installEventFilter(self)
        self.plot.viewport().installEventFilter(self)
        item = self.plot.getPlotItem()
        # pyqtgraph makes this menu whether or not it is wanted, and leaves it behind as a window of its own.
        item.ctrlMenu.setParent(self.plot, item.ctrlMenu.windowFlags())
        item.hideButtons()
        item.showGrid(x=False, y=True, alpha=0.6)
        item.layout.setContentsMargins(0, 10, 14, theme.TIGHT)
        item.getAxis("bottom").setLabel(say("Epoch"))
        item.getAxis("left").setWidth(scaled(56))  # room for `1e+17`: pyqtgraph leaves wider labels out
        self._box = item.getViewBox()
        self._box.disableAutoRange()
        self._box.setLimits(xMin=-0.1)
        self._box.sigRangeChangedManually.connect(self._on_manual_range)
        self._box.sigRangeChanged.connect(self._on_range)
        self._line = pg.InfiniteLine(angle=90, movable=False)
        self._line.setVisible(False)
        item.addItem(self._line, ignoreBounds=True)
        self.mark = Mark(f"{name}.mark", self.plot)
        for key, series in self._series.items():
            # A batch-to-batch zigzag costs most of a frame to smooth, and looks the same without.
            self._curves[key] = item.plot([], [], connect="finite", antialias=series.look != "faint")
            self._shown[key].toggled.connect(self._curves[key].setVisible)
        self.plot.scene().sigMouseMoved.connect(self._on_mouse)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.TIGHT)
        head.addWidget(self.title)
        head.addStretch(1)
        for tool in (*self._tools, self._more):
            head.addWidget(tool)
        keys = Flow(2, self)
        for button in self.legend.values():
            keys.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.SPACE, theme.TIGHT, theme.SPACE, theme.SPACE)
        box.setSpacing(theme.TIGHT)
        box.addLayout(head)
        box.addWidget(keys)
        box.addWidget(self.plot, 1)

    # What it shows ---------------------------------------------------------------------------------------------

    @property
    def visible_range(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """((x from, to), (y from, to)) as shown; y as values, also on a logarithmic axis."""
        (left, right), (low, high) = self._box.viewRange()
        return (left, right), (10**low, 10**high) if self.log.isChecked() else (low, high)

    @property
    def columns(self) -> int:
        """How many pixels of the curve lie side by side."""
        return max(100, int(self._box.width()))

    def points(self, key: str) -> tuple[Floats, Floats]:
        """The points of a curve as they were given."""
        x, y = self._curves[key].getOriginalDataset()
        empty = np.empty(0)
        return (empty, empty) if x is None else (x, y)

    def set_points(self, key: str, x: Floats, y: Floats) -> None:
        """Shows a curve through these points; NaN is a gap."""
        if self.log.isChecked():
            y = np.where(y > 0, y, np.nan)
        if y.size and not np.isfinite(y).any():
            # pyqtgraph warns of curves that have no bounds.
            x, y = x[:0], y[:0]
        self._mark_lone(key, y)
        self._curves[key].setData(x, y)

    def _mark_lone(self, key: str, y: Floats) -> None:
        """A line through a single point would not be seen."""
        if self._series[key].look not in _SYMBOLS:
            wanted = "o" if np.count_nonzero(np.isfinite(y)) == 1 else None
            if self._curves[key].opts["symbol"] != wanted:
                self._curves[key].setSymbol(wanted)

    def show_symbols(self, key: str, shown: bool) -> None:
        """Whether the points of that curve are marked; where they are many, the line alone is clearer."""
        wanted = _SYMBOLS.get(self._series[key].look) if shown else None
        if self._curves[key].opts["symbol"] != wanted:
            self._curves[key].setSymbol(wanted)

    def show_range(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Shows that part, unless the person has chosen another one."""
        if self.by_hand:
            return
        low, high = y
        if self.log.isChecked():
            low, high = np.log10(low), np.log10(high)
        if self._box.viewRange() != [[*x], [low, high]]:
            self._box.setRange(xRange=x, yRange=(low, high), padding=0)

    def show_cross(self, x: float | None, text: str = "") -> None:
        """Puts the cross hair at x, with that (rich) text beside it; None takes it away."""
        self._cross = x
        self._line.setVisible(x is not None)
        self._readout.setVisible(x is not None and bool(text))
        if x is None:
            return
        self._line.setValue(x)
        if self._readout.isVisibleTo(self):
            self._readout.setText(text)
            self._readout.adjustSize()
            self._place_readout(x)

    def picture(self) -> QImage:
        """The chart with its title and legend, as large as it is here, at twice the pixels."""
        self.show_cross(None)
        image = QImage(self.size() * PIXEL_RATIO_OF_PICTURES, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(PIXEL_RATIO_OF_PICTURES)
        image.fill(theme.colour("card"))
        painter = QPainter(image)
        self.render(painter, QPointF(0, 0).toPoint())
        painter.end()
        return image

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
        (left, right), _ = self.visible_range
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

    def _on_mouse(self, position: QPointF) -> None:
        if self._box.sceneBoundingRect().contains(position):
            self.hovered.emit(float(self._box.mapSceneToView(position).x()))
        else:
            self.hovered.emit(None)

    def _on_manual_range(self, _: object) -> None:
        self.by_hand = True
        self.fit.setEnabled(True)

    def _on_range(self, *_: object) -> None:
        self.view_changed.emit()

    def _on_fit(self) -> None:
        self.fit_view()
        self.fitted.emit()

    def _on_log(self) -> None:
        on = self.log.isChecked()
        # The points are given anew by the owner; old ones at or below zero have no logarithm.
        for curve in self._curves.values():
            curve.setData([], [])
        self.plot.getPlotItem().setLogMode(x=False, y=on)
        self.fit_view()
        self.log_toggled.emit(on)

    def _place_readout(self, x: float) -> None:
        """Beside the line, on the side where there is room."""
        ground: QRectF = self._box.sceneBoundingRect()
        at = self._box.mapViewToScene(QPointF(x, 0)).x()
        left = at + theme.SPACE
        if left + self._readout.width() > ground.right():
            left = at - theme.SPACE - self._readout.width()
        self._readout.move(int(max(ground.left(), left)), int(ground.top()) + theme.TIGHT)

    @Slot()
    def _dress(self) -> None:
        palette = theme.current()
        self.plot.setBackground(palette.card)
        item = self.plot.getPlotItem()
        for side in ("left", "bottom"):
            axis = item.getAxis(side)
            axis.setPen(pg.mkPen(palette.line))
            axis.setTextPen(pg.mkPen(palette.muted))
        self._line.setPen(pg.mkPen(palette.muted, style=Qt.PenStyle.DashLine))
        self._readout.setStyleSheet(
            f"background: {palette.card}; color: {palette.text}; border: 1px solid {palette.edge};"
            f" border-radius: 4px; padding: 4px 6px;"
        )
        for key, each in self._series.items():
            _dress_curve(self._curves[key], each)


def _dress_curve(curve: Any, series: Series) -> None:
    colour = theme.current().series[series.colour]
    shown = faint_of(colour) if series.look == "faint" else colour
    curve.setPen(pg.mkPen(shown, width=_WIDTHS.get(series.look, 1.5)))
    if series.look in _SYMBOLS:
        curve.setSymbol(_SYMBOLS[series.look])
    curve.setSymbolSize(7)
    curve.setSymbolBrush(shown)
    curve.setSymbolPen(pg.mkPen(theme.current().card, width=1))


def _nothing() -> None:
    """The action's own state is all that changes."""
