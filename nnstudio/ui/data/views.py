"""The ways to look at data: as a gallery, a map, figures, or what is wrong with it; each is made when first wanted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal, get_args

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QVBoxLayout, QWidget

from nnstudio.core.words import say
from nnstudio.data.parts import Parts
from nnstudio.ui import theme
from nnstudio.ui.kit.actions import make_choice
from nnstudio.ui.kit.command_buttons import stand_for
from nnstudio.ui.kit.flow import Flow
from nnstudio.ui.kit.one_of import OneOf

View = Literal["gallery", "map", "statistics", "report"]
VIEWS: tuple[View, ...] = get_args(View)


class PartsView(QWidget):
    """A way to look at data; it is told of other parts only while it is shown.

    Attributes:
        commands: what can be done in it, for menus.
    """

    commands: tuple[QAction, ...] = ()

    def show_parts(self, parts: Parts) -> None:
        """Shows these."""
        raise NotImplementedError

    def show_progress(self) -> None:
        """Tells how far is what it waits for."""


class DataViews(QFrame):
    """The switch, and below it the view that is chosen.

    Attributes:
        switched: another view is shown.
        commands: one for each view, for menus.
    """

    switched = Signal(str)

    def __init__(
        self, gallery: QWidget, make: dict[View, Callable[[], PartsView]], parent: QWidget | None = None
    ) -> None:
        """`make` builds those that aren't there yet."""
        super().__init__(parent)
        self.setProperty("role", "card")
        self._make = make
        self._views: dict[View, PartsView] = {}
        self._parts: Parts | None = None
        self._gallery = gallery
        self.current: View = "gallery"
        self.commands = self._build_commands()
        buttons = Flow(theme.TIGHT)
        group = QButtonGroup(self)
        for action in self.commands:
            button = QPushButton(action.text())
            button.setProperty("role", "quiet")
            stand_for(button, action)
            group.addButton(button)
            buttons.addWidget(button)
        self._body = OneOf()
        self._body.addWidget(gallery)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, theme.SPACE, 12, theme.SPACE)
        column.setSpacing(theme.SPACE)
        column.addWidget(buttons)
        column.addWidget(self._body, 1)

    def _build_commands(self) -> tuple[QAction, ...]:
        texts: dict[View, tuple[str, str]] = {
            "gallery": (say("Samples"), say("The samples themselves, to look at, to choose and to change.")),
            "map": (say("Map"), say("All samples as points: those that are alike lie near each other.")),
            "statistics": (say("Statistics"), say("How values, sizes and columns lie, and the mean of each class.")),
            "report": (say("Report"), say("What is wrong with the data, and what can be done about it.")),
        }
        group, made = QActionGroup(self), []
        for view, (text, tip) in texts.items():
            action = make_choice(self, f"view.{view}", text, tip, partial(self.switch, view), page="data")
            action.setChecked(view == self.current)
            group.addAction(action)
            made.append(action)
        return tuple(made)

    def view(self, name: View) -> QWidget:
        """That view; made if it isn't there yet."""
        if name == "gallery":
            return self._gallery
        if name not in self._views:
            self._views[name] = self._make[name]()
            self._body.addWidget(self._views[name])
        return self._views[name]

    def switch(self, view: View) -> None:
        """Shows that view."""
        self.current = view
        shown = self.view(view)
        self.commands[VIEWS.index(view)].setChecked(True)
        self._body.show_only(shown)
        if isinstance(shown, PartsView) and self._parts is not None:
            shown.show_parts(self._parts)
        self.switched.emit(view)

    def show_parts(self, parts: Parts) -> None:
        """Has the view that is shown show these; others when they are."""
        self._parts = parts
        if self.current != "gallery":
            self._views[self.current].show_parts(parts)

    def show_progress(self) -> None:
        """Has the view that is shown tell how far is what it waits for."""
        if self.current != "gallery":
            self._views[self.current].show_progress()

    def own_commands(self) -> tuple[QAction, ...]:
        """What can be done in the view that is shown, unless that is the gallery."""
        shown = self._views.get(self.current)
        return shown.commands if shown is not None else ()

    def set_usable(self, usable: bool) -> None:
        """Whether there is data; else none of the views can be chosen."""
        for action in self.commands:
            action.setEnabled(usable)
