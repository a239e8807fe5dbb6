"""What a person prefers in all projects. Every choice holds at once; there is nothing to confirm."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from nnstudio.app.preferences import Preferences
from nnstudio.app.studio import Studio
from nnstudio.core.languages import LANGUAGES, SYSTEM
from nnstudio.core.settings import Setting, setting_of
from nnstudio.core.training import BackendName
from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.forms.boxes import ChoiceBox
from nnstudio.ui.kit.measures import scaled
from nnstudio.ui.kit.scrolling import VerticalScroll
from nnstudio.ui.numbers import decimal, percent
from nnstudio.ui.shell.kept_data import KeptData
from nnstudio.ui.theme import SchemeChoice

MOST_SMOOTHING = 99
LETTER_SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
LETTERS, LANGUAGE = setting_of(Preferences, "font_size"), setting_of(Preferences, "language")
TELL_END = setting_of(Preferences, "tell_end")


class PreferencesDialog(QDialog):
    """Appearance, language, backend, charts, data that is kept."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.setObjectName("shell.preferences")
        self.setWindowTitle(say("Preferences"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build()
        self._connect()
        self.refresh()
        self.fit()

    def _build(self) -> None:
        body = QWidget()
        parts = QVBoxLayout(body)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(theme.WIDE)
        for part in (self._build_appearance(), self._build_backend(), self._build_training(), self._build_data()):
            parts.addWidget(part)
        parts.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, theme.WIDE)
        layout.setSpacing(theme.WIDE)
        layout.addWidget(VerticalScroll(body), 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.setObjectName("shell.preferences.buttons")
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    @Slot()
    def fit(self) -> None:
        """Takes the width that suits the letters, and the height of what is in it, as far as the screen has them."""
        self.setFixedWidth(min(scaled(532), self.screen().availableSize().width()))
        self.adjustSize()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            QTimer.singleShot(0, self, self.fit)  # when the labels have the letters too

    def _build_appearance(self) -> QWidget:
        self._letters = self._combo("shell.preferences.letters", LETTERS)
        for size in LETTER_SIZES:
            self._letters.addItem(percent(size / 100), size)
        self._languages = self._combo("shell.preferences.language", LANGUAGE)
        for name, title in {SYSTEM: say("As the system"), **LANGUAGES}.items():
            self._languages.addItem(title, name)
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        rows.addRow(say(LETTERS.label), self._letters)
        rows.addRow(say(LANGUAGE.label), self._languages)
        column = QVBoxLayout()
        column.setSpacing(theme.SPACE)
        column.addLayout(self._build_schemes())
        column.addLayout(rows)
        column.addWidget(self._about(say("The language changes when the program is started the next time.")))
        return self._section(say("Appearance"), column)

    def _combo(self, name: str, setting: Setting) -> ChoiceBox:
        box = ChoiceBox(self)
        box.setObjectName(name)
        box.setAccessibleName(say(setting.label))
        box.setAccessibleDescription(say(setting.help))
        box.setToolTip(say(setting.help))
        return box

    def _build_schemes(self) -> QHBoxLayout:
        choices: tuple[tuple[SchemeChoice, str, str], ...] = (
            ("system", say("As the system"), say("Light or dark, as the system is, also when it changes.")),
            ("light", say("Light"), say("Dark text on light ground.")),
            ("dark", say("Dark"), say("Light text on dark ground.")),
        )
        self._schemes = QButtonGroup(self)
        self._scheme_buttons: dict[SchemeChoice, QRadioButton] = {}
        row = QHBoxLayout()
        row.setSpacing(24)
        for name, title, tip in choices:
            button = self._radio(f"shell.preferences.scheme.{name}", title, tip)
            self._schemes.addButton(button)
            self._scheme_buttons[name] = button
            row.addWidget(button)
        row.addStretch()
        return row

    def _build_backend(self) -> QWidget:
        choices: tuple[tuple[BackendName, str, str], ...] = (
            (
                "tensorflow",
                "TensorFlow",
                say("The reference. The faster one for networks with large convolutions."),
            ),
            (
                "jax",
                "JAX",
                say("Compiles the whole training step. Often several times as fast for dense networks."),
            ),
        )
        self._backends = QButtonGroup(self)
        self._backend_buttons: dict[BackendName, QRadioButton] = {}
        column = QVBoxLayout()
        column.setSpacing(0)
        for name, title, about in choices:
            button = self._radio(f"shell.preferences.backend.{name}", title, about)
            self._backends.addButton(button)
            self._backend_buttons[name] = button
            column.addWidget(button)
            column.addWidget(self._about(about, indent=True))
        column.addSpacing(theme.TIGHT)
        column.addWidget(self._about(say("A run under way goes on as it is; the next one uses the choice.")))
        return self._section(say("Runs are computed by"), column)

    def _build_training(self) -> QWidget:
        self._smoothing = QSlider(Qt.Orientation.Horizontal, self)
        self._smoothing.setObjectName("shell.preferences.smoothing")
        self._smoothing.setAccessibleName(say("Smoothing of the curves"))
        self._smoothing.setToolTip(say("How far the curves by batch are averaged. Learning itself is not changed."))
        self._smoothing.setRange(0, MOST_SMOOTHING)
        self._smoothing_text = QLabel(self)
        self._smoothing_text.setObjectName("shell.preferences.smoothing.text")
        self._smoothing_text.setMinimumWidth(scaled(40))
        self._smoothing_text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(QLabel(say("Smoothing of the curves"), self))
        row.addWidget(self._smoothing, 1)
        row.addWidget(self._smoothing_text)
        column = QVBoxLayout()
        column.setSpacing(theme.TIGHT)
        column.addLayout(row)
        column.addWidget(self._about(say("0 shows each batch as it was; towards 1 the curves by batch become calmer.")))
        self._tell_end = QCheckBox(say(TELL_END.label), self)
        self._tell_end.setObjectName("shell.preferences.tell_end")
        self._tell_end.setToolTip(say(TELL_END.help))
        self._tell_end.setAccessibleDescription(say(TELL_END.help))
        column.addWidget(self._tell_end)
        return self._section(say("While it trains"), column)

    def _build_data(self) -> QWidget:
        column = QVBoxLayout()
        column.addWidget(KeptData(self._studio.cache, self._studio.preferences, self))
        return self._section(say("Data kept ready on this computer"), column)

    def _radio(self, name: str, title: str, tip: str) -> QRadioButton:
        button = QRadioButton(title, self)
        button.setObjectName(name)
        button.setToolTip(tip)
        button.setAccessibleDescription(tip)
        return button

    def _about(self, text: str, *, indent: bool = False) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("role", "muted")
        label.setWordWrap(True)
        label.setContentsMargins(28 if indent else 0, 0, 0, theme.TIGHT if indent else 0)
        return label

    def _section(self, title: str, content: QHBoxLayout | QVBoxLayout) -> QFrame:
        card = QFrame(self)
        card.setProperty("role", "card")
        heading = QLabel(title, card)
        heading.setProperty("role", "heading")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(theme.WIDE, 12, theme.WIDE, 12)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(heading)
        layout.addLayout(content)
        return card

    def _connect(self) -> None:
        self._schemes.buttonClicked.connect(self._on_scheme)
        self._letters.activated.connect(self._on_letters)
        self._languages.activated.connect(self._on_language)
        self._backends.buttonClicked.connect(self._on_backend)
        self._smoothing.valueChanged.connect(self._on_smoothing)
        self._tell_end.clicked.connect(self._on_tell_end)
        self._studio.preferences.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Shows the preferences as they are."""
        preferences = self._studio.preferences.now
        self._scheme_buttons[preferences.scheme].setChecked(True)
        self._letters.setCurrentIndex(_row_of_size(preferences.font_size))
        self._languages.setCurrentIndex(max(0, self._languages.findData(preferences.language)))
        self._backend_buttons[preferences.backend].setChecked(True)
        self._smoothing.blockSignals(True)
        self._smoothing.setValue(round(preferences.smoothing * 100))
        self._smoothing.blockSignals(False)
        self._smoothing_text.setText(decimal(preferences.smoothing, 2))
        self._tell_end.setChecked(preferences.tell_end)

    @Slot()
    def _on_scheme(self) -> None:
        self._prefer(scheme=next(name for name, button in self._scheme_buttons.items() if button.isChecked()))

    @Slot()
    def _on_letters(self) -> None:
        self._prefer(font_size=self._letters.currentData())

    @Slot()
    def _on_language(self) -> None:
        self._prefer(language=self._languages.currentData())

    @Slot()
    def _on_backend(self) -> None:
        self._prefer(backend=next(name for name, button in self._backend_buttons.items() if button.isChecked()))

    @Slot(int)
    def _on_smoothing(self, hundredths: int) -> None:
        self._prefer(smoothing=hundredths / 100)

    @Slot(bool)
    def _on_tell_end(self, on: bool) -> None:
        self._prefer(tell_end=on)

    def _prefer(self, **choices: object) -> None:
        preferences: Preferences = replace(self._studio.preferences.now, **choices)  # type: ignore[arg-type]
        self._studio.preferences.change(preferences)


def _row_of_size(size: int) -> int:
    """The row of the size that is nearest: the file of preferences may hold any between."""
    return min(range(len(LETTER_SIZES)), key=lambda row: abs(LETTER_SIZES[row] - size))
