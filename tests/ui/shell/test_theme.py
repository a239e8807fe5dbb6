"""The palettes can be read, the controls line up, and the look follows the person and the system."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QIcon, QImage
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnstudio.ui import palettes, theme
from nnstudio.ui.icons import icon
from nnstudio.ui.palettes import Theme
from nnstudio.ui.resources import APP_ICON, ICONS, icon_file
from nnstudio.ui.style_sheet import mix, style_sheet

BOTH = pytest.mark.parametrize("palette", [palettes.LIGHT, palettes.DARK], ids=["light", "dark"])
GROUNDS = ("window", "panel", "card", "raised", "accent_soft")
TEXT = 4.5  # WCAG 2.2, 1.4.3 contrast (minimum)
GRAPHIC = 3.0  # WCAG 2.2, 1.4.11 non-text contrast


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@BOTH
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", ["text", "muted"])
def test_text_can_be_read_on_every_ground(palette: Theme, ground: str, ink: str) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= TEXT


@BOTH
@pytest.mark.parametrize("ground", ["window", "panel", "card"])
@pytest.mark.parametrize("ink", ["accent", "good", "warning", "error"])
def test_coloured_text_can_be_read(palette: Theme, ground: str, ink: str) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= TEXT


@BOTH
def test_text_on_the_accent_can_be_read_also_when_pointed_at_and_pressed(palette: Theme) -> None:
    for share in (0, 0.14, 0.28):
        assert contrast(palette.accent_text, mix(palette.accent, palette.text, share)) >= TEXT


@BOTH
def test_the_edge_of_controls_and_the_focus_ring_can_be_seen(palette: Theme) -> None:
    for ground in ("window", "panel", "card"):
        assert contrast(palette.edge, getattr(palette, ground)) >= GRAPHIC
        assert contrast(palette.accent, getattr(palette, ground)) >= GRAPHIC


@BOTH
def test_curves_and_groups_of_layers_can_be_seen(palette: Theme) -> None:
    for colour in (*palette.series, *palette.groups.values()):
        assert contrast(colour, palette.card) >= TEXT


@BOTH
def test_marks_are_drawn_in_the_palette(palette: Theme) -> None:
    """The files of a palette use its colours; when a palette changes, they have to."""
    faded = mix(palette.muted, palette.window, 0.35)
    allowed = {palette.muted, palette.accent, palette.accent_text, faded, "none"}
    files = sorted((ICONS / ("dark" if palette.dark else "light")).glob("*.svg"))
    assert files
    for file in files:
        used = set(re.findall(r'(?:fill|stroke)="([^"]+)"', file.read_text()))
        assert used <= allowed, file.name


@BOTH
def test_every_file_that_the_style_sheet_names_is_there(palette: Theme) -> None:
    named = re.findall(r'url\("([^"]+)"\)', style_sheet(palette, 13))
    assert len(named) > 8
    assert [path for path in named if not Path(path).is_file()] == []


@pytest.mark.usefixtures("qapp")
def test_the_program_has_an_icon_at_every_size() -> None:
    picture = QIcon(str(APP_ICON))
    for size in (16, 32, 64, 256):
        drawn = picture.pixmap(size, size).toImage()
        assert drawn.pixelColor(drawn.width() // 2, drawn.height() // 2).alpha() == 255


def test_controls_have_one_height(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    controls = [QPushButton("Train"), QLineEdit("1"), QComboBox(), QSpinBox(), QDoubleSpinBox()]
    for control in controls:
        layout.addWidget(control)
    window.show()
    qtbot.waitUntil(window.isVisible)
    assert {type(control).__name__: control.height() for control in controls} == {
        type(control).__name__: theme.CONTROL for control in controls
    }
    for control in controls:
        control.setFocus()
        assert control.sizeHint().height() == theme.CONTROL, f"{type(control).__name__} grows with the focus"


def test_a_choice_of_scheme_holds_whatever_the_system_says(qapp: QApplication) -> None:
    theme.apply(qapp, "dark")
    assert theme.current() is palettes.DARK
    assert qapp.palette().window().color() == QColor(palettes.DARK.window)
    theme.apply(qapp, "light")
    assert theme.current() is palettes.LIGHT
    assert palettes.DARK.card not in qapp.styleSheet()


def test_a_change_of_the_systems_scheme_is_followed_only_where_it_was_left_to_it(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's answer is stood in for: the offscreen platform has no scheme of its own."""
    now = [palettes.LIGHT]
    monkeypatch.setattr(theme, "_system_theme", lambda _app: now[0])
    told: list[Theme] = []
    theme.apply(qapp, "system")
    note = lambda: told.append(theme.current())  # noqa: E731 - kept to disconnect it
    theme.watcher().changed.connect(note)
    now[0] = palettes.DARK
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert told == [palettes.DARK]
    theme.apply(qapp, "light")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.current() is palettes.LIGHT
    theme.watcher().changed.disconnect(note)


def test_letters_grow_and_shrink_with_everything_that_follows_them(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light")
    usual, sheet = QFontInfo(qapp.font()).pixelSize(), qapp.styleSheet()
    label = QLabel("Train")
    qtbot.addWidget(label)
    label.setProperty("role", "title")
    before = label.sizeHint().height()
    told: list[int] = []
    note = lambda: told.append(QFontInfo(qapp.font()).pixelSize())  # noqa: E731 - kept to disconnect it
    theme.watcher().changed.connect(note)
    theme.apply(qapp, "light", 200)
    assert label.sizeHint().height() > 1.5 * before
    theme.apply(qapp, "dark", 200)
    theme.apply(qapp, "light", 80)
    theme.apply(qapp, "light")
    theme.watcher().changed.disconnect(note)
    assert told == [2 * usual, 2 * usual, round(0.8 * usual), usual]
    assert qapp.styleSheet() == sheet


def test_an_icon_takes_the_colour_of_the_palette_it_is_painted_in(qapp: QApplication) -> None:
    train = icon("train", "accent")
    theme.apply(qapp, "light")
    light = strongest(train.pixmap(32, 32).toImage())
    theme.apply(qapp, "dark")
    dark = strongest(train.pixmap(32, 32).toImage())
    assert (light, dark) == (palettes.LIGHT.accent, palettes.DARK.accent)


@pytest.mark.usefixtures("qapp")
def test_an_icon_that_cannot_be_used_is_fainter() -> None:
    train = icon("train")
    live, off = (train.pixmap(32, 32, mode).toImage() for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled))
    middle = live.width() // 2
    assert off.pixelColor(middle, middle).alpha() < live.pixelColor(middle, middle).alpha()


@pytest.mark.usefixtures("qapp")
def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(KeyError):
        icon("unicorn")


def test_marks_are_looked_for_beside_the_package() -> None:
    assert icon_file("check", dark=True).is_file()


def strongest(image: QImage) -> str:
    """The colour of the most opaque pixel."""
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=lambda colour: colour.alpha()).name()
