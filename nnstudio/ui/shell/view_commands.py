"""What the window shows: the View menu."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from nnstudio.app.studio import Studio
from nnstudio.core.words import say
from nnstudio.ui.icons import icon
from nnstudio.ui.kit.actions import make_action, make_choice
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.page import PageKind
from nnstudio.ui.shell.page_area import PageArea
from nnstudio.ui.theme import SchemeChoice

ROOMY = 1150  # from this width on the runs fit beside every page, with type of the usual size


class ViewCommands(QObject):
    """Pages, light and dark, the runs panel.

    Attributes:
        runs_wanted: whether the runs are to be seen in a window with room for them beside the page, and without.
    """

    def __init__(self, studio: Studio, area: PageArea, pages: tuple[PageKind, ...], runs: QWidget) -> None:
        super().__init__(area)
        self._studio = studio
        self._area = area
        self._runs_panel = runs
        self._roomy: bool | None = None
        self.runs_wanted = {True: True, False: False}
        self.pages = self._build_pages(pages)
        self.schemes = self._build_schemes()
        self.runs = make_action(
            self,
            "runs.show",
            say("&Runs"),
            say("Shows or hides the list of runs."),
            self._toggle_runs,
            keys="F9",
            picture="panel",
        )
        self.runs.setCheckable(True)
        self.runs.setChecked(True)
        area.runs_button.setDefaultAction(self.runs)
        area.shown.connect(self._on_shown)
        self.refresh()

    def _build_pages(self, pages: tuple[PageKind, ...]) -> dict[str, QAction]:
        group = QActionGroup(self)
        made = {}
        for number, kind in enumerate(pages, start=1):
            action = make_action(
                self,
                f"page.{kind.name}",
                say(kind.title),
                say(kind.about),
                partial(self.show_page, kind.name),
                keys=f"Ctrl+{number}",
            )
            action.setIcon(icon(kind.icon))
            action.setCheckable(True)
            group.addAction(action)
            made[kind.name] = action
        return made

    def _build_schemes(self) -> dict[SchemeChoice, QAction]:
        group = QActionGroup(self)
        choices: tuple[tuple[SchemeChoice, str, str], ...] = (
            ("system", say("Colours of the s&ystem"), say("Light or dark, as the system is.")),
            ("light", say("&Light"), say("Dark text on light ground.")),
            ("dark", say("Da&rk"), say("Light text on dark ground.")),
        )
        made: dict[SchemeChoice, QAction] = {}
        for name, title, tip in choices:
            made[name] = make_choice(self, f"scheme.{name}", title, tip, partial(self.use_scheme, name))
            group.addAction(made[name])
        return made

    def fill(self, menu: QMenu, *, problems: QAction) -> None:
        """Puts the commands into the View menu. The way to the problems is handed in: it belongs to the status bar."""
        menu.addActions([*self.pages.values(), problems])
        menu.addSeparator()
        menu.addAction(self.runs)
        menu.addSeparator()
        menu.addActions(list(self.schemes.values()))

    def show_page(self, name: str) -> QWidget:
        """Shows a page and puts the focus into it, where its keys work; Tab goes on to its first control."""
        page = self._area.show_page(name)
        page.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return page

    def use_scheme(self, scheme: SchemeChoice) -> None:
        """Has the program look so from now on."""
        self._studio.preferences.change(replace(self._studio.preferences.now, scheme=scheme))

    def fit(self, width: int) -> None:
        """In a window that became so wide, shows the runs or has them give way to the page."""
        roomy = width >= scaled(ROOMY)
        if roomy != self._roomy:
            self._roomy = roomy
            self.runs.setChecked(self.runs_wanted[roomy])
            self._runs_panel.setVisible(self.runs_wanted[roomy])

    def refresh(self) -> None:
        """Marks what holds."""
        self.pages[self._area.current].setChecked(True)
        self.schemes[self._studio.preferences.now.scheme].setChecked(True)

    def _toggle_runs(self) -> None:
        self.runs_wanted[bool(self._roomy)] = self.runs.isChecked()
        self._runs_panel.setVisible(self.runs.isChecked())

    @Slot(str)
    def _on_shown(self, _name: str) -> None:
        self.refresh()
