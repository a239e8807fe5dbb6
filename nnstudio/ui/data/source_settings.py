"""The settings of data that is made by arithmetic: how many points, how much noise."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnstudio.core.settings import settings_of
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

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: type[Source] | None = None
        self._form: Form | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_source(self, source: Source) -> None:
        """Shows its settings."""
        settings = settings_of(type(source))
        self.setVisible(bool(settings))
        if type(source) is not self._kind:
            self._kind = type(source)
            if self._form is not None:
                self._form.setParent(None)
                self._form.deleteLater()
            self._form = Form(settings, "data.source", label_width=112)
            self._form.edited.connect(self.edited)
            self._form.settled.connect(self.settled)
            self._column.addWidget(self._form)
        if self._form is not None:
            self._form.show_values({setting.name: getattr(source, setting.name) for setting in settings})
