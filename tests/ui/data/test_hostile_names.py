"""Names that others gave to columns, classes and files are shown as they are, and never obeyed as markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from PySide6 import QtGui
from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGraphicsTextItem,
    QGraphicsView,
    QLabel,
    QMenu,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnstudio.core.sources import Classes, Facts, Numbers, PictureFiles, Reading, TableFile
from nnstudio.core.sources.facts import vector_facts
from nnstudio.core.usual import usual_project
from nnstudio.data.store import Dataset
from nnstudio.ui.classify.value_rows import ValueRows
from nnstudio.ui.data.views import VIEWS
from tests.ui.data.conftest import DataDesk, dataset_of

_PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"
NAMES = ('<img src="//server/x.png">', "<b>bold</b> {0}", "{name.__class__} %s & <i>")


def of_table() -> Dataset:
    facts = vector_facts(NAMES, Classes(NAMES), 60, 12)
    source = TableFile("/x.csv").as_read(Reading(facts, "0" * 64, f"/{NAMES[1]}.csv"))
    return dataset_of(source, facts)


def of_numbers() -> Dataset:
    facts = vector_facts(NAMES[:2], Numbers((NAMES[2],)), 60, 12)
    return dataset_of(TableFile("/x.csv").as_read(Reading(facts, "0" * 64, f"/{NAMES[0]}.csv")), facts)


def of_pictures() -> Dataset:
    facts = Facts((8, 8, 1), Classes(NAMES), 60, 12, form="picture")
    return dataset_of(PictureFiles("/x").as_read(Reading(facts, "0" * 64, f"/{NAMES[0]}")), facts)


def obeys(text: str) -> bool:
    """Whether Qt would take the text for markup that isn't ours."""
    return QtGui.Qt.mightBeRichText(text) and not re.fullmatch(r"<qt>([^<]|<br>)*</qt>", text)


def tips_of(widget: QWidget) -> Iterator[str]:
    yield widget.toolTip()
    model: Any = widget.model() if isinstance(widget, (QAbstractItemView, QComboBox)) else None
    if model is not None:
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
        for row in range(min(9, model.rowCount(QModelIndex()))):
            for column in range(min(9, columns)):
                yield str(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or "")
        for section in range(min(9, columns)):
            yield str(model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) or "")


def obeyed(top: QWidget) -> list[str]:
    """All that is shown there as markup although others wrote it."""
    found = []
    for menu in top.findChildren(QMenu):
        menu.aboutToShow.emit()
    for action in top.findChildren(QAction):
        found += [action.toolTip()]
    for widget in (top, *top.findChildren(QWidget)):
        found += tips_of(widget)
        if isinstance(widget, QLabel) and widget.textFormat() == Qt.TextFormat.AutoText:
            found.append(widget.text())
        if isinstance(widget, QLabel) and widget.textFormat() == Qt.TextFormat.RichText:
            assert "<img" not in widget.text(), widget.objectName()
        if isinstance(widget, QGraphicsView):
            found += drawn_markup(widget)
    return [text for text in found if obeys(text)]


def drawn_markup(view: QGraphicsView) -> list[str]:
    """Axes' names, which pyqtgraph takes for markup: those in which a picture stands for a tag."""
    documents = [item.document() for item in view.items() if isinstance(item, QGraphicsTextItem)]
    return [NAMES[0] for each in documents if _PICTURE in each.toPlainText()]


@pytest.mark.parametrize("make", [of_table, of_numbers, of_pictures])
def test_no_view_of_the_data_page_obeys_names(qtbot: QtBot, make: Callable[[], Dataset]) -> None:
    dataset = make()
    desk = DataDesk(qtbot, usual_project(dataset.source), dataset)
    for view in VIEWS:
        action = desk.page.findChild(QAction, f"data.view.{view}")
        assert action is not None
        action.trigger()
        qtbot.waitUntil(lambda: not desk.studio.tasks.running, timeout=20_000)
        QApplication.processEvents()
        assert not obeyed(desk.page), view


def test_the_rows_of_numbers_on_the_classify_page_obey_no_names(qtbot: QtBot) -> None:
    rows = ValueRows()
    qtbot.addWidget(rows)
    rows.show_columns(NAMES, np.zeros(3), np.ones(3))
    assert not obeyed(rows)
