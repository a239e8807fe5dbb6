"""What the pages can do, in the menus: asked of them when a menu opens. Done from there, its page is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from nnstudio.ui.kit.actions import separator
from nnstudio.ui.page import Page
from nnstudio.ui.shell.page_area import PageArea

Offer = Callable[[], Sequence[QAction]]
OWNERS = {
    "data": "data",
    "network": "design",
    "train": "train",
    "runs": "compare",
}  # a menu, and the page whose commands are in it


class PageMenus(QObject):
    """Adds the pages' actions to the ends of menus."""

    def __init__(self, area: PageArea, parent: QObject) -> None:
        super().__init__(parent)
        self._area = area
        self._added: dict[QMenu, list[QAction]] = {}
        self._heard: set[QMenu] = set()

    def extend_edit(self, menu: QMenu) -> None:
        """Has the menu end with the edits of the page that is shown."""
        self._extend(menu, self._edits_of_shown)

    def extend_view(self, menu: QMenu) -> None:
        """Has the menu end with what can be done on the page that is shown, unless that has a menu of its own."""
        self._extend(menu, self._rest_of_shown)

    def extend(self, menu: QMenu, name: str) -> None:
        """Has the menu of that name end with what can be done on its page."""
        self._extend(menu, partial(self._of_page, OWNERS[name]))

    def edits_of_all(self) -> Sequence[QAction]:
        """The edits of all pages."""
        pages = (self._area.page(name) for name in self._area.names)
        return [action for page in pages if isinstance(page, Page) for action in page.edit_actions()]

    def _extend(self, menu: QMenu, offer: Offer) -> None:
        self._added[menu] = []
        self._hear(menu)
        menu.aboutToShow.connect(partial(self._fill, menu, offer))

    def _fill(self, menu: QMenu, offer: Offer) -> None:
        for action in self._added[menu]:
            menu.removeAction(action)
        offered = list(offer())
        self._added[menu] = [separator(menu), *offered] if offered else []
        menu.addActions(self._added[menu])
        for action in offered:
            inner = action.menu()
            if isinstance(inner, QMenu):
                self._hear(inner)

    def _hear(self, menu: QMenu) -> None:
        if menu not in self._heard:
            self._heard.add(menu)
            menu.triggered.connect(self._on_triggered)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        """Shows the page that the action is of, so that the person sees what it does."""
        name = action.objectName().partition(".")[0]
        if name in self._area.names and name != self._area.current:
            self._area.show_page(name)

    def _edits_of_shown(self) -> Sequence[QAction]:
        page = self._area.page(self._area.current)
        return page.edit_actions() if isinstance(page, Page) else ()

    def _rest_of_shown(self) -> Sequence[QAction]:
        name = self._area.current
        return () if name in OWNERS.values() else self._of_page(name)

    def _of_page(self, name: str) -> Sequence[QAction]:
        page = self._area.page(name) if name in self._area.names else None
        if not isinstance(page, Page):
            return ()
        page.catch_up()
        return page.own_actions()
