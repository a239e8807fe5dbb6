"""What narrows and orders the samples that are shown: a text, a sort order, only those that were changed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QSizePolicy, QToolButton, QWidget

from nnstudio.core.words import say
from nnstudio.data.parts import Parts
from nnstudio.ui import theme
from nnstudio.ui.data.wanted import ORDERS, Order, can_order
from nnstudio.ui.kit.actions import make_action, make_choice
from nnstudio.ui.kit.command_buttons import show_action
from nnstudio.ui.kit.flow import Flow
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.throttle import Throttle

_TYPING_MS = 150


class FilterBar(Flow):
    """A search field, the orders, and two switches; each is a command too.

    Attributes:
        changed: something else is wanted; `text`, `order`, `reverse` and `only_changed` say what.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(theme.TIGHT, parent)
        self.order: Order = "data"
        self._build_commands()
        self._build()
        self._typed = Throttle(self.changed.emit, self, _TYPING_MS)
        self.search.textChanged.connect(self._on_typed)
        self.orders.activated.connect(self._on_order)

    @property
    def text(self) -> str:
        """What is searched for; empty: nothing."""
        return self.search.text().strip()

    @property
    def reverse(self) -> bool:
        """Whether the order is turned round."""
        return self._reverse.isChecked()

    @property
    def only_changed(self) -> bool:
        """Whether only samples that a person changed are wanted."""
        return self._changed.isChecked()

    @property
    def commands(self) -> tuple[QAction, ...]:
        """For menus."""
        return (self._find, self._menu.menuAction(), self._reverse, self._changed)

    def _build_commands(self) -> None:
        tip = say("Goes to the field for a part of a name or a class.")
        self._find = make_action(self, "find", say("Find samples"), tip, self.focus_search, keys="Ctrl+F", page="data")
        self._find.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._menu = QMenu(say("Sort by"), self)
        self._menu.setObjectName("data.sort.menu")
        self._group = QActionGroup(self)
        self._choices: dict[Order, QAction] = {}
        for order, (title, about) in ORDERS.items():
            choose = partial(self.choose_order, order)
            action = make_choice(self, f"sort.{order}", say(title), say(about), choose, page="data")
            self._group.addAction(action)
            self._menu.addAction(action)
            self._choices[order] = action
        self._choices["data"].setChecked(True)
        tip = say("Turns the order round: the last sample comes first.")
        self._reverse = make_choice(
            self,
            "sort.reverse",
            say("Reverse order"),
            tip,
            self.changed.emit,
            picture="mdi6.swap-vertical",
            page="data",
        )
        tip = say("Shows only the samples that you relabelled, moved or excluded.")
        self._changed = make_choice(
            self,
            "only_changed",
            say("Changed samples only"),
            tip,
            self.changed.emit,
            picture="mdi6.pencil",
            page="data",
        )

    def _build(self) -> None:
        self.search = QLineEdit()
        self.search.setObjectName("data.search")
        self.search.setPlaceholderText(say("Name or class"))
        self.search.setAccessibleName(say("Find samples by name or class"))
        self.search.setToolTip(say("Shows only the samples whose name or class has this text in it."))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(scaled(124))
        self.orders = QComboBox()
        self.orders.setObjectName("data.sort")
        self.orders.setAccessibleName(say("Sort by"))
        self.orders.setToolTip(say("The order in which the samples are shown."))
        for order, (title, _) in ORDERS.items():
            self.orders.addItem(say(title), order)
        self.orders.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        for widget in (self.search, self.orders, _button(self._reverse), _button(self._changed)):
            self.addWidget(widget)

    def show_orders(self, parts: Parts) -> None:
        """Offers the orders that say anything of this data."""
        possible = [order for order in ORDERS if can_order(parts, order)]
        for order, action in self._choices.items():
            action.setVisible(order in possible)
        if [self.orders.itemData(place) for place in range(self.orders.count())] != possible:
            self.orders.clear()
            for order in possible:
                self.orders.addItem(self._choices[order].text(), order)
        if self.order not in possible:
            self.order = "data"
        self._choices[self.order].setChecked(True)
        self.orders.setCurrentIndex(possible.index(self.order))

    def set_usable(self, usable: bool) -> None:
        """Whether there are samples; else none of the commands can be given."""
        for action in (self._find, self._menu.menuAction(), self._reverse, self._changed, *self._choices.values()):
            action.setEnabled(usable)

    def choose_order(self, order: Order) -> None:
        """Sorts so from now on."""
        self.order = order
        self._choices[order].setChecked(True)
        self.orders.setCurrentIndex(self.orders.findData(order))
        self.changed.emit()

    def clear(self) -> None:
        """Narrows nothing any more."""
        self.search.clear()
        self._changed.setChecked(False)

    def focus_search(self) -> None:
        """Takes the keyboard to the field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot()
    def _on_typed(self) -> None:
        self._typed.poke()

    @Slot(int)
    def _on_order(self, place: int) -> None:
        self.choose_order(self.orders.itemData(place))


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    show_action(button, action)
    return button
