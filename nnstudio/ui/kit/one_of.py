"""One of several widgets at a time; those that aren't shown ask for no room."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget


class OneOf(QWidget):
    """As a QStackedWidget, which would be as high as the highest of all that it holds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widgets: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def addWidget(self, widget: QWidget) -> None:
        """The first one is shown."""
        self._widgets.append(widget)
        self._column.addWidget(widget)
        widget.setVisible(len(self._widgets) == 1)

    @property
    def current(self) -> QWidget:
        """The one that is shown."""
        return next(widget for widget in self._widgets if not widget.isHidden())

    def show_only(self, wanted: QWidget) -> None:
        """Shows that one."""
        for widget in self._widgets:
            if widget is not wanted:
                widget.hide()
        wanted.show()
