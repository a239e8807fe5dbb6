"""The pages and the tabs that choose between them. A page is built when it is first shown."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nnstudio.app.studio import Studio
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.icons import icon
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.kit.tab_order import move_focus
from nnstudio.ui.page import PageKind
from nnstudio.ui.shell.notices import NoticeStack

LEAST_NOTICE = 88  # a notice's sign and what unfolds it: pixels for type of the usual size


class _Frame(QScrollArea):
    """What a page scrolls in. Of its own, QScrollArea would scroll to the middle of a page that is left."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        return move_focus(self.window(), forward=forward)


class PageArea(QWidget):
    """Tabs, notices, and the page shown.

    Attributes:
        shown: emitted with a page's name when another page is shown.
    """

    shown = Signal(str)

    def __init__(self, studio: Studio, pages: tuple[PageKind, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._kinds = pages
        self._built: dict[str, QWidget] = {}
        self._frames: dict[str, QScrollArea] = {}
        self._build()
        self.tabs.currentChanged.connect(self._on_tab)

    def _build(self) -> None:
        self.tabs = QTabBar(self)
        self.tabs.setObjectName("shell.tabs")
        self.tabs.setAccessibleName(say("Pages"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setIconSize(QSize(scaled(18), scaled(18)))
        for number, kind in enumerate(self._kinds, start=1):
            index = self.tabs.addTab(say(kind.title))
            keys = QKeySequence(f"Ctrl+{number}").toString(QKeySequence.SequenceFormat.NativeText)
            self.tabs.setTabToolTip(index, f"{say(kind.title)}: {say(kind.about)} ({keys})")
            self.tabs.setAccessibleTabName(index, say(kind.title))
        self.runs_button = QToolButton(self)
        self.runs_button.setObjectName("shell.runs.toggle")
        self.runs_button.setProperty("role", "boxed")
        self.runs_button.setIconSize(QSize(scaled(22), scaled(16)))  # wider than high: air before the text
        self.runs_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.notices = NoticeStack(self)
        self._stack = QStackedWidget(self)
        self._stack.setObjectName("shell.pages")
        top = QHBoxLayout()
        top.setContentsMargins(theme.SPACE, 0, theme.SPACE, 0)
        top.setSpacing(theme.SPACE)
        top.addWidget(self.runs_button)
        top.addWidget(self._edge())
        top.addWidget(self.tabs)
        top.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._line())
        layout.addWidget(self._stack, 1)
        self.setFocusProxy(self.tabs)

    def _edge(self) -> QFrame:
        """Between what opens the panel and the tabs."""
        edge = QFrame(self)
        edge.setProperty("role", "line")
        edge.setFixedSize(1, scaled(20))
        return edge

    def _line(self) -> QFrame:
        line = QFrame(self)
        line.setProperty("role", "line")
        line.setFixedHeight(1)
        return line

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_tabs()
        self._place_notices()

    def _place_notices(self) -> None:
        """Beside the tabs, where a short notice covers nothing; over the page, below them."""
        row = self._stack.y() - theme.TIGHT
        beside = self.rect().adjusted(self._bar_width() + theme.SPACE, 0, -theme.SPACE, 0)
        over = self.rect().adjusted(theme.SPACE, row + 2 * theme.TIGHT, -theme.SPACE, 0)
        self.notices.set_room(beside, over, clear=row + theme.WIDE)

    def _bar_width(self) -> int:
        return self.runs_button.sizeHint().width() + self.tabs.sizeHint().width() + 4 * theme.SPACE

    def _fit_tabs(self) -> None:
        """Where not all tabs would fit, the word Runs gives way to its icon, then the tabs' icons to their words.

        Where not even the words fit, beside the panel in a small window, the icons stand alone.
        """
        room = self.width() - scaled(LEAST_NOTICE)
        beside, alone = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        for style, icons, words, wide in (
            (beside, True, True, room),
            (alone, True, True, room),
            (alone, False, True, self.width()),
            (alone, True, False, self.width()),
        ):
            self.runs_button.setToolButtonStyle(style)
            for index, kind in enumerate(self._kinds):
                self.tabs.setTabIcon(index, icon(kind.icon) if icons else QIcon())
                self.tabs.setTabText(index, say(kind.title) if words else "")
            self.tabs.updateGeometry()  # which it doesn't do itself while hidden
            if self._bar_width() <= wide:
                return

    def show_progress(self, name: str, text: str) -> None:
        """Has the tab of that page tell how far what goes on there is; empty: nothing does."""
        for index, kind in enumerate(self._kinds):
            wanted = f"{say(kind.title)} · {text}" if text else say(kind.title)
            if kind.name == name and self.tabs.tabText(index) != wanted:
                self.tabs.setTabText(index, wanted)
                self._place_notices()

    @property
    def current(self) -> str:
        """The name of the page shown."""
        return self._kinds[self.tabs.currentIndex()].name

    @property
    def names(self) -> tuple[str, ...]:
        """The pages' names from the left."""
        return tuple(kind.name for kind in self._kinds)

    def show_page(self, name: str) -> QWidget:
        """Shows that page, and returns it. Raises KeyError if there is none of that name."""
        index = next((i for i, kind in enumerate(self._kinds) if kind.name == name), None)
        if index is None:
            raise KeyError(name)
        page = self.page(name)
        self.tabs.setCurrentIndex(index)
        self._stack.setCurrentWidget(self._frames[name])
        return page

    def page(self, name: str) -> QWidget:
        """That page, built now if it wasn't yet."""
        if name not in self._built:
            kind = next(kind for kind in self._kinds if kind.name == name)
            self._built[name] = kind.make(self._studio)
            self._frames[name] = self._frame(self._built[name])
            self._stack.addWidget(self._frames[name])
        return self._built[name]

    def _frame(self, page: QWidget) -> QScrollArea:
        """Where the window is smaller than a page needs, the page scrolls; it never widens the window."""
        frame = _Frame(self._stack)
        frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        frame.setWidgetResizable(True)
        frame.setWidget(page)
        return frame

    @Slot(int)
    def _on_tab(self, index: int) -> None:
        name = self._kinds[index].name
        self.page(name)
        self._stack.setCurrentWidget(self._frames[name])
        self.shown.emit(name)
