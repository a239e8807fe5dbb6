"""Forms are tested without a screen."""

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_itemcollected(item: pytest.Item) -> None:
    """The platform without a screen remarks on each new window that it has no size hints; nothing is wrong."""
    item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))
