"""The page that shows what a layer has learned: its weights as pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from nnstudio.app.data import Data
from nnstudio.app.document import Document
from nnstudio.app.engine_report import EngineReport
from nnstudio.app.model import Model
from nnstudio.app.notices import Notice, Notices
from nnstudio.app.training import Trainer
from nnstudio.core.network import Network, titles
from nnstudio.core.network.costs import costs
from nnstudio.core.project import Project
from nnstudio.core.words import say
from nnstudio.engine.messages import ModelRef
from nnstudio.ui import theme
from nnstudio.ui.charts.png import save_png
from nnstudio.ui.kit.actions import offer_menu, separator
from nnstudio.ui.kit.columns import Columns
from nnstudio.ui.kit.elided import ElidedLabel
from nnstudio.ui.kit.file_dialogs import choose_target
from nnstudio.ui.kit.invitation import Invitation
from nnstudio.ui.kit.readers import announce
from nnstudio.ui.kit.scrolling import SidePanel
from nnstudio.ui.numbers import shape_words, whole
from nnstudio.ui.page import Page
from nnstudio.ui.weights.colour_bar import ColourBar
from nnstudio.ui.weights.controls import Controls
from nnstudio.ui.weights.feed import KernelFeed
from nnstudio.ui.weights.grid import Layout, Place, Weights, scale_ends
from nnstudio.ui.weights.grid_view import GridView, Scene
from nnstudio.ui.weights.histogram import Histogram
from nnstudio.ui.weights.saving import SaveDialog, grid_picture
from nnstudio.ui.weights.summary import summary_of
from nnstudio.ui.weights.texts import exact, layout_note, tile_title, weight_place
from nnstudio.ui.weights.tile_panel import Figures, TilePanel, spread_figures
from nnstudio.ui.weights.views import KernelPlace, by_norm, kernel_places, tiles_of
from nnstudio.ui.weights.zoom import ZoomControls

PANEL_WIDTH = 296
LEAST_WIDTH = 400
NOT_SAVED = "weights: picture not saved"


class WeightsPage(Page):
    """A layer's weights as a grid of pictures, which follow the training.

    Attributes:
        kernel: the weights as they came last; None before.
    """

    def __init__(
        self,
        document: Document,
        data: Data,
        training: Trainer,
        model: Model,
        engine: EngineReport,
        notices: Notices,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("weights", parent)
        self._document = document
        self._data = data
        self._training = training
        self._model = model
        self._engine = engine
        self._notices = notices
        self.kernel: Weights | None = None
        self._shown_project: Project | None = None
        self._shown_model: ModelRef | None = None
        self._places: dict[str, KernelPlace] = {}
        self._zoom = 0
        self._pointed = (-1, 0, 0)
        self._feed = KernelFeed(self._model, self)
        self._build()
        controls, lines = self._controls, (separator(self), separator(self))
        order = (controls.in_order, controls.on_one_scale)
        self._own = (*self._zoom_controls.commands, lines[0], *order, lines[1], controls.save)
        offer_menu(self._grid, self._own)
        self._set_usable(False)
        self._connect()

    def own_actions(self) -> Sequence[QAction]:
        return self._own

    # Building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._controls = Controls(self)
        self._zoom_controls = ZoomControls(self)
        self._grid = GridView(self)
        self._grid.setObjectName("weights.grid")
        self._grid.setAccessibleName(say("Weights as pictures"))
        self._grid.setToolTip("")
        self._note = ElidedLabel(self)
        self._note.setObjectName("weights.note")
        self._note.setProperty("role", "muted")
        self._readout = ElidedLabel(self)
        self._readout.setObjectName("weights.readout")
        self._bar = ColourBar("weights.colours", self)
        self._empty = Invitation(self._document, self._data, self._training, self._engine, "weights", "weights", self)
        shown = self._lay_out()
        self._say("")
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(shown)

    def _lay_out(self) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        framed = QVBoxLayout(card)
        framed.setContentsMargins(1, 1, 1, 1)
        framed.addWidget(self._grid)
        foot = QHBoxLayout()
        foot.setSpacing(theme.WIDE)
        foot.addWidget(self._bar)
        foot.addStretch(1)
        foot.addWidget(self._zoom_controls)
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.SPACE)
        column.setSpacing(theme.SPACE)
        column.addWidget(self._controls)
        column.addWidget(card, 1)
        column.addWidget(self._readout)
        column.addWidget(self._note)
        column.addLayout(foot)
        return Columns(main, right=self._build_side(), least=LEAST_WIDTH)

    def _build_side(self) -> QWidget:
        body = QWidget()
        box = QVBoxLayout(body)
        box.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        box.setSpacing(theme.SPACE)
        self._layer_title = QLabel()
        self._layer_title.setProperty("role", "heading")
        self._layer_title.setObjectName("weights.layer_title")
        self._figures = Figures("weights.figures")
        self._histogram = Histogram("weights.histogram")
        self._tile = TilePanel()
        for widget in (self._layer_title, self._figures, self._histogram, self._tile):
            box.addWidget(widget)
        box.addStretch(1)
        side = SidePanel(PANEL_WIDTH)
        side.fill(body)
        return side

    def _connect(self) -> None:
        self._training.changed.connect(self._on_run_changed)
        self._feed.arrived.connect(self._on_kernel)
        self._feed.failed.connect(self._on_failed)
        self._controls.layer_chosen.connect(self._on_layer)
        self._controls.changed.connect(self._on_view)
        self._zoom_controls.zoomed.connect(self._on_zoom)
        self._zoom_controls.fit_asked.connect(self._on_fit)
        self._controls.save_asked.connect(self._on_save)
        self._grid.scale_asked.connect(self._zoom_controls.slider.setValue)
        self._grid.room_changed.connect(self._on_room)
        self._grid.pointed.connect(self._on_pointed)
        self._grid.chosen.connect(self._on_chosen)
        self._tile.picture.pointed.connect(self._on_picture_pointed)

    # Showing ---------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        self._feed.set_active(True)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._feed.set_active(False)

    def refresh(self) -> None:
        """Shows the layers of the shown run, and fetches the weights of the chosen one."""
        project, before = self._model.project if self._model.ref is not None else None, self._shown_model
        is_other = (project, self._model.ref) != (self._shown_project, before)
        is_other_run = project != self._shown_project or _run_of(self._model.ref) != _run_of(before)
        self._shown_project, self._shown_model = project, self._model.ref
        if is_other_run:
            self._show_project(project)
        elif is_other and self._place is not None:
            self._feed.show(self._place.node.id)  # at once; until it is there, what was shown stays
        else:
            self._feed.want()
        self._show_emptiness()

    def _show_project(self, project: Project | None) -> None:
        before = self._controls.node
        self._places = kernel_places(project.network) if project else {}
        if project is not None:
            named = titles(project.network)
            layers = [(node, f"{named[node]}  ·  {_kernel_text(place)}") for node, place in self._places.items()]
            self._controls.show_layers(layers, before if before in self._places else "")
        self._show_layer()

    def _show_layer(self) -> None:
        self.kernel = None
        self._grid.show_scene(None, 1)
        self._set_usable(False)
        self._show_readout(-1, 0, 0)
        self._say(say("The weights are being fetched…"))
        for widget in (self._layer_title, self._figures, self._histogram, self._tile, self._bar):
            widget.setVisible(False)
        self._zoom = 0
        place = self._place
        if place is not None:
            self._controls.show_views(place)
        self._feed.show(place.node.id if place else "")

    def _show_emptiness(self) -> None:
        has_layers = bool(self._places) and self._model.ref is not None
        if not has_layers and self._model.ref is None:
            self._empty.say(
                say("Nothing trained yet"),
                say("Once the network trains, each unit's weights appear here as a picture of what it looks for."),
            )
        elif not has_layers:
            self._empty.say(
                say("This network has no weights to show"),
                say("Layers such as Dense and Conv2D have weights. Add one in Design, and train again."),
            )
        self._stack.setCurrentIndex(int(has_layers))

    @property
    def _place(self) -> KernelPlace | None:
        return self._places.get(self._controls.node)

    @property
    def _class_names(self) -> tuple[str, ...]:
        return self._shown_project.facts.targets.names if self._shown_project else ()

    def _show_kernel(self) -> None:
        """Arranges the kernel as the controls say."""
        place, kernel = self._place, self.kernel
        if place is None or kernel is None or self._shown_project is None:
            return
        tiles = tiles_of(kernel, place, self._controls.kind, self._controls.channel.value())
        limits = scale_ends(tiles.values, each=not self._controls.on_one_scale.isChecked())
        order = by_norm(tiles) if self._controls.in_order.isChecked() else np.arange(len(tiles))
        scene = Scene(tiles, order, limits)
        self._show_scene(scene)
        self._bar.show_limit(float(limits[0]) if self._controls.on_one_scale.isChecked() else None)
        self._note.setText(layout_note(tiles, place))
        for widget in (self._layer_title, self._figures, self._histogram, self._tile, self._bar):
            widget.setVisible(True)
        self._show_figures(self._shown_project.network, place, kernel)
        self._on_chosen(self._grid.chosen_tile)

    def _show_scene(self, scene: Scene) -> None:
        """At the person's zoom; before there is one, at the largest at which it fits."""
        scale = self._zoom or self._grid.fitting_scale(scene)
        self._zoom_controls.show_zoom(scale, fits=not self._zoom)
        self._grid.show_scene(scene, scale)
        self._set_usable(True)

    def _set_usable(self, usable: bool) -> None:
        self._controls.set_usable(usable)
        self._zoom_controls.set_usable(usable)

    def _show_figures(self, network: Network, place: KernelPlace, kernel: Weights) -> None:
        summary = summary_of(kernel)
        self._layer_title.setText(titles(network)[place.node.id])
        parameters = costs(network)[place.node.id].parameters
        figures = {
            say("Kernel"): shape_words(kernel.shape),
            say("Parameters"): whole(parameters),
            **spread_figures(summary),
        }
        self._figures.show_figures(figures)
        self._histogram.show_summary(summary)

    # Events ----------------------------------------------------------------------------------------------------

    def _on_run_changed(self) -> None:
        self.mark_stale()

    @Slot(str, object)
    def _on_kernel(self, node: str, kernel: Weights) -> None:
        place = self._place
        if place is None or place.node.id != node:
            return
        if kernel.shape != place.shape:
            self._on_failed(say("they are of another network."))
            return
        self.kernel = np.asarray(kernel, dtype=np.float32)
        self._show_kernel()
        self._show_readout(*self._pointed)

    @Slot(str)
    def _on_failed(self, message: str) -> None:
        self._say(say("The weights could not be read: {reason}", reason=message))

    @Slot(str)
    def _on_layer(self, _: str) -> None:
        self._show_layer()

    @Slot()
    def _on_view(self) -> None:
        scene = self._grid.scene
        if scene is not None and scene.tiles.kind != self._controls.kind:
            self._grid.choose(-1)
            self._show_readout(-1, 0, 0)
            self._zoom = 0
        self._show_kernel()

    @Slot(int)
    def _on_zoom(self, scale: int) -> None:
        self._zoom = scale
        if self._grid.scene is not None:
            self._show_scene(self._grid.scene)

    @Slot()
    def _on_fit(self) -> None:
        self._on_zoom(0)

    @Slot()
    def _on_room(self) -> None:
        """What fits is found anew, where the grid is: the page's own size changes before those of its parts."""
        self._on_zoom(self._zoom)

    @Slot(object)
    def _on_pointed(self, place: Place | None) -> None:
        scene = self._grid.scene
        if place is None or scene is None:
            self._show_readout(-1, 0, 0)
        else:
            self._show_readout(scene.tile_at(place.position), place.row, place.column)

    @Slot(object)
    def _on_picture_pointed(self, place: Place | None) -> None:
        scene = self._grid.scene
        if place is None or scene is None or self._grid.chosen_tile < 0:
            self._show_readout(-1, 0, 0)
            return
        upright = scene.tiles.values.shape[2] == 1
        row, column = (place.column, place.row) if upright else (place.row, place.column)
        self._show_readout(self._grid.chosen_tile, row, column)

    def _show_readout(self, tile: int, row: int, column: int) -> None:
        self._pointed = tile, row, column
        scene, place = self._grid.scene, self._place
        if tile < 0 or scene is None or place is None:
            self._say("")
            return
        title = tile_title(scene.tiles, tile, place, self._class_names)
        value = float(scene.tiles.values[tile, row, column])
        self._say(f"{title}  ·  {weight_place(scene.tiles, row, column)}  ·  {exact(value)}")

    def _say(self, text: str) -> None:
        """Shows that below the grid; nothing to say: how to read it."""
        self._readout.setText(text)
        self._readout.setVisible(bool(text))
        self._note.setVisible(not text)

    @Slot(int)
    def _on_chosen(self, tile: int) -> None:
        scene, place = self._grid.scene, self._place
        if tile < 0 or scene is None or place is None:
            self._tile.show_nothing()
            self._grid.setAccessibleDescription("")
            return
        values = scene.tiles.values[tile]
        title = tile_title(scene.tiles, tile, place, self._class_names)
        self._tile.show_tile(title, values, scene.limit_of(tile), summary_of(values))
        if title != self._grid.accessibleDescription():
            self._grid.setAccessibleDescription(title)
            announce(self._grid, title)

    @Slot()
    def _on_save(self) -> None:
        scene, layout = self._grid.scene, self._grid.layout_now
        if scene is None or layout is None:
            return
        dialog = SaveDialog(scene, layout.across, self._zoom_controls.slider.value(), self)
        dialog.accepted.connect(lambda: self._ask_where(scene, dialog.layout_chosen))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_where(self, scene: Scene, layout: Layout) -> None:
        title, filters, name = say("Save the pictures"), say("PNG pictures (*.png)"), say("weights.png")
        choose_target(self, title, "pictures", name, filters, ".png", lambda path: self._save(path, scene, layout))

    def _save(self, path: Path, scene: Scene, layout: Layout) -> None:
        try:
            save_png(path, grid_picture(scene, layout))
        except OSError as error:
            message = say("The pictures could not be saved: {reason}", reason=error.strerror or str(error))
            self._notices.tell(Notice("error", message, say("Choose another folder."), key=NOT_SAVED))
        else:
            self._notices.withdraw(NOT_SAVED)


def _kernel_text(place: KernelPlace) -> str:
    if place.is_filter:
        return f"{whole(place.units)} × ({shape_words(place.shape[:2])})"
    return f"{whole(place.inputs)} → {whole(place.units)}"


def _run_of(model: ModelRef | None) -> str:
    return model.run_folder if model is not None else ""
