"""Loss and metrics as charts, their smoothing, what is saved of them. The only part of the page with pyqtgraph."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from nnstudio.app.curves import Curves
from nnstudio.app.notices import Notices
from nnstudio.app.preference_store import PreferenceStore
from nnstudio.app.run_state import Ended, Idle, Paused, Starting, Stopping, Training
from nnstudio.app.runs import Runs
from nnstudio.app.shown_run import Loaded, ShownState, shown_state
from nnstudio.app.training import Trainer
from nnstudio.core.training.figures import LOSS, SPEED, figure_named
from nnstudio.core.training.metrics import METRICS
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.kit.elided import ElidedLabel
from nnstudio.ui.kit.flow import EvenFlow
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.numbers import decimal
from nnstudio.ui.train.chart_saving import ChartSaving
from nnstudio.ui.train.run_chart import RunChart

HALF_FRAME_MS = 16
LEAST_CHART = 284


class ChartsPane(QWidget):
    """The loss and a second figure side by side, with one cross hair; the person chooses the second.

    Attributes:
        best_epoch: the one that gets a star; 0: none does.
    """

    def __init__(
        self,
        training: Trainer,
        runs: Runs,
        preferences: PreferenceStore,
        notices: Notices,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._training = training
        self._runs = runs
        self._preferences = preferences
        self._saving = ChartSaving(runs, notices, self)
        self.best_epoch = 0
        self._is_chosen = False
        self._at: float | None = None
        self._second_later = QTimer(self)
        self._second_later.setSingleShot(True)
        self._second_later.setInterval(HALF_FRAME_MS)
        self._second_later.timeout.connect(self._draw_second)
        self._build()
        self._connect()
        self._show_preferences()

    def _build(self) -> None:
        first = next(iter(METRICS)).name()  # until a run tells its own
        self._cards = (self._card(), self._card())
        self.charts = [self._add_chart(name, card) for name, card in zip((LOSS, first), self._cards, strict=True)]
        self._metric = QComboBox(self)
        self._metric.setObjectName("train.metric")
        self._metric.setAccessibleName(say("Metric"))
        self._metric.setToolTip(say("Which figure is shown beside the loss."))
        self._metric.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._offer_figures((first, SPEED))
        self._head_second()
        tip = say(
            "β: how much the line averages over past batches. 0 shows each batch as it is; "
            "at 0.9 about the last 10 count, at 0.99 the last 100."
        )
        self._smoothing = QSlider(Qt.Orientation.Horizontal, self)
        self._smoothing.setObjectName("train.smoothing")
        self._smoothing.setAccessibleName(say("Smoothing"))
        self._smoothing.setToolTip(tip)
        self._smoothing.setRange(0, 99)
        self._smoothing.setFixedWidth(144)
        self._weight = QLabel(self)
        self._weight.setProperty("role", "muted")
        self._weight.setFixedWidth(self._weight.fontMetrics().horizontalAdvance("0.00") + theme.SPACE)
        label = QLabel(say("Smoothing β"), self)
        label.setToolTip(tip)
        label.setBuddy(self._smoothing)
        bar = QHBoxLayout()
        bar.setSpacing(theme.SPACE)
        self._status = ElidedLabel(self)
        self._status.setObjectName("train.status")
        self._status.setProperty("role", "muted")
        bar.addWidget(self._status, 1)
        for widget in (label, self._smoothing, self._weight):
            bar.addWidget(widget)
        row = EvenFlow(theme.SPACE, scaled(LEAST_CHART), self)
        for card in self._cards:
            row.addWidget(card)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.TIGHT)
        self._column.addWidget(row, 1)
        self._column.addLayout(bar)

    def minimumSizeHint(self) -> QSize:
        """By the width now: a splitter doesn't ask for it."""
        least = super().minimumSizeHint()
        return QSize(least.width(), self._column.totalMinimumHeightForWidth(max(self.width(), least.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _card(self) -> QFrame:
        card = QFrame(self)
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        return card

    def _add_chart(self, name: str, card: QFrame) -> RunChart:
        chart = RunChart(figure_named(name), card)
        chart.hovered.connect(self._on_hovered)
        chart.view_changed.connect(chart.draw_visible)
        chart.fitted.connect(self.draw)
        chart.log_toggled.connect(self.draw)
        self._saving.fill_menu(chart)
        layout = card.layout()
        if layout is not None:
            layout.addWidget(chart)
        return chart

    def _connect(self) -> None:
        self._preferences.changed.connect(self._show_preferences)
        self._smoothing.valueChanged.connect(self._on_smoothing)
        self._smoothing.sliderReleased.connect(self._on_smoothing)
        self._metric.currentIndexChanged.connect(self._on_figure)

    @Slot()
    def _on_figure(self) -> None:
        self._is_chosen = True
        self.draw()

    def _head_second(self) -> None:
        """The choice is the title of the second chart."""
        chart = self.charts[1]
        chart.head.insertWidget(0, self._metric)
        chart.title.hide()
        self._metric.show()

    def _offer_figures(self, names: tuple[str, ...]) -> None:
        """Has these to choose from; what a person chose stays so, if it is among them, else it is the first."""
        if names == tuple(self._metric.itemData(i) for i in range(self._metric.count())):
            return
        chosen = self._metric.currentData() if self._is_chosen else None
        with QSignalBlocker(self._metric):
            self._metric.clear()
            for name in names:
                self._metric.addItem(figure_named(name).title, name)
            self._metric.setCurrentIndex(max(0, self._metric.findData(chosen)))

    @Slot()
    def draw(self) -> None:
        """Shows the curves as they are now."""
        state = shown_state(self._training, self._runs)
        planned = self._planned(state)
        self._status.setText(self._status_text(state))
        self._follow_figures(self._runs.curves)
        self._draw_chart(self.charts[0], planned)
        if isinstance(state, Training):
            self._second_later.start()
        else:
            self._second_later.stop()
            self._draw_second()

    def _follow_figures(self, curves: Curves) -> None:
        """Has a chart of the chosen one of the run's figures."""
        if curves.names:
            self._offer_figures((*curves.metrics, SPEED))
        if self._metric.currentData() != self.charts[1].figure.name:
            before = self.charts[1]
            self.charts[1] = self._add_chart(self._metric.currentData(), self._cards[1])
            self._head_second()
            before.hide()
            before.deleteLater()

    @Slot()
    def _draw_second(self) -> None:
        """Half a frame after the first while it trains, so that what the person does gets its turn in between."""
        self._draw_chart(self.charts[1], self._planned(shown_state(self._training, self._runs)))

    def _draw_chart(self, chart: RunChart, planned: int) -> None:
        smoothing = self._smoothing.value() / 100
        chart.draw(self._runs.curves, planned, smoothing, self.best_epoch, self._runs.epoch)
        chart.read_out(self._runs.curves, self._at)

    def _planned(self, state: ShownState) -> int:
        """The epochs that the chart grows to; 0 if the run doesn't go on."""
        return state.progress.epochs if isinstance(state, Training | Paused | Stopping) else 0

    def _status_text(self, state: ShownState) -> str:
        match state:
            case Idle() | Loaded():
                return ""
            case Starting():
                return say("The engine is preparing the run…")
            case Training(progress) if progress.validation_samples:
                return say(
                    "Looking at the validation samples: {done} of {count}",
                    done=progress.validated,
                    count=progress.validation_samples,
                )
            case Training():
                return say("Training")
            case Paused():
                return say("Paused: Continue goes on, +1 batch and +1 epoch go a step.")
            case Stopping():
                return say("Stopping after the batches under way…")
            case Ended():
                return self._end_text(state)
            case _:
                assert_never(state)

    def _end_text(self, state: Ended) -> str:
        """How the run ended; empty where a remark above the charts says so."""
        match state.status:
            case "finished":
                return say("Finished")
            case "diverged":
                return say("Diverged")
            case "stopped" if state.message:
                return say("Stopped")
            case "stopped":
                return say("Stopped; what it has learned is kept.")
            case "failed" | "crashed":
                return ""
            case _:
                assert_never(state.status)

    def _show_preferences(self) -> None:
        percent = round(100 * self._preferences.now.smoothing)
        if percent != self._smoothing.value():
            with QSignalBlocker(self._smoothing):
                self._smoothing.setValue(percent)
            self.draw()
        self._weight.setText(decimal(self._smoothing.value() / 100, 2))

    @Slot()
    def _on_smoothing(self) -> None:
        """Shown at once; kept when the slider is let go, so that a drag is one write."""
        self._weight.setText(decimal(self._smoothing.value() / 100, 2))
        self.draw()
        if not self._smoothing.isSliderDown():
            self._preferences.change(replace(self._preferences.now, smoothing=self._smoothing.value() / 100))

    @Slot(object)
    def _on_hovered(self, x: float | None) -> None:
        self._at = x
        for chart in self.charts:
            chart.read_out(self._runs.curves, x)
