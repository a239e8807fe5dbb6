"""What the person should know, told calmly over the page: never a box that has to be clicked away."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEasingCurve, QEvent, QPropertyAnimation, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGraphicsOpacityEffect,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nnstudio.app.notices import Notice
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.icons import IconLabel, icon
from nnstudio.ui.kit.measures import scaled

INFO_MILLISECONDS = 6000
FADE_MILLISECONDS = 400
MOST_SHOWN = 3
WIDEST = 520  # pixels for type of the usual size
_COLOURS = {"info": "accent", "warning": "warning", "error": "error"}


class NoticeStack(QWidget):
    """The notices shown, newest at the top, a few at the most. A notice that is shown already is not shown twice.

    It lies over its parent, in no layout: nothing moves when a notice comes or goes.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shell.notices")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.TIGHT)
        self._shown: list[NoticeBanner] = []
        self._room = QRect()
        self.hide()

    def set_room(self, room: QRect) -> None:
        """Where of the parent it may lie; it takes the upper right, as high as the notices are."""
        self._room = room
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        width = min(self._room.width(), scaled(WIDEST))
        height = (
            self._layout.totalHeightForWidth(width) if self._layout.hasHeightForWidth() else self.sizeHint().height()
        )
        self.setGeometry(self._room.right() + 1 - width, self._room.top(), width, height)

    def show_notice(self, notice: Notice) -> None:
        """Shows the notice at the top, in place of one that is the same or has its key."""
        for banner in list(self._shown):
            if banner.notice == notice or (notice.key and banner.notice.key == notice.key):
                self._drop(banner)
        for banner in self._shown[MOST_SHOWN - 1 :]:
            self._drop(banner)
        banner = NoticeBanner(notice, self)
        banner.closed.connect(self._on_closed)
        self._shown.insert(0, banner)
        self._layout.insertWidget(0, banner)
        banner.show()
        self.show()
        self.raise_()
        self._fit()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{notice.message} {notice.fix}"))

    def withdraw(self, key: str) -> None:
        """Takes away the notice of that key: its cause is gone."""
        for banner in list(self._shown):
            if banner.notice.key == key:
                self._drop(banner)

    def withdraw_of(self, pages: Iterable[str]) -> None:
        """Takes away what these pages told: their keys begin with the page's name and a colon."""
        starts = tuple(f"{page}:" for page in pages)
        for banner in list(self._shown):
            if banner.notice.key.startswith(starts):
                self._drop(banner)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What is shown, from the top."""
        return tuple(banner.notice for banner in self._shown)

    @Slot(object)
    def _on_closed(self, banner: NoticeBanner) -> None:
        if banner in self._shown:
            self._drop(banner)

    def _drop(self, banner: NoticeBanner) -> None:
        self._shown.remove(banner)
        self._layout.removeWidget(banner)
        banner.hide()
        banner.deleteLater()
        self.setVisible(bool(self._shown))
        self._fit()


class NoticeBanner(QFrame):
    """One notice. An info goes by itself after some seconds, unless the pointer or the focus is on it, or it offers
    something to do.

    Attributes:
        notice: what it shows.
        closed: emitted with the banner when it has gone or was closed.
    """

    closed = Signal(object)

    def __init__(self, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = notice
        self.setObjectName("shell.notice")
        self.setProperty("role", "notice")
        self.setProperty("severity", notice.severity)
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._fade)
        if notice.severity == "info" and not notice.action:
            self._timer.start(INFO_MILLISECONDS)

    def _build(self) -> None:
        colour = _COLOURS[self.notice.severity]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, theme.TIGHT, theme.TIGHT, theme.TIGHT)  # two lines fit beside the tabs
        layout.setSpacing(12)
        layout.addWidget(IconLabel(self.notice.severity, colour, 20), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self._texts(), 1)
        if self.notice.action:
            action = QPushButton(self.notice.action, self)
            action.setObjectName("shell.notice.action")
            action.clicked.connect(self._act)
            layout.addWidget(action, 0, Qt.AlignmentFlag.AlignTop)
        if self.notice.details:
            details = QPushButton(say("Details…"), self)
            details.setObjectName("shell.notice.details")
            details.setProperty("role", "quiet")
            details.setToolTip(say("Shows all that is known of it, to read or to copy."))
            details.clicked.connect(self._show_details)
            layout.addWidget(details, 0, Qt.AlignmentFlag.AlignTop)
        close = QToolButton(self)
        close.setObjectName("shell.notice.close")
        close.setIcon(icon("close", "muted"))
        close.setAccessibleName(say("Close this notice"))
        close.setToolTip(say("Close this notice"))
        close.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        close.clicked.connect(lambda: self.closed.emit(self))
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)

    def _texts(self) -> QVBoxLayout:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        for text, role in ((self.notice.message, "message"), (self.notice.fix, "muted")):
            if text:
                label = QLabel(text, self)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setProperty("role", role)
                label.setWordWrap(True)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                texts.addWidget(label)
        return texts

    @Slot()
    def _fade(self) -> None:
        if self.underMouse() or self.isAncestorOf(self._focused()):
            self._timer.start(INFO_MILLISECONDS)
            return
        effect = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(effect)
        animation = QPropertyAnimation(effect, b"opacity", self)
        animation.setDuration(FADE_MILLISECONDS)
        animation.setStartValue(1.0)
        animation.setEndValue(0.0)
        animation.setEasingCurve(QEasingCurve.Type.InQuad)
        animation.finished.connect(lambda: self.closed.emit(self))
        animation.start()

    def _focused(self) -> QWidget:
        return self.window().focusWidget() or self.window()

    @Slot()
    def _act(self) -> None:
        """Does what the notice offers; with that, it is settled."""
        act = self.notice.act
        self.closed.emit(self)
        if act is not None:
            act()

    @Slot()
    def _show_details(self) -> None:
        dialog = DetailsDialog(self.notice, self.window())
        dialog.open()


class DetailsDialog(QDialog):
    """A notice's longer text, to read and to copy."""

    def __init__(self, notice: Notice, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shell.details")
        self.setWindowTitle(say("Details"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(720, 440)
        title = QLabel(notice.message, self)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setProperty("role", "heading")
        title.setWordWrap(True)
        text = QPlainTextEdit(notice.details, self)
        text.setObjectName("shell.details.text")
        text.setAccessibleName(say("Details"))
        text.setReadOnly(True)
        text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        layout.setSpacing(theme.SPACE)
        for widget in (title, text, buttons):
            layout.addWidget(widget)
