"""What is wrong with a field, in words under it."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from nnstudio.core.problems import Severity


class ComplaintLabel(QLabel):
    """Hidden while nothing is wrong. Its object name is `<field's name>.error`."""

    def __init__(self, name: str, field: QWidget, parent: QWidget) -> None:
        """`field`: what takes the complaint's colour, such as the field's label."""
        super().__init__(parent)
        self._field = field
        self.setObjectName(f"{name}.error")
        self.setProperty("role", "error")
        self.setWordWrap(True)
        self.setVisible(False)

    def complain(self, severity: Severity, text: str) -> None:
        """Says that, as gravely as it is; nothing is wrong where the text is empty."""
        role = severity if text else ""
        if self.text() == text and self._field.property("role") == role:
            return
        self.setText(text)
        self.setVisible(bool(text))
        for each in (self, self._field):
            each.setProperty("role", role)
            each.style().polish(each)
