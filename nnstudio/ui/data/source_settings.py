"""The settings of data: how many points are made, which column is learned; with what was guessed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnstudio.core.settings import Setting
from nnstudio.core.sources import Source
from nnstudio.ui.forms.form import Form


class SourceSettings(QWidget):
    """A form for the kind of source that is chosen; hidden where it has no settings.

    Attributes:
        edited: (setting's name, value).
        settled: (setting's name) the gesture ended.
    """

    edited = Signal(str, object)
    settled = Signal(str)

    def __init__(self, name: str = "data.source", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._settings: tuple[Setting, ...] = ()
        self._form: Form | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_source(self, source: Source) -> None:
        """Shows its settings."""
        settings = source.settings
        self.setVisible(bool(settings))
        if settings != self._settings:
            self._settings = settings
            self._build(self._focused())
        if self._form is not None:
            self._form.show_values({setting.name: getattr(source, setting.name) for setting in settings})

    def _build(self, focused: str) -> None:
        """Makes the form anew: what can be chosen is known once the data is read."""
        if self._form is not None:
            self._form.setParent(None)
            self._form.deleteLater()
        self._form = Form(self._settings, self._name, label_width=112)
        self._form.edited.connect(self.edited)
        self._form.settled.connect(self.settled)
        self._column.addWidget(self._form)
        if focused in self._form.names:
            self._form.editor(focused).setFocus(Qt.FocusReason.OtherFocusReason)

    def _focused(self) -> str:
        """The setting that has the keyboard; empty if none has."""
        if self._form is None:
            return ""
        form, focus = self._form, self.window().focusWidget()
        return next((name for name in form.names if focus and form.editor(name).isAncestorOf(focus)), "")
