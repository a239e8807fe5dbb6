"""The style sheet: how every control looks, from a palette and the size of the type.

Roles, set with `widget.setProperty("role", ...)` before the widget is shown:
- QLabel: `title` (a page), `heading` (a section), `muted`, `error`, `warning`, `good`, `value` (a figure that leads)
- QFrame: `panel` (a side), `card` (a sheet with an edge), `notice` (a card that lies over others), `line` (a hairline,
  with a fixed height or width of 1)
- QListView: `plain` stands on a panel, without ground or edge of its own
- QPushButton: `primary` (the one that leads on), `quiet` (no edge until pointed at), `danger` (takes something away)
- QToolButton: all are quiet; `boxed` gives one the edge of a push button, `primary` its accent
Buttons, fields and boxes are `theme.CONTROL` high. Progress bars are thin: write the figure beside them.
"""

from __future__ import annotations

from collections.abc import Callable

from nnstudio.ui.palettes import Theme
from nnstudio.ui.resources import icon_file
from nnstudio.ui.type_size import USUAL

RADIUS = 6
Length = Callable[[int], int]
_REACHED = '[keyboardFocus="true"]'  # see keyboard_focus: a ring only for those who use the keyboard
_RING = f"{_REACHED}:focus"


def style_sheet(theme: Theme, type_size: int) -> str:
    """The whole sheet; `type_size` in pixels is the application font's. What is pressed grows with it."""

    def long(pixels: int) -> int:
        return round(pixels * type_size / USUAL)

    parts: tuple[Callable[[Theme, Length], str], ...] = (
        _buttons,
        _tool_buttons,
        _fields,
        _arrows,
        _checks,
        _tabs_and_groups,
        _menus,
        _sliders,
    )
    fixed: tuple[Callable[[Theme], str], ...] = (_frames, _lists, _bars, _scroll_bars)
    return (
        _labels(theme, type_size)
        + "".join(part(theme) for part in fixed)
        + "".join(part(theme, long) for part in parts)
    )


def mix(one: str, other: str, share: float) -> str:
    """The colour `share` of the way from one #rrggbb to the other."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _faded(theme: Theme) -> str:
    """Text of what can't be used now: still readable, clearly not live."""
    return mix(theme.muted, theme.window, 0.35)


def _image(theme: Theme, name: str) -> str:
    return f'url("{icon_file(name, dark=theme.dark).as_posix()}")'


def _labels(t: Theme, type_size: int) -> str:
    return f"""
    QLabel {{ background: transparent; }}
    QLabel[role="muted"] {{ color: {t.muted}; }}
    QLabel[role="title"] {{ font-size: {round(type_size * 1.4)}px; font-weight: 600; }}
    QLabel[role="heading"], QMessageBox QLabel#qt_msgbox_label {{ font-weight: 600; }}
    QMessageBox QLabel#qt_msgbox_informativelabel {{ min-width: 320px; }}
    QLabel[role="value"] {{ font-size: {round(type_size * 1.7)}px; font-weight: 600; }}
    QLabel[role="error"] {{ color: {t.error}; }}
    QLabel[role="warning"] {{ color: {t.warning}; }}
    QLabel[role="good"] {{ color: {t.good}; }}
    QLabel:disabled {{ color: {_faded(t)}; }}
    QToolTip {{ color: {t.text}; background: {t.card}; border: 1px solid {t.edge}; padding: 4px 6px; }}
    """


def _frames(t: Theme) -> str:
    return f"""
    QFrame[role="panel"] {{ background: {t.panel}; border: 0; }}
    QFrame[role="card"] {{ background: {t.card}; border: 1px solid {t.line}; border-radius: {RADIUS}px; }}
    QFrame[role="notice"] {{ background: {t.card}; border: 1px solid {t.edge}; border-radius: {RADIUS}px; }}
    QFrame[severity="info"] {{ border-left: 3px solid {t.accent}; }}
    QFrame[severity="warning"] {{ border-left: 3px solid {t.warning}; }}
    QFrame[severity="error"] {{ border-left: 3px solid {t.error}; }}
    QGraphicsView {{ border: 2px solid transparent; border-radius: {RADIUS}px; }}
    QGraphicsView{_RING} {{ border-color: {t.accent}; }}
    QFrame[role="line"] {{ background: {t.line}; border: 0; }}
    QScrollArea {{ background: transparent; border: 0; }}
    QScrollArea > QWidget > QWidget {{ background: transparent; }}
    QSplitter::handle {{ background: {t.line}; }}
    QSplitter::handle:hover {{ background: {t.accent}; }}
    QSplitter::handle:horizontal {{ width: 1px; margin: 0 2px; }}
    QSplitter::handle:vertical {{ height: 1px; margin: 2px 0; }}
    """


def _buttons(t: Theme, long: Length) -> str:
    hover, pressed = mix(t.raised, t.text, 0.07), mix(t.raised, t.text, 0.16)
    accent_hover, accent_pressed = mix(t.accent, t.text, 0.14), mix(t.accent, t.text, 0.28)
    return f"""
    QPushButton {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.edge};
        border-radius: {RADIUS}px; padding: 0 14px; min-height: {long(26)}px; }}
    QPushButton:hover {{ background: {hover}; }}
    QPushButton:pressed {{ background: {pressed}; }}
    QPushButton:checked {{ background: {t.accent_soft}; border-color: {t.accent}; }}
    QPushButton{_RING} {{ border: 2px solid {t.accent}; padding: 0 13px; min-height: {long(26) - 2}px; }}
    QPushButton:disabled {{ background: transparent; color: {_faded(t)}; border: 1px solid {t.line}; }}
    QPushButton[role="primary"], QDialogButtonBox QPushButton:default {{ background: {t.accent};
        color: {t.accent_text}; border: 1px solid {t.accent}; }}
    QPushButton[role="primary"] {{ font-weight: 600; }}
    QPushButton[role="primary"]:hover, QDialogButtonBox QPushButton:default:hover {{
        background: {accent_hover}; border-color: {accent_hover}; }}
    QPushButton[role="primary"]:pressed, QDialogButtonBox QPushButton:default:pressed {{
        background: {accent_pressed}; border-color: {accent_pressed}; }}
    QPushButton[role="primary"]{_RING}, QDialogButtonBox QPushButton:default{_RING} {{
        border: 2px solid {t.text}; }}
    QPushButton[role="primary"]:disabled {{ background: {t.raised}; color: {_faded(t)};
        border: 1px solid {t.line}; }}
    QPushButton[role="quiet"] {{ background: transparent; border: 1px solid transparent; padding: 0 10px; }}
    QPushButton[role="quiet"]:hover {{ background: {t.raised}; }}
    QPushButton[role="quiet"]:pressed {{ background: {pressed}; }}
    QPushButton[role="quiet"]:checked {{ background: {t.accent_soft}; }}
    QPushButton[role="quiet"]{_RING} {{ border: 2px solid {t.accent}; padding: 0 9px; }}
    QPushButton[role="danger"] {{ color: {t.error}; border-color: {t.error}; background: transparent; }}
    QPushButton[role="danger"]:hover {{ background: {mix(t.card, t.error, 0.1)}; }}
    QPushButton[role="danger"]:disabled {{ color: {_faded(t)}; border-color: {t.line}; }}
    """


def _tool_buttons(t: Theme, long: Length) -> str:
    hover, pressed = mix(t.raised, t.text, 0.04), mix(t.raised, t.text, 0.14)
    return f"""
    QToolButton {{ background: transparent; color: {t.text}; border: 1px solid transparent;
        border-radius: {RADIUS}px; padding: 3px; min-height: {long(20)}px; }}
    QToolButton:hover {{ background: {hover}; }}
    QToolButton:pressed {{ background: {pressed}; }}
    QToolButton:checked {{ background: {t.accent_soft}; color: {t.text}; }}
    QToolButton{_RING} {{ border: 2px solid {t.accent}; padding: 2px; }}
    QToolButton:disabled {{ color: {_faded(t)}; background: transparent; }}
    QToolButton[role="boxed"] {{ background: {t.raised}; border: 1px solid {t.edge}; }}
    QToolButton[role="boxed"]:hover {{ background: {mix(t.raised, t.text, 0.07)}; }}
    QToolButton[role="boxed"]:checked {{ background: {t.accent_soft}; border-color: {t.accent}; }}
    QToolButton[role="boxed"]{_RING} {{ border: 2px solid {t.accent}; }}
    QToolButton[role="boxed"]:disabled {{ border-color: {t.line}; background: transparent; }}
    QToolButton::menu-indicator {{ image: none; }}
    QToolButton[role="primary"] {{ background: {t.accent}; color: {t.accent_text}; border: 1px solid {t.accent};
        padding: 3px 10px 3px 6px; font-weight: 600; }}
    QToolButton[role="primary"]:hover {{ background: {mix(t.accent, t.text, 0.14)}; }}
    QToolButton[role="primary"]:pressed {{ background: {mix(t.accent, t.text, 0.28)}; }}
    QToolButton[role="primary"]{_RING} {{ border: 2px solid {t.text}; padding: 2px 9px 2px 5px; }}
    QToolButton[role="primary"]:disabled {{ background: {t.raised}; color: {_faded(t)};
        border: 1px solid {t.line}; }}
    """


def _fields(t: Theme, long: Length) -> str:
    fields = "QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox"
    boxes = "QPlainTextEdit, QTextEdit, QTextBrowser"
    typed = f"{fields}, {boxes}".split(", ")
    focus = ", ".join(f"{name}{_RING if name == 'QComboBox' else ':focus'}" for name in typed)
    hover = ", ".join(f"{name}:hover" for name in fields.split(", "))
    disabled = ", ".join(f"{name}:disabled" for name in f"{fields}, {boxes}".split(", "))
    return f"""
    {fields}, {boxes} {{ background: {t.card}; color: {t.text}; border: 1px solid {t.edge};
        border-radius: {RADIUS}px; selection-background-color: {t.accent}; selection-color: {t.accent_text}; }}
    {fields} {{ padding: 0 7px; min-height: {long(26)}px; }}
    {boxes} {{ padding: 4px; }}
    {hover} {{ border-color: {t.muted}; }}
    {focus} {{ border: 2px solid {t.accent}; }}
    QLineEdit:focus, QComboBox{_RING} {{ padding: 0 6px; min-height: {long(26) - 2}px; }}
    QPlainTextEdit:focus, QTextEdit:focus, QTextBrowser:focus {{ padding: 3px; }}
    {disabled} {{ background: {t.panel}; color: {_faded(t)}; border-color: {t.line}; }}
    QLineEdit[invalid="true"], QSpinBox[invalid="true"], QDoubleSpinBox[invalid="true"] {{
        border-color: {t.error}; }}
    QSpinBox, QDoubleSpinBox {{ padding: 0; min-height: {long(23)}px; }}
    QSpinBox:focus, QDoubleSpinBox:focus {{ padding: 0; min-height: {long(23) - 2}px; }}
    QComboBox QLineEdit, QComboBox QLineEdit:focus {{ background: transparent; border: 0; padding: 0;
        min-height: 0; }}
    QLineEdit QToolButton {{ border: 0; padding: 0; min-height: 0; background: transparent; }}
    QLineEdit:read-only {{ background: {t.panel}; }}
    """


def _arrows(t: Theme, long: Length) -> str:
    both = ("QSpinBox", "QDoubleSpinBox")

    def of(part: str) -> str:
        return ", ".join(f"{name}::{part}" for name in both)

    return f"""
    QComboBox::drop-down {{ border: 0; width: {long(24)}px; }}
    QComboBox::down-arrow {{ image: {_image(t, "chevron-down")}; width: {long(12)}px; height: {long(12)}px; }}
    QComboBox::down-arrow:disabled {{ image: {_image(t, "chevron-down-faded")}; }}
    QComboBox QAbstractItemView {{ background: {t.card}; border: 1px solid {t.edge}; border-radius: 0;
        padding: 4px; outline: 0; selection-background-color: {t.accent_soft}; selection-color: {t.text}; }}
    QComboBox QAbstractItemView::item {{ min-height: {long(26)}px; padding: 0 6px; border-radius: 4px; }}
    {of("up-button")} {{ subcontrol-origin: border; subcontrol-position: top right;
        width: {long(20)}px; height: {long(14)}px; border: 0; border-top-right-radius: {RADIUS}px; }}
    {of("down-button")} {{ subcontrol-origin: border; subcontrol-position: bottom right;
        width: {long(20)}px; height: {long(14)}px; border: 0; border-bottom-right-radius: {RADIUS}px; }}
    {of("up-button:hover")}, {of("down-button:hover")} {{ background: {t.raised}; margin: 1px; }}
    {of("up-button:pressed")}, {of("down-button:pressed")} {{ background: {t.accent_soft}; margin: 1px; }}
    {of("up-arrow")} {{ image: {_image(t, "chevron-up")}; width: {long(8)}px; height: {long(8)}px; }}
    {of("down-arrow")} {{ image: {_image(t, "chevron-down")}; width: {long(8)}px; height: {long(8)}px; }}
    {of("up-arrow:disabled")}, {of("up-arrow:off")} {{ image: {_image(t, "chevron-up-faded")}; }}
    {of("down-arrow:disabled")}, {of("down-arrow:off")} {{ image: {_image(t, "chevron-down-faded")}; }}
    """


def _checks(t: Theme, long: Length) -> str:
    return f"""
    QCheckBox, QRadioButton {{ spacing: 8px; min-height: {long(24)}px; padding: 1px 3px; border: 1px solid transparent;
        border-radius: 4px; background: transparent; }}
    QCheckBox{_RING}, QRadioButton{_RING} {{ border: 2px solid {t.accent}; padding: 0 2px; }}
    QCheckBox:disabled, QRadioButton:disabled {{ color: {_faded(t)}; }}
    QCheckBox::indicator, QRadioButton::indicator {{ width: {long(14)}px; height: {long(14)}px;
        border: 1px solid {t.edge}; background: {t.card}; }}
    QCheckBox::indicator {{ border-radius: 4px; }}
    QRadioButton::indicator {{ border-radius: {long(14) // 2 + 1}px; }}
    QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {t.accent}; }}
    QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; image: {_image(t, "check")}; }}
    QCheckBox::indicator:indeterminate {{ background: {t.accent}; border-color: {t.accent};
        image: {_image(t, "dash")}; }}
    QRadioButton::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; image: {_image(t, "dot")}; }}
    QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ background: {t.raised};
        border-color: {t.line}; }}
    """


def _lists(t: Theme) -> str:
    return f"""
    QListView, QTreeView, QTableView {{ background: {t.card}; alternate-background-color: {t.panel};
        border: 1px solid {t.line}; border-radius: {RADIUS}px; outline: 0; gridline-color: {t.line};
        selection-background-color: {t.accent_soft}; selection-color: {t.text}; }}
    QListView{_RING}, QTreeView{_RING}, QTableView{_RING} {{ border: 1px solid {t.accent}; }}
    QListView::item, QTreeView::item {{ padding: 4px 6px; border-radius: 4px; border: 1px solid transparent; }}
    QTableView::item {{ padding: 2px 6px; }}
    QListView::item:hover, QTreeView::item:hover {{ background: {t.raised}; }}
    QListView::item:selected, QTreeView::item:selected, QTableView::item:selected {{
        background: {t.accent_soft}; color: {t.text}; }}
    QListView::item:selected, QTreeView::item:selected {{ border: 1px solid {mix(t.accent_soft, t.accent, 0.5)}; }}
    QListView{_REACHED}::item:focus, QTreeView{_REACHED}::item:focus {{ border: 2px solid {t.accent}; }}
    QListView[role="plain"], QListView[role="plain"]{_RING} {{ background: transparent; border: 0; }}
    QHeaderView {{ background: transparent; border: 0; }}
    QHeaderView::section {{ background: {t.panel}; color: {t.muted}; border: 0; padding: 4px 8px;
        border-bottom: 1px solid {t.line}; }}
    QTableCornerButton::section {{ background: {t.panel}; border: 0; }}
    """


def _tabs_and_groups(t: Theme, long: Length) -> str:
    return f"""
    QTabWidget::pane {{ border: 0; border-top: 1px solid {t.line}; }}
    QTabBar {{ background: transparent; }}
    QTabBar::tab {{ background: transparent; color: {t.muted}; padding: 6px 14px; border: 1px solid transparent;
        border-bottom: 3px solid transparent; min-height: {long(20)}px; }}
    QTabBar::tab:hover {{ color: {t.text}; background: {t.raised}; }}
    QTabBar::tab:selected {{ color: {t.text}; border-bottom: 3px solid {t.accent}; }}
    QTabBar{_REACHED}::tab:selected:focus {{ border: 2px solid {t.accent}; border-bottom: 3px solid {t.accent};
        padding: 5px 13px 6px 13px; }}
    QTabBar::tab:disabled {{ color: {_faded(t)}; }}
    QGroupBox {{ border: 0; border-top: 1px solid {t.line}; margin-top: {long(24)}px; padding: 8px 0 0 0;
        font-weight: 600; }}
    QGroupBox::title {{ subcontrol-origin: margin; subcontrol-position: top left; padding: 0 0 4px 0; }}
    """


def _menus(t: Theme, long: Length) -> str:
    return f"""
    QMenuBar {{ background: {t.window}; padding: 2px 4px; }}
    QMenuBar::item {{ padding: 4px 10px; border-radius: 4px; background: transparent; }}
    QMenuBar::item:selected, QMenuBar::item:pressed {{ background: {t.raised}; }}
    QMenuBar::item:disabled {{ color: {_faded(t)}; }}
    QMenu {{ background: {t.card}; border: 1px solid {t.edge}; padding: 4px; }}
    QMenu::item {{ padding: 5px 28px 5px 12px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
    QMenu::item:disabled {{ color: {_faded(t)}; background: transparent; }}
    QMenu::icon {{ padding-left: 8px; }}
    QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 8px; }}
    QMenu::indicator {{ width: {long(14)}px; height: {long(14)}px; margin-left: 6px; }}
    QMenu::indicator:checked {{ image: {_image(t, "tick")}; }}
    QMenu::right-arrow {{ image: {_image(t, "chevron-right")}; width: {long(10)}px; height: {long(10)}px;
        margin-right: 6px; }}
    """


def _bars(t: Theme) -> str:
    return f"""
    QMainWindow, QDialog {{ background: {t.window}; }}
    QToolBar {{ background: {t.window}; border: 0; spacing: 4px; padding: 4px 8px; }}
    QToolBar::separator {{ background: {t.line}; width: 1px; margin: 6px 6px; }}
    QFrame[role="bar"] {{ background: {t.window}; border: 0; border-top: 1px solid {t.line}; }}
    QStatusBar {{ background: {t.window}; border-top: 1px solid {t.line}; }}
    QStatusBar::item {{ border: 0; }}
    QProgressBar {{ background: {t.raised}; border: 0; border-radius: 3px; min-height: 6px; max-height: 6px;
        color: transparent; }}
    QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
    QProgressBar:disabled {{ background: {t.line}; }}
    QProgressBar::chunk:disabled {{ background: {_faded(t)}; }}
    QDockWidget {{ titlebar-close-icon: none; titlebar-normal-icon: none; }}
    QDockWidget::title {{ background: {t.panel}; padding: 6px 8px; }}
    """


def _sliders(t: Theme, long: Length) -> str:
    return f"""
    QSlider {{ min-height: {long(24) - 4}px; background: transparent; border: 2px solid transparent;
        border-radius: {RADIUS}px; }}
    QSlider{_RING} {{ border-color: {t.accent}; }}
    QSlider:vertical {{ min-height: 60px; min-width: 24px; }}
    QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {mix(t.edge, t.card, 0.4)}; }}
    QSlider::sub-page:horizontal {{ height: 4px; border-radius: 2px; background: {t.accent}; }}
    QSlider::groove:vertical {{ width: 4px; border-radius: 2px; background: {mix(t.edge, t.card, 0.4)}; }}
    QSlider::add-page:vertical {{ width: 4px; border-radius: 2px; background: {t.accent}; }}
    QSlider::handle {{ background: {t.accent}; border: 2px solid {t.card}; border-radius: 8px; }}
    QSlider::handle:horizontal {{ width: 12px; height: 12px; margin: -6px 0; }}
    QSlider::handle:vertical {{ width: 12px; height: 12px; margin: 0 -6px; }}
    QSlider::handle:hover {{ background: {mix(t.accent, t.text, 0.2)}; }}
    QSlider{_REACHED}::handle:focus {{ border: 2px solid {t.text}; }}
    QSlider::sub-page:horizontal:disabled, QSlider::add-page:vertical:disabled,
    QSlider::groove:disabled {{ background: {t.line}; }}
    QSlider::handle:disabled {{ background: {_faded(t)}; }}
    """


def _scroll_bars(t: Theme) -> str:
    return f"""
    QScrollBar {{ background: transparent; border: 0; }}
    QScrollBar:vertical {{ width: 12px; }}
    QScrollBar:horizontal {{ height: 12px; }}
    QScrollBar::handle {{ background: {mix(t.edge, t.card, 0.35)}; border-radius: 3px; margin: 3px; }}
    QScrollBar::handle:vertical {{ min-height: 32px; }}
    QScrollBar::handle:horizontal {{ min-width: 32px; }}
    QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {t.edge}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
    """
