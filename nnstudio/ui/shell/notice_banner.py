"""One notice: whole, or where it would cover what the person works on, as one line."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QPropertyAnimation, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsOpacityEffect,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nnstudio.app.notices import Notice
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.icons import IconLabel, icon
from nnstudio.ui.kit.elided import ElidedLabel
from nnstudio.ui.kit.readers import read_as
from nnstudio.ui.shell.notice_details import DetailsDialog

INFO_MILLISECONDS = 6000
FADE_MILLISECONDS = 400
_COLOURS = {"info": "accent", "warning": "warning", "error": "error"}


@read_as(QAccessible.Role.AlertMessage)
class NoticeBanner(QFrame):
    """An info goes by itself after some seconds, unless it is being used or offers something to do.

    Attributes:
        notice: what it shows.
        closed: emitted with the banner when it has gone or was closed.
        fold_wanted: its button to fold or unfold the notices was pressed.
    """

    closed = Signal(object)
    fold_wanted = Signal()

    def __init__(self, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = notice
        self.setObjectName("shell.notice")
        self.setProperty("role", "notice")
        self.setProperty("severity", notice.severity)
        self.setAccessibleName(f"{notice.message} {notice.fix}".strip())
        self._build()
        self.show_whole()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._fade)
        if notice.severity == "info" and not notice.action:
            self._timer.start(INFO_MILLISECONDS)

    def _build(self) -> None:
        self._row = layout = QHBoxLayout(self)
        layout.setContentsMargins(12, theme.TIGHT, theme.TIGHT, theme.TIGHT)  # two lines fit beside the tabs
        layout.setSpacing(theme.SPACE)
        self._line = ElidedLabel(self)
        self._line.setText(self.accessibleName())
        self._whole = self._build_whole()
        self.fold = self._build_tool("fold", "chevron_down", "")
        self.fold.clicked.connect(self.fold_wanted)
        self.close_button = self._build_tool("close", "close", say("Close this notice"))
        self.close_button.clicked.connect(lambda: self.closed.emit(self))
        top = Qt.AlignmentFlag.AlignTop
        self._sign = IconLabel(self.notice.severity, _COLOURS[self.notice.severity], 20)
        layout.addWidget(self._sign)
        layout.addWidget(self._line, 1)
        layout.addWidget(self._whole, 1)
        for button in (self.fold, self.close_button):
            layout.addWidget(button, 0, top)

    def _build_whole(self) -> QWidget:
        """What happened, what to do, and the buttons that do it."""
        holder = QWidget(self)
        texts = QVBoxLayout(holder)
        texts.setContentsMargins(0, 0, 0, 0)
        texts.setSpacing(0)
        for text, role in ((self.notice.message, "message"), (self.notice.fix, "muted")):
            if text:
                label = QLabel(text, holder)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setProperty("role", role)
                label.setWordWrap(True)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                texts.addWidget(label)
        offers = [*self._build_action(), *self._build_details()]
        if offers:
            row = QHBoxLayout()
            row.setContentsMargins(0, theme.TIGHT, 0, theme.TIGHT)
            row.setSpacing(theme.SPACE)
            for button in offers:
                row.addWidget(button)
            row.addStretch(1)
            texts.addLayout(row)
        return holder

    def _build_action(self) -> list[QPushButton]:
        if not self.notice.action:
            return []
        action = QPushButton(self.notice.action, self)
        action.setObjectName("shell.notice.action")
        action.clicked.connect(self._act)
        return [action]

    def _build_details(self) -> list[QPushButton]:
        if not self.notice.details:
            return []
        details = QPushButton(say("Details…"), self)
        details.setObjectName("shell.notice.details")
        details.setProperty("role", "quiet")
        details.setToolTip(say("Shows all that is known of it, to read or to copy."))
        details.clicked.connect(self._show_details)
        return [details]

    def _build_tool(self, name: str, sign: str, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"shell.notice.{name}")
        button.setIcon(icon(sign, "muted"))
        button.setAccessibleName(text)
        button.setToolTip(text)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    # Its two forms ---------------------------------------------------------------------------------------------

    def show_whole(self) -> None:
        """Shows all of it."""
        self._row.setAlignment(self._sign, Qt.AlignmentFlag.AlignTop)
        self._line.hide()
        self._whole.show()
        self.close_button.show()

    def show_brief(self, *, words: bool) -> None:
        """Shows it as one line; without words, as its sign, and what unfolds it."""
        self._row.setAlignment(self._sign, Qt.AlignmentFlag.AlignVCenter)
        self._whole.hide()
        self._line.setVisible(words)
        self.close_button.setVisible(words)

    def offer_fold(self, text: str, name: str, *, unfolds: bool) -> None:
        """Has the button that folds or unfolds say so, `name` to readers and as its tooltip."""
        beside, alone = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        self.fold.setToolButtonStyle(beside if text else alone)
        self.fold.setText(text)
        self.fold.setAccessibleName(name)
        self.fold.setToolTip(name)
        self.fold.setIcon(icon("chevron_down" if unfolds else "chevron_up", "muted"))
        self.fold.show()

    @property
    def is_used(self) -> bool:
        """Whether the pointer or the keyboard is on it."""
        focused = self.window().focusWidget()
        return self.isVisible() and (self.underMouse() or (focused is not None and self.isAncestorOf(focused)))

    # Its end ---------------------------------------------------------------------------------------------------

    @Slot()
    def _fade(self) -> None:
        if self.is_used:
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

    @Slot()
    def _act(self) -> None:
        """Does what the notice offers; with that, it is settled."""
        act = self.notice.act
        self.closed.emit(self)
        if act is not None:
            act()

    @Slot()
    def _show_details(self) -> None:
        DetailsDialog(self.notice, self.window()).open()
