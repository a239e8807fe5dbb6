"""What others wrote is shown as they wrote it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextDocument

from nnstudio.ui.plain_text import plain_caption, plain_tip


@pytest.mark.parametrize(
    "folder", ["/data/<b>mnist</b>", "/data/<img src='file:///etc/x'>\n<i>", "</div>", "a < b & c"]
)
def test_tags_in_a_folders_name_are_shown_and_not_obeyed(folder: str) -> None:
    document = QTextDocument()
    document.setHtml(plain_tip(folder))
    assert document.toPlainText() == folder


def test_plain_words_stay_as_they_are() -> None:
    assert plain_tip("R&D\nsecond line") == "R&D\nsecond line"


def test_an_ampersand_is_no_shortcut() -> None:
    assert plain_caption("R&D") == "R&&D"
