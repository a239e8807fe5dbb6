"""What the person should know, told calmly beside the page: never a box that has to be clicked away.

The newest notice is shown whole when it comes; the others wait behind it, and unfold. One that would go on covering
the page shrinks to a line beside the tabs after some seconds, where it stays until it is closed or its cause is gone.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnstudio.app.notices import Notice
from nnstudio.core.words import say, say_count
from nnstudio.ui import theme
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.kit.readers import read_as
from nnstudio.ui.kit.scrolling import VerticalScroll
from nnstudio.ui.shell.notice_banner import NoticeBanner

WHOLE_MILLISECONDS = 10_000
MOST_KEPT = 20
WIDEST = 520  # pixels for type of the usual size
LEAST_WHOLE, LEAST_LINE = 360, 200  # what a whole notice needs, and one as a line with words, as well
HIGHEST = 0.6  # of the window's height


@read_as(QAccessible.Role.Grouping)
class NoticeStack(QWidget):
    """The notices, newest at the top. One that is there already is not told twice.

    It lies over its parent, in no layout: nothing moves when a notice comes or goes.

    Attributes:
        changed: other notices are there.
        is_unfolded: all of them are shown, not only the newest.
    """

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shell.notices")
        self.setAccessibleName(say("Notices"))
        self._shown: list[NoticeBanner] = []
        self._beside = self._over = QRect()
        self._clear = 0
        self.is_unfolded = False
        self._is_brief = False
        self._build()
        self.hide()

    def _build(self) -> None:
        holder = QWidget()
        self._banners = QVBoxLayout(holder)
        self._banners.setContentsMargins(0, 0, 0, 0)
        self._banners.setSpacing(theme.TIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(VerticalScroll(holder))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_seen)

    # Where it lies ---------------------------------------------------------------------------------------------

    def set_room(self, beside: QRect, over: QRect, clear: int) -> None:
        """Where of the parent it may lie: beside the tabs, where it is in nobody's way, or over the page.

        Down to `clear` it covers nothing of the page.
        """
        self._beside, self._over, self._clear = beside, over, clear
        self._arrange()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        room = self._beside if self._is_brief else self._room_for_whole()
        widest = scaled(WIDEST) if self._has_words() else self._banners.sizeHint().width()
        width = min(room.width(), widest)
        high = self._banners.hasHeightForWidth()
        wanted = self._banners.totalHeightForWidth(width) if high else self._banners.sizeHint().height()
        height = min(wanted, round(HIGHEST * self._over.bottom()))
        self.setGeometry(room.right() + 1 - width, room.top(), width, height)

    def _room_for_whole(self) -> QRect:
        return self._beside if self._beside.width() >= scaled(LEAST_WHOLE) else self._over

    def _has_words(self) -> bool:
        """Whether what is shown says what it is about, not only how many there are."""
        return not self._is_brief or self._beside.width() >= scaled(LEAST_LINE)

    def _covers(self) -> bool:
        """Whether the newest one, shown whole, would lie on the page."""
        room = self._room_for_whole()
        return room.top() + self._shown[0].heightForWidth(min(room.width(), scaled(WIDEST))) > self._clear

    # What it shows ---------------------------------------------------------------------------------------------

    def show_notice(self, notice: Notice) -> None:
        """Shows the notice at the top, in place of one that is the same or has its key."""
        used = any(banner.is_used for banner in self._shown)
        for banner in list(self._shown):
            if banner.notice == notice or (notice.key and banner.notice.key == notice.key):
                self._take_out(banner)
        for banner in self._shown[MOST_KEPT - 1 :]:
            self._take_out(banner)
        banner = NoticeBanner(notice, self)
        banner.closed.connect(self._on_closed)
        banner.fold_wanted.connect(self.toggle)
        self._shown.insert(0, banner)
        self._banners.insertWidget(0, banner)
        self._is_brief = False
        self.is_unfolded = self.is_unfolded or used  # what the person is at doesn't vanish behind the new one
        self._show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{notice.message} {notice.fix}"))

    def withdraw(self, key: str) -> None:
        """Takes away the notice of that key: its cause is gone."""
        self._drop([banner for banner in self._shown if banner.notice.key == key])

    def withdraw_of(self, pages: Iterable[str]) -> None:
        """Takes away what these pages told: their keys begin with the page's name and a colon."""
        starts = tuple(f"{page}:" for page in pages)
        self._drop([banner for banner in self._shown if banner.notice.key.startswith(starts)])

    def close_all(self) -> None:
        """Takes all of them away."""
        self._drop(list(self._shown))

    def go_to(self) -> None:
        """Shows all of them, with the keyboard at the newest."""
        if self._shown:
            self._unfold()
            self._shown[0].fold.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def toggle(self) -> None:
        """Shows all of them whole, or no more than doesn't cover the page."""
        if self.is_unfolded or (len(self._shown) == 1 and not self._is_brief):
            self._fold()
        else:
            self._unfold()
        if self._shown:
            self._shown[0].fold.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What there is, from the top."""
        return tuple(banner.notice for banner in self._shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape folds them."""
        if event.key() == Qt.Key.Key_Escape and not self._is_brief:
            self._fold()
            self._shown[0].fold.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _unfold(self) -> None:
        self._timer.stop()
        self.is_unfolded, self._is_brief = True, False
        self._arrange()

    def _fold(self) -> None:
        self._timer.stop()
        self.is_unfolded, self._is_brief = False, self._covers()
        self._arrange()

    @Slot()
    def _on_seen(self) -> None:
        """The newest has been there long enough to be read: now it makes room, unless the person is at it."""
        if any(banner.is_used for banner in self._shown):
            self._timer.start(WHOLE_MILLISECONDS)
        elif not self.is_unfolded and self._shown:
            self._fold()

    @Slot(object)
    def _on_closed(self, banner: NoticeBanner) -> None:
        if banner in self._shown:
            self._drop([banner])

    def _drop(self, banners: list[NoticeBanner]) -> None:
        had_focus = any(banner.isAncestorOf(self.window().focusWidget() or self) for banner in banners)
        for banner in banners:
            self._take_out(banner)
        if banners:
            self._show()
        if had_focus and self._shown:
            self._shown[0].close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_out(self, banner: NoticeBanner) -> None:
        self._shown.remove(banner)
        self._banners.removeWidget(banner)
        banner.hide()
        banner.deleteLater()

    def _show(self) -> None:
        self.is_unfolded = self.is_unfolded and len(self._shown) > 1
        if not self.is_unfolded and not self._is_brief:
            self._timer.start(WHOLE_MILLISECONDS)
        self._arrange()
        self.setVisible(bool(self._shown))
        self.raise_()
        self.changed.emit()

    def _arrange(self) -> None:
        """Shows as much as is to be shown now, in the form that it has now."""
        for place, banner in enumerate(self._shown):
            if self._is_brief and place == 0:
                banner.show_brief(words=self._has_words())
            else:
                banner.show_whole()
            banner.fold.hide()
            banner.setVisible(place == 0 or self.is_unfolded)
        if self._shown:
            self._offer_fold(self._shown[0])
        self._fit()

    def _offer_fold(self, first: NoticeBanner) -> None:
        others = len(self._shown) - 1
        if self.is_unfolded or (not others and not self._is_brief and self._covers()):
            first.offer_fold("", say("Show less"), unfolds=False)
        elif others:
            more = say("{count} more", count=others)
            name = say_count("{count} more notice: show all", "{count} more notices: show all", count=others)
            first.offer_fold(more if self._has_words() else f"+{others}", name, unfolds=True)
        elif self._is_brief:
            first.offer_fold("", say("Show the whole notice"), unfolds=True)
