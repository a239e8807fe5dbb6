"""The network as a table, with the same figures as Keras's `model.summary()`, to read and to copy."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from nnstudio.core.layers import Shapes, kind_of
from nnstudio.core.network import Network, titles
from nnstudio.core.network.costs import BYTES_PER_VALUE, costs, total_cost
from nnstudio.core.network.inference import infer
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.design.formula import bytes_text
from nnstudio.ui.icons import icon
from nnstudio.ui.numbers import NOTHING, whole


@dataclass(frozen=True)
class Row:
    """One layer: its title with its kind, the output shape with the open batch axis, the parameters."""

    layer: str
    shape: str
    parameters: str


def summary_rows(network: Network) -> tuple[Row, ...]:
    """The layers from the top; a dash where a shape isn't known. Raises StudioError if the network is no chain."""
    named, shapes, found = titles(network), infer(network), costs(network)
    rows = []
    for node in network.ordered:
        shape = _open_shapes(shapes.outputs.get(node.id))
        count = whole(found[node.id].parameters) if node.id in found else NOTHING
        kind = kind_of(node.layer)
        title = named[node.id] if named[node.id] == kind else f"{named[node.id]} ({kind})"
        rows.append(Row(title, shape, count))
    return tuple(rows)


def _open_shapes(shapes: Shapes | None) -> str:
    return ", ".join(f"(None, {', '.join(str(axis) for axis in shape)})" for shape in shapes or ()) or NOTHING


def total_lines(network: Network) -> tuple[tuple[str, str], ...]:
    """Keras's three closing lines: name and figure."""
    total = total_cost(network)
    return tuple(
        (name, f"{whole(count)} ({bytes_text(count * BYTES_PER_VALUE)})")
        for name, count in (
            (say("Total parameters"), total.parameters),
            (say("Trainable parameters"), total.trainable),
            (say("Non-trainable parameters"), total.non_trainable),
        )
    )


def summary_text(network: Network) -> str:
    """The table as aligned text."""
    rows = (Row(say("Layer"), say("Output shape"), say("Parameters")), *summary_rows(network))
    wide = max(len(row.layer) for row in rows) + 2
    middle = max(len(row.shape) for row in rows) + 2
    right = max(len(row.parameters) for row in rows)
    lines = [f"{r.layer:<{wide}}{r.shape:<{middle}}{r.parameters:>{right}}" for r in rows]
    lines.insert(1, "-" * (wide + middle + right))
    lines.append(lines[1])
    return "\n".join([*lines, *(f"{name}: {figure}" for name, figure in total_lines(network))]) + "\n"


class SummaryDialog(QDialog):
    """Shows the table of a network as it is when it opens."""

    def __init__(self, network: Network, parent: QWidget) -> None:
        super().__init__(parent)
        self._network = network
        self.setObjectName("design.summary")
        self.setWindowTitle(say("Summary of the network"))
        self.resize(560, 480)
        self._build()
        self._copy.clicked.connect(self._on_copy)
        self._close.clicked.connect(self.accept)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        layout.setSpacing(12)
        layout.addWidget(self._build_table())
        totals = QGridLayout()
        totals.setVerticalSpacing(theme.TIGHT)
        for i, (name, figure) in enumerate(total_lines(self._network)):
            label = QLabel(name)
            label.setProperty("role", "muted")
            totals.addWidget(label, i, 0)
            totals.addWidget(QLabel(figure), i, 1, Qt.AlignmentFlag.AlignRight)
        layout.addLayout(totals)
        buttons = QHBoxLayout()
        self._copy = QPushButton(icon("copy"), say("Copy as text"))
        self._copy.setObjectName("design.summary.copy")
        self._copy.setToolTip(say("Puts the table into the clipboard as aligned text."))
        self._close = QPushButton(say("Close"))
        self._close.setDefault(True)
        buttons.addWidget(self._copy)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        layout.addLayout(buttons)

    def _build_table(self) -> QTableWidget:
        rows = summary_rows(self._network)
        table = QTableWidget(len(rows), 3)
        table.setObjectName("design.summary.table")
        table.setAccessibleName(say("Layers"))
        table.setHorizontalHeaderLabels([say("Layer"), say("Output shape"), say("Parameters")])
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for i, row in enumerate(rows):
            for column, text in enumerate((row.layer, row.shape, row.parameters)):
                item = QTableWidgetItem(text)
                if column == 2:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                table.setItem(i, column, item)
        return table

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(summary_text(self._network))
