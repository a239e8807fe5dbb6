"""Train, pause, step, stop: the commands of the Train menu and the toolbar."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from nnstudio.app.run_service import BACKEND_TITLES
from nnstudio.app.run_state import Paused, Starting, Stopping, Training, is_running
from nnstudio.app.studio import Studio
from nnstudio.core.training import BackendName
from nnstudio.core.words import say
from nnstudio.ui.icons import icon
from nnstudio.ui.kit.actions import allow, make_action, make_choice


class TrainCommands(QObject):
    """The commands that drive a run, and the choice of what computes it."""

    def __init__(self, studio: Studio, parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
        self._build()
        self.refresh()

    def _build(self) -> None:
        studio = self._studio
        self._train_tip = say("Starts a new run: trains the network from fresh weights.")
        self.train = make_action(
            self, "train", say("&Train"), self._train_tip, studio.training.start, keys="F5", picture="train"
        )
        self.train.setIconText(say("Train"))
        self.pause = make_action(self, "pause", say("&Pause"), "", self._pause, keys="F6", picture="pause")
        self._batch_tip = say("Trains on one batch, then pauses: one step of the optimiser.")
        self.step_batch = make_action(
            self, "step_batch", say("+1 &batch"), self._batch_tip, studio.training.step_batch, keys="F7"
        )
        self.step_batch.setIconText(say("+1 batch"))
        self.step_batch.setIcon(icon("step_batch"))
        self._epoch_tip = say("Trains to the end of one epoch, then pauses: once through all training samples.")
        self.step_epoch = make_action(
            self, "step_epoch", say("+1 &epoch"), self._epoch_tip, studio.training.step_epoch, keys="F8"
        )
        self.step_epoch.setIconText(say("+1 epoch"))
        self.step_epoch.setIcon(icon("step_epoch"))
        self._stop_tip = say("Ends the run and keeps what it has learned so far.")
        self.stop = make_action(
            self, "stop", say("&Stop"), self._stop_tip, studio.training.stop, keys="Shift+F5", picture="stop"
        )
        self.backends = self._build_backends()

    def _build_backends(self) -> dict[BackendName, QAction]:
        group = QActionGroup(self)
        tips: dict[BackendName, str] = {
            "tensorflow": say("Computes with TensorFlow. Changes when no run is under way."),
            "jax": say("Computes with JAX, often faster on small dense networks. Changes when no run is under way."),
        }
        made = {}
        for name, title in BACKEND_TITLES.items():
            made[name] = make_choice(self, f"backend.{name}", title, tips[name], partial(self.use_backend, name))
            group.addAction(made[name])
        return made

    @property
    def bar(self) -> tuple[QAction, ...]:
        """The commands of the toolbar, in order."""
        return self.train, self.pause, self.step_batch, self.step_epoch, self.stop

    def fill(self, menu: QMenu) -> None:
        """Puts the commands into the Train menu."""
        menu.addActions([self.train, self.pause])
        menu.addSeparator()
        menu.addActions([self.step_batch, self.step_epoch])
        menu.addSeparator()
        menu.addAction(self.stop)
        menu.addSeparator()
        self.fill_backends(menu)

    def fill_backends(self, menu: QMenu) -> None:
        """Puts the choice of backend into a menu."""
        menu.addActions(list(self.backends.values()))

    def use_backend(self, name: BackendName) -> None:
        """Has runs computed by that library from now on."""
        self._studio.preferences.change(replace(self._studio.preferences.now, backend=name))

    def refresh(self) -> None:
        """Enables what can be done now; the tooltip of the rest says why not."""
        state = self._studio.training.state
        running = is_running(state)
        blocker = say("A run is under way: pause or stop it first.") if running else self._studio.training.blocker
        step_blocker = "" if isinstance(state, Paused) else blocker
        allow(self.train, self._train_tip, blocker)
        self._refresh_steps(step_blocker, running=running)
        stopping = say("It is stopping.") if isinstance(state, Stopping) else say("No run is under way.")
        allow(self.stop, self._stop_tip, "" if running and not isinstance(state, Stopping) else stopping)
        self._refresh_pause(paused=isinstance(state, Paused), live=isinstance(state, Training | Starting))
        self.backends[self._studio.preferences.now.backend].setChecked(True)

    def _refresh_steps(self, blocker: str, *, running: bool) -> None:
        """Says which run a step is of."""
        stepped = None if running else self._studio.resuming.stepped_run
        which = "" if running else say("Starts a new run.")
        if stepped is not None:
            blocker = self._studio.training.run_blocker
            which = say("Goes on with run {number}.", number=stepped)
        for action, tip in ((self.step_batch, self._batch_tip), (self.step_epoch, self._epoch_tip)):
            allow(action, say("{tip} {which}", tip=tip, which=which) if which else tip, blocker)

    def _refresh_pause(self, *, paused: bool, live: bool) -> None:
        text = say("&Continue") if paused else say("&Pause")
        if text != self.pause.text():
            self.pause.setText(text)
            self.pause.setIcon(icon("resume" if paused else "pause"))
        if paused:
            allow(self.pause, say("Goes on with the run where it was paused."), "")
        else:
            tip = say("Holds the run after the batches under way; nothing is lost.")
            allow(self.pause, tip, "" if live else say("No run is under way."))

    def _pause(self) -> None:
        if isinstance(self._studio.training.state, Paused):
            self._studio.training.resume()
        else:
            self._studio.training.pause()
