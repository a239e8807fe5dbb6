"""The bar above the grid: which layer, how it is laid out and coloured."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QSpinBox, QToolButton, QWidget

from nnstudio.core.words import say
from nnstudio.ui import theme
from nnstudio.ui.forms.boxes import ChoiceBox
from nnstudio.ui.kit.actions import make_action, make_choice
from nnstudio.ui.kit.command_buttons import show_action, stand_for
from nnstudio.ui.kit.flow import Flow
from nnstudio.ui.weights.texts import view_label
from nnstudio.ui.weights.views import KernelPlace, ViewKind


class Controls(QWidget):
    """Shows and reports the choices; keeps none but what its own controls hold.

    Attributes:
        layer_chosen: the node's id.
        changed: another view, channel, scale or order was chosen.
        save_asked: the grid is to be saved.
        in_order, on_one_scale, save: the commands.
    """

    layer_chosen = Signal(str)
    changed = Signal()
    save_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build_commands()
        self._build()
        self._lay_out()
        self.layer.activated.connect(self._on_layer)
        self.view.activated.connect(self._on_view)
        self.channel.valueChanged.connect(self.changed)

    @property
    def kind(self) -> ViewKind:
        """The chosen way to see the layer."""
        kind: ViewKind = self.view.currentData() or "heat"
        return kind

    @property
    def node(self) -> str:
        """The chosen layer's node; empty if there is none."""
        return str(self.layer.currentData() or "")

    def show_layers(self, layers: Iterable[tuple[str, str]], node: str) -> None:
        """Lists (node, text), with that node chosen."""
        with QSignalBlocker(self.layer):
            self.layer.clear()
            for each, text in layers:
                self.layer.addItem(text, each)
            self.layer.setCurrentIndex(max(0, self.layer.findData(node)))

    def show_views(self, place: KernelPlace) -> None:
        """Lists the ways to see that layer; the one before stays chosen if it is among them."""
        before = self.view.currentData()
        with QSignalBlocker(self.view), QSignalBlocker(self.channel):
            self.view.clear()
            for kind in place.kinds:
                self.view.addItem(view_label(kind, place), kind)
            self.view.setCurrentIndex(max(0, self.view.findData(before)))
            self.channel.setRange(0, place.channels - 1)
        self.view.setEnabled(self.view.count() > 1)
        self._show_channel()

    def _build_commands(self) -> None:
        choice, changed = partial(make_choice, self, page="weights"), self.changed.emit
        scale_tip = say("On: one colour scale for all pictures, so that they compare. Off: each has its own.")
        self.on_one_scale = choice("scale", say("One colour scale for all pictures"), scale_tip, changed)
        self.on_one_scale.setChecked(True)
        sort_tip = say("Orders the pictures by their norm: those that count most in the layer come first.")
        self.in_order = choice("sort", say("Strongest first"), sort_tip, changed)
        save_tip = say("Saves all pictures as one PNG file…")
        asked = self.save_asked.emit
        self.save = make_action(
            self, "save", say("Save the pictures"), save_tip, asked, picture="download", page="weights"
        )

    def set_usable(self, usable: bool) -> None:
        """Whether there are pictures to arrange and to save."""
        for action in (self.on_one_scale, self.in_order, self.save):
            action.setEnabled(usable)

    def _build(self) -> None:
        self.layer = ChoiceBox(self)
        _dress(self.layer, "weights.layer", say("Layer"), say("The layer whose weights are shown."))
        self.layer.setMinimumWidth(160)
        self.view = ChoiceBox(self)
        view_tip = say("How the weights are laid out: as the pictures each unit looks for, or as one map.")
        _dress(self.view, "weights.view", say("View"), view_tip)
        self.view.setMinimumWidth(112)
        for box in (self.layer, self.view):  # long names give way; the list shows them whole
            box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
            box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.channel = QSpinBox(self)
        _dress(self.channel, "weights.channel", say("Channel"), say("Which of the channels it sees is shown."))
        self.channel.setVisible(False)
        self._checks = (QCheckBox(say("One scale"), self), QCheckBox(say("Strongest first"), self))
        for check, action in zip(self._checks, (self.on_one_scale, self.in_order), strict=True):
            _dress(check, action.objectName(), action.text(), action.toolTip())
            stand_for(check, action)
        self._save = QToolButton(self)
        show_action(self._save, self.save)
        self._save.setProperty("role", "boxed")

    def _lay_out(self) -> None:
        choices = Flow(theme.SPACE, self)
        for widget in (self.layer, self.view, self.channel, *self._checks):
            choices.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        row.addWidget(choices, 1)
        row.addWidget(self._save, 0, Qt.AlignmentFlag.AlignTop)

    def _show_channel(self) -> None:
        self.channel.setVisible(self.kind == "channel")

    @Slot()
    def _on_layer(self) -> None:
        self.layer_chosen.emit(self.node)

    @Slot()
    def _on_view(self) -> None:
        self._show_channel()
        self.changed.emit()


def _dress(control: QWidget, name: str, label: str, tip: str) -> None:
    control.setObjectName(name)
    control.setAccessibleName(label)
    control.setAccessibleDescription(tip)
    control.setToolTip(tip)
