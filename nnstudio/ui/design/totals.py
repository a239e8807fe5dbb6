"""The line below the canvas: what the whole network amounts to, and what is wrong with it as a whole."""

from __future__ import annotations

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nnstudio.core.learned_samples import about_batch
from nnstudio.core.network.costs import training_bytes, whole_cost
from nnstudio.core.problems import Problem
from nnstudio.core.project import Project
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.design.formula import bytes_text
from nnstudio.ui.icons import IconLabel, icon
from nnstudio.ui.kit.command_buttons import stand_for
from nnstudio.ui.kit.flow import Flow
from nnstudio.ui.numbers import NOTHING, whole

_OPTIONAL = ("fixed", "trainable")  # in the summary too: these give way first


class Totals(QFrame):
    """Five figures and a button; where there is no room for five, three."""

    def __init__(self, summary: QAction, parent: QWidget | None = None) -> None:
        """`summary` shows the table of all layers."""
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._figures: dict[str, QLabel] = {}
        self._cells: dict[str, QWidget] = {}
        self._build(summary)

    def _build(self, summary: QAction) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.SPACE, theme.WIDE, theme.SPACE)
        layout.setSpacing(theme.SPACE)
        self._sign = IconLabel("error", "error", 18)
        self._trouble = QLabel()
        self._trouble.setObjectName("design.trouble")
        self._trouble.setWordWrap(True)
        trouble = QHBoxLayout()
        trouble.addWidget(self._sign)
        trouble.addWidget(self._trouble, 1)
        layout.addLayout(trouble)
        row = Flow(theme.WIDE, self)
        for name, caption, tip in self._captions():
            row.addWidget(self._build_figure(name, caption, tip))
        self._summary = QPushButton(icon("log"), say("Summary"))
        self._summary.setObjectName("design.summary.open")
        stand_for(self._summary, summary)
        row.addWidget(self._summary)
        layout.addWidget(row)

    def _captions(self) -> tuple[tuple[str, str, str], ...]:
        return (
            ("parameters", say("parameters"), say("All numbers that the network consists of.")),
            ("trainable", say("trainable"), say("Numbers that training changes.")),
            ("fixed", say("non-trainable"), say("Numbers that follow the data, such as running means.")),
            (
                "memory",
                say("training memory"),
                say("About what training takes with this batch size."),
            ),
            ("sums", say("multiply-adds"), say("Multiplications, each with its addition, for one picture.")),
        )

    def _build_figure(self, name: str, caption: str, tip: str) -> QWidget:
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        figure, below = QLabel("0"), QLabel(caption)
        figure.setObjectName(f"design.total.{name}")
        figure.setProperty("role", "heading")
        below.setProperty("role", "muted")
        for label in (figure, below):
            label.setToolTip(tip)
            column.addWidget(label)
        figure.setAccessibleDescription(caption)
        self._figures[name] = figure
        self._cells[name] = cell
        return cell

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_fit()

    def _make_fit(self) -> None:
        room = self.width() - 2 * theme.WIDE - self._summary.sizeHint().width()
        needed = {name: cell.sizeHint().width() + theme.WIDE for name, cell in self._cells.items()}
        shown = set(needed)
        for name in _OPTIONAL:
            if sum(needed[each] for each in shown) > room:
                shown.discard(name)
        for name, cell in self._cells.items():
            cell.setVisible(name in shown)

    def show_project(self, project: Project, troubles: tuple[Problem, ...], *, drawable: bool) -> None:
        """Shows the sums over all layers; dashes where the shapes of some aren't known."""
        texts = dict.fromkeys(self._figures, NOTHING)
        total = whole_cost(project.network)
        if total is not None:
            needed = training_bytes(project.network, about_batch(project))
            texts = {
                "parameters": whole(total.parameters),
                "trainable": whole(total.trainable),
                "fixed": whole(total.non_trainable),
                "memory": bytes_text(needed),
                "sums": whole(total.multiply_adds),
            }
        for name, text in texts.items():
            self._figures[name].setText(text)
        self._make_fit()
        self._show_trouble(troubles if project.network.nodes and drawable else ())

    def _show_trouble(self, troubles: tuple[Problem, ...]) -> None:
        self._sign.setVisible(bool(troubles))
        self._trouble.setVisible(bool(troubles))
        if troubles:
            self._sign.set_icon(troubles[0].severity, troubles[0].severity)
            self._trouble.setText(" ".join(str(problem) for problem in troubles))
            self._trouble.setProperty("role", troubles[0].severity)
            self._trouble.style().polish(self._trouble)
