"""The bar at the bottom: what is wrong, how large the network is, which data, what is being worked on, the engine."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from nnstudio.app.run_state import is_running
from nnstudio.app.studio import Studio
from nnstudio.core.network.costs import whole_cost
from nnstudio.core.problems import Problem, errors
from nnstudio.core.words import mark, say, say_count
from nnstudio.ui import theme
from nnstudio.ui.icons import IconLabel, icon
from nnstudio.ui.kit.actions import make_action
from nnstudio.ui.kit.command_buttons import stand_for
from nnstudio.ui.kit.elided import ElidedButton, ElidedLabel
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.numbers import NOTHING, whole
from nnstudio.ui.plain_text import plain_caption, plain_tip

_MOST_TITLE = 280  # pixels of the data set's name, for type of the usual size


class StatusBar(QStatusBar):
    """The project's state in one line.

    Attributes:
        go_to: emitted with the name of a page where something can be mended.
        first_problem: the command that goes to where the first problem is.
        cancel: the command that ends the oldest work under way.
    """

    go_to = Signal(str)

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.setObjectName("shell.status")
        self.setSizeGripEnabled(False)
        self.setContentsMargins(theme.SPACE, 2, theme.SPACE, 2)
        self.first_problem = make_action(
            self,
            "problems",
            say("Go to the first &problem"),
            say("Shows the page where the first problem can be mended."),
            self._on_problems,
            picture="error",
        )
        self._build()
        self.cancel = self._tasks.cancel
        self._connect()
        self.refresh()

    def _build(self) -> None:
        self._problems = self._button("shell.status.problems", say("Shows where the problems are."))
        self._size = self._label("shell.status.size", say("Numbers that training adjusts."))
        self._data_tip = say("Training and test samples. Shows the data.")
        self._data = self._button("shell.status.data", self._data_tip)
        self._reason = ElidedLabel(self)
        self._reason.setObjectName("shell.status.reason")
        self._reason.setProperty("role", "warning")
        self._tasks = TaskView(self._studio, self)
        self._engine_mark = IconLabel("engine", "muted", 16, self)
        self._engine = QLabel(self)
        self._engine.setObjectName("shell.status.engine")
        self._engine.setToolTip(say("The process that trains and predicts."))
        self._reason_line = _line(self)
        left: tuple[QWidget, ...] = (
            self._problems,
            _line(self),
            self._size,
            _line(self),
            self._data,
            self._reason_line,
        )
        right: tuple[QWidget, ...] = (self._tasks, self._engine_mark, self._engine)
        for widget in left:
            self.addWidget(widget)
        self.addWidget(self._reason, 1)
        for widget in right:
            self.addPermanentWidget(widget)

    def _button(self, name: str, tip: str) -> QToolButton:
        button = ElidedButton(self)
        button.setObjectName(name)
        button.setToolTip(tip)
        button.setIconSize(QSize(scaled(22), scaled(16)))  # wider than high: air before the text
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _label(self, name: str, tip: str) -> ElidedLabel:
        label = ElidedLabel(self, greedy=False)
        label.setObjectName(name)
        label.tip = tip
        label.setContentsMargins(theme.TIGHT, 0, theme.TIGHT, 0)
        return label

    def _connect(self) -> None:
        self._problems.clicked.connect(self._on_problems)
        self._data.clicked.connect(lambda: self.go_to.emit("data"))
        self._studio.document.changed.connect(self._on_edit)
        for signal in (self._studio.data.changed, self._studio.engine.changed, self._studio.files.changed):
            signal.connect(self.refresh)

    def _on_edit(self, _change: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Shows everything as it is now."""
        problems = self._studio.document.problems
        self._show_problems(problems)
        self._show_size()
        self._show_data()
        self._show_engine()
        self.refresh_reason()

    def refresh_reason(self) -> None:
        """Shows why training can't start; nothing while a run is under way."""
        blocker = "" if is_running(self._studio.training.state) else self._studio.training.blocker
        self._reason.setText(say("Train is off: {reason}", reason=blocker) if blocker else "")
        self._reason_line.setVisible(bool(blocker))

    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        self.first_problem.setEnabled(bool(problems))
        if not problems:
            self._problems.setIcon(icon("ok", "good"))
            self._problems.setText(say("No problems"))
        else:
            severity = "error" if errors(problems) else "warning"
            self._problems.setIcon(icon(severity, severity))
            count = len(problems)
            self._problems.setText(say_count("{count} problem", "{count} problems", count=count))
        listed = "\n".join(str(problem) for problem in problems[:8])
        self._problems.setToolTip(plain_tip(listed) or say("The design can be trained."))

    def _show_size(self) -> None:
        """A network of which only some shapes are known has no count."""
        cost = whole_cost(self._studio.document.project.network)
        count = NOTHING if cost is None else whole(cost.parameters)
        self._size.setText(say("{count} parameters", count=count))

    def _show_data(self) -> None:
        dataset, problem = self._studio.data.dataset, self._studio.data.problem
        facts = dataset.facts if dataset is not None else self._studio.document.project.facts
        if dataset is not None:
            text = mark("{title}: {training} + {test}")
        elif problem is not None:
            text = mark("{title}: no data")
        else:
            text = mark("{title}: reading…")
        counts = {"training": whole(facts.training), "test": whole(facts.test)}
        source = self._studio.document.project.data.source
        title = dataset.source.said_title if dataset is not None else say(source.title)
        room = self._data.fontMetrics().elidedText(title, Qt.TextElideMode.ElideMiddle, scaled(_MOST_TITLE))
        self._data.setText(plain_caption(say(text, title=room, **counts)))
        self._data.setToolTip(plain_tip(f"{say(text, title=title, **counts)}\n{self._data_tip}"))
        self._data.setAccessibleName(say(text, title=title, **counts))
        self._data.setIcon(icon("warning", "warning") if problem and dataset is None else icon("data", "muted"))

    def _show_engine(self) -> None:
        texts = {
            "starting": say("Engine starting"),
            "ready": say("Engine ready"),
            "ended": say("Engine ended"),
        }
        status = self._studio.engine.status
        self._engine.setText(texts[status])
        self._engine_mark.set_icon("engine", {"starting": "muted", "ready": "good", "ended": "error"}[status])

    @Slot()
    def _on_problems(self) -> None:
        """Goes to where the first problem is: a training setting is on the Train page, all else on Design."""
        problems = self._studio.document.problems
        first = (errors(problems) or problems or (None,))[0]
        self.go_to.emit("train" if first is not None and first.setting and not first.node else "design")


class TaskView(QWidget):
    """The oldest work under way, with progress and Cancel.

    Attributes:
        cancel: the command that ends it.
    """

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = studio.tasks
        self.setObjectName("shell.tasks")
        self._text = ElidedLabel(self, greedy=False)
        self._text.setObjectName("shell.tasks.text")
        self._bar = QProgressBar(self)
        self._bar.setObjectName("shell.tasks.bar")
        self._bar.setTextVisible(False)
        self._bar.setMinimumWidth(40)
        self._bar.setMaximumWidth(120)
        stops = say("Stops this work. Nothing half done is left behind.")
        self.cancel = make_action(self, "tasks.cancel", "", stops, self._on_cancel, picture="close")
        self._cancel = QToolButton(self)
        self._cancel.setText(say("Cancel"))
        stand_for(self._cancel, self.cancel)
        self._cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, theme.SPACE, 0)
        layout.setSpacing(theme.SPACE)
        for widget in (self._text, self._bar, self._cancel):
            layout.addWidget(widget)
        self._tasks.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Shows how far the work is; hides when there is none."""
        running = self._tasks.running
        self.setVisible(bool(running))
        self.cancel.setEnabled(bool(running) and not running[0].cancelled())
        self.cancel.setText(
            say("Cancel: {task}", task=running[0].title) if running else say("Cancel the work under way")
        )
        if not running:
            return
        task = running[0]
        text = f"{task.title}: {task.text}" if task.text else task.title
        if len(running) > 1:
            text = say("{text} (and {count} more)", text=text, count=len(running) - 1)
        self._text.setText(text)
        self._bar.setRange(0, 0 if task.fraction < 0 else 1000)
        if task.fraction >= 0:
            self._bar.setValue(round(task.fraction * 1000))

    @Slot()
    def _on_cancel(self) -> None:
        if self._tasks.running:
            self._tasks.running[0].cancel()
            self.refresh()


def _line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setProperty("role", "line")
    line.setFixedSize(1, scaled(16))
    return line
