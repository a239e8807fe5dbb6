"""Texts that hold what others wrote, such as a folder's name, in places where Qt reads markup or shortcuts."""

from __future__ import annotations

import html


def plain_tip(text: str) -> str:
    """A tooltip that shows the text as it is. Qt may take one with a < for HTML, which could even load pictures."""
    return "<qt>" + html.escape(text).replace("\n", "<br>") + "</qt>" if "<" in text else text


def plain_caption(text: str) -> str:
    """A button's text as it is: a single & would underline the next letter and make it a shortcut."""
    return text.replace("&", "&&")
