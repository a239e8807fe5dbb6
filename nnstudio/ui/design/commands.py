"""What can be done to the network, each as one action: for the menus, the cards' menu, the keys and the buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from nnstudio.core.layers import GROUPS, LAYERS, Layer
from nnstudio.core.words import say
from nnstudio.ui.design.card_view import CardView
from nnstudio.ui.icons import icon
from nnstudio.ui.kit.actions import Keys, allow, make_action, separator, within

Command = Literal["cut", "copy", "paste", "duplicate", "remove", "up", "down", "edit", "fix", "summary", "start"]

_EDIT: tuple[Command, ...] = ("cut", "copy", "paste", "duplicate", "remove")
_ARRANGE: tuple[Command, ...] = ("up", "down", "edit", "fix")
_CHANGING: frozenset[Command] = frozenset(("cut", "paste", "duplicate", "remove", "up", "down", "fix", "start"))
_FOR_A_LAYER: frozenset[Command] = frozenset(("cut", "copy", "duplicate", "remove", "up", "down", "edit", "fix"))


class DesignCommands(QObject):
    """The actions, enabled as the selection and the project allow.

    Attributes:
        actions: by name.
        layers: the submenu of layers to add.
    """

    def __init__(self, do: Callable[[Command], None], add: Callable[[Layer], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._do = do
        self._tips: dict[Command, str] = {}
        self.actions: dict[Command, QAction] = {}
        self._build_clipboard()
        self._build_others()
        self.layers = _layer_menu(add, parent)
        self._menu = QMenu(parent)
        self._menu.setObjectName("design.menu")
        self._menu.setToolTipsVisible(True)
        self._menu.addActions([*self.edits(), separator(self), *self.others()])

    def _build_clipboard(self) -> None:
        keys = QKeySequence.StandardKey
        self._make(
            "cut", say("Cu&t layer"), say("Takes the chosen layer out and onto the clipboard."), [keys.Cut], "cut"
        )
        self._make("copy", say("&Copy layer"), say("Puts the chosen layer on the clipboard, as text."), [keys.Copy])
        self._make(
            "paste", say("&Paste layer"), say("Adds the layer on the clipboard below the chosen one."), [keys.Paste]
        )
        self._make(
            "duplicate", say("&Duplicate layer"), say("Adds a second one right below it."), ["Ctrl+D"], "duplicate"
        )
        deletes: list[Keys] = ["Del", "Backspace"]
        self._make("remove", say("&Remove layer"), say("Takes the chosen layer out of the network."), deletes, "delete")

    def _build_others(self) -> None:
        self._make("up", say("Move &up"), say("Moves the chosen layer one place up."), ["Alt+Up"])
        self._make("down", say("Move do&wn"), say("Moves the chosen layer one place down."), ["Alt+Down"])
        self._make(
            "edit",
            say("Change &settings"),
            say("Goes to the chosen layer's form."),
            ["F2", "Return", "Enter"],
            "settings",
        )
        self._make("fix", say("&Fix"), say("Mends what is wrong with the chosen layer."), ["Ctrl+."])
        self._make("summary", say("Su&mmary…"), say("Shows all layers as a table that can be copied."), [], "log")

        self._make(
            "start",
            say("Start with Input, Flatten and Dense"),
            say("Adds the smallest network that fits the data. It can be undone."),
            [],
            "add",
        )

    def _make(self, name: Command, text: str, tip: str, keys: Sequence[Keys], picture: str = "") -> None:
        action = make_action(self, name, text, tip, partial(self._do, name), picture=picture or name, page="design")
        action.setShortcuts([QKeySequence(key) for key in keys])
        self._tips[name], self.actions[name] = tip, action

    def work_in(self, widget: QWidget) -> None:
        """Has the keys work where the keyboard is in that widget."""
        within(widget, list(self.actions.values()))

    def edits(self) -> Sequence[QAction]:
        """Those of the Edit menu."""
        return [self.actions[name] for name in _EDIT]

    def others(self) -> Sequence[QAction]:
        """Those of the Network menu."""
        first = [self.actions["start"], self.layers.menuAction(), separator(self)]
        return [*first, *(self.actions[name] for name in _ARRANGE), separator(self), self.actions["summary"]]

    def show_menu(self, place: QPoint) -> None:
        """Opens the menu of a card at a place on the screen."""
        self._menu.popup(place)

    def refresh(self, cards: Sequence[CardView], selected: str, *, fixed: str) -> None:
        """Enables what can be done to these cards, from the top.

        `fixed` says why nothing can be changed; empty if it can.
        """
        places = [card.node for card in cards]
        chosen = next((card for card in cards if card.node == selected), None)
        mend = _mend_of(chosen)
        reasons: dict[Command, str] = {}
        if chosen is None:
            reasons = dict.fromkeys(_FOR_A_LAYER, say("Choose a layer first."))
        else:
            reasons["up"] = say("It is the first layer.") if selected == places[0] else ""
            reasons["down"] = say("It is the last layer.") if selected == places[-1] else ""
            reasons["fix"] = "" if mend else say("Nothing that one edit mends is wrong.")
        reasons["start"] = say("There are layers already.") if cards else ""
        if fixed:
            reasons |= dict.fromkeys(_CHANGING, fixed)
        reasons["summary"] = "" if cards else say("There are no layers.")
        for name, action in self.actions.items():
            allow(action, self._tips[name], reasons.get(name, ""))
        self.actions["fix"].setText(say("&Fix: {what}", what=mend) if mend else say("&Fix"))
        self.layers.setEnabled(not fixed)


def _mend_of(card: CardView | None) -> str:
    """What one press mends on that card; empty if nothing."""
    trouble = card.trouble if card is not None else None
    return trouble.fix if trouble is not None and trouble.mendable else ""


def _layer_menu(add: Callable[[Layer], None], parent: QWidget) -> QMenu:
    """All layer kinds by group; each adds one with its usual settings."""
    menu = QMenu(say("&Add layer"), parent)
    menu.setObjectName("design.layers")
    menu.setIcon(icon("add"))
    for group, title in GROUPS.items():
        kinds = [kind for kind in LAYERS if kind.group == group]
        if kinds:
            inner = menu.addMenu(say(title))
            inner.setToolTipsVisible(True)
            for kind in kinds:
                inner.addAction(_adding(kind, add, inner))
    return menu


def _adding(kind: type[Layer], add: Callable[[Layer], None], owner: QMenu) -> QAction:
    name = kind.__name__
    return make_action(owner, f"add.{name}", name, say(kind.about), lambda: add(kind()), page="design")
