"""What is kept aside to validate and to test, and how many training samples are used at all."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QSlider, QVBoxLayout, QWidget

from nnstudio.core.problems import Problem
from nnstudio.core.project import Project
from nnstudio.core.settings import Setting, setting_of, settings_of
from nnstudio.core.sources import Facts
from nnstudio.core.sources.split import PARTS, Part, Split
from nnstudio.core.training import TrainingPlan
from nnstudio.core.words import mark, say
from nnstudio.ui import theme
from nnstudio.ui.data.class_bars import part_colour
from nnstudio.ui.forms.editors import FloatEditor, IntEditor
from nnstudio.ui.forms.form import Form
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.kit.readers import read_as
from nnstudio.ui.numbers import whole

_VALIDATION = setting_of(TrainingPlan, "validation_share")
_SHARE = replace(
    _VALIDATION, name="percent", low=100 * _VALIDATION.low, high=100 * _VALIDATION.high, decimals=1, percent=False
)
_LIMIT = Setting(
    "limit",
    mark("Use only"),
    mark("Fewer training samples make an epoch faster and overfitting easier to see. 0 uses all of them."),
    "int",
    0,
    1_000_000,
    lowest=mark("all"),
)


class _ShareSlider(QSlider):
    """A slider that the wheel moves only when it has the focus."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


@read_as(QAccessible.Role.Chart)
class SplitBar(QWidget):
    """The three parts as one bar, in proportion."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[Part, int] = dict.fromkeys(PARTS, 0)
        self.setFixedHeight(12)

    def show_counts(self, counts: dict[Part, int]) -> None:
        """Shows these many pictures."""
        self._counts = counts
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        total, x = max(1, sum(self._counts.values())), 0.0
        for part in PARTS:
            width = self.width() * self._counts[part] / total
            painter.fillRect(QRectF(x, 0, max(0.0, width - 1), self.height()), part_colour(part))
            x += width
        painter.end()


class SplitEditor(QWidget):
    """Edits the split, the validation share and the training limit.

    Attributes:
        way_edited: (setting's name, value) of the split.
        share_edited: the share, 0 to 0.5.
        limit_edited: the number of training pictures to use; 0: all.
        settled: the gesture ended.
    """

    way_edited = Signal(str, object)
    share_edited = Signal(float)
    limit_edited = Signal(int)
    settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._way = Form(settings_of(Split)[:3], "data.way", label_width=112)
        self._rest = Form(settings_of(Split)[3:], "data.parts", label_width=112)
        self.slider = _ShareSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("data.split")
        self.slider.setRange(0, 50)
        self.slider.setPageStep(5)
        self.slider.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.slider.setAccessibleName(say("{setting}, in percent", setting=say(_VALIDATION.label)))
        self.slider.setToolTip(say(_SHARE.help))
        self.percent = FloatEditor(_SHARE, "data.split.percent")
        self.percent.setFixedWidth(scaled(80))
        self.limit = IntEditor(_LIMIT, "data.limit")
        self.limit.setFixedWidth(scaled(96))
        self._bar = SplitBar()
        self._counts = QLabel()
        self._counts.setObjectName("data.split.counts")
        self._counts.setProperty("role", "muted")
        self._counts.setWordWrap(True)
        self._all = QLabel()
        self._all.setObjectName("data.limit.all")
        self._all.setProperty("role", "muted")
        self._complaint = QLabel()
        self._complaint.setTextFormat(Qt.TextFormat.PlainText)
        self._complaint.setObjectName("data.split.error")
        self._complaint.setProperty("role", "error")
        self._complaint.setWordWrap(True)
        self._complaint.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self._way)
        column.addLayout(self._build_rows())
        column.addWidget(self._rest)
        column.addWidget(self._complaint)
        column.addWidget(self._bar)
        column.addWidget(self._counts)

    def _build_rows(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE)
        grid.setVerticalSpacing(theme.SPACE)
        grid.setColumnMinimumWidth(0, scaled(76))
        grid.setColumnStretch(1, 1)
        share, limit = QLabel(say(_VALIDATION.label)), QLabel(say("Use only"))
        share.setBuddy(self.percent)
        limit.setBuddy(self.limit)
        self.slider.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        grid.addWidget(share, 0, 0)
        grid.addWidget(self.slider, 0, 1)
        grid.addWidget(self.percent, 0, 2)
        grid.addWidget(QLabel("%"), 0, 3)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.limit)
        row.addWidget(self._all, 1)
        grid.addWidget(limit, 1, 0)
        grid.addLayout(row, 1, 1, 1, 3)
        return grid

    def _connect(self) -> None:
        self.slider.valueChanged.connect(self._on_slider)
        self.slider.sliderReleased.connect(self.settled)
        self.percent.edited.connect(self._on_percent)
        self.limit.edited.connect(self.limit_edited.emit)
        for form in (self._way, self._rest):
            form.edited.connect(self.way_edited)
            form.settled.connect(lambda _: self.settled.emit())
        for editor in (self.percent, self.limit):
            editor.settled.connect(self.settled)
            editor.complained.connect(self._on_complaint)

    def show_problems(self, problems: list[Problem]) -> None:
        """Marks the settings of the split that something is wrong with."""
        for form in (self._way, self._rest):
            form.show_problems(problems)

    def show_split(self, project: Project, facts: Facts, counts: dict[Part, int]) -> None:
        """Shows the project's split of such data, and how many samples each part has."""
        split = project.data.split
        for form in (self._way, self._rest):
            form.show_values({name: getattr(split, name) for name in form.names})
        in_folds = split.way == "folds"
        self._way.show_only(self._way.names if in_folds else self._way.names[:1])
        self._rest.show_only([name for name in self._rest.names if facts.class_names or name != "stratified"])
        given = split.way == "given" and facts.validation > 0 and not split.test_share
        for widget in (self.slider, self.percent):
            widget.setEnabled(not in_folds and not given)
        percent = round(project.training.validation_share * 100, 4)
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(percent))
        self.percent.set_value(percent)
        self.limit.set_value(project.data.training_limit)
        self._all.setText(say("of {count}", count=facts.training))
        self._bar.show_counts(counts)
        self._counts.setText(
            say(
                "{training} train · {validation} validate · {test} test",
                **{part: whole(count) for part, count in counts.items()},
            )
        )

    @Slot(int)
    def _on_slider(self, percent: int) -> None:
        self.share_edited.emit(percent / 100)

    @Slot(object)
    def _on_percent(self, percent: float) -> None:
        self.share_edited.emit(round(percent / 100, 6))

    @Slot(str)
    def _on_complaint(self, text: str) -> None:
        self._complaint.setText(text)
        self._complaint.setVisible(bool(text))
