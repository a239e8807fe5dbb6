"""Going back and forth through the epochs of the shown run: the commands, and playing them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from nnstudio.app.time_machine import TimeMachine
from nnstudio.core.words import say
from nnstudio.ui.icons import icon
from nnstudio.ui.kit.actions import allow, make_action, make_choice
from nnstudio.ui.kit.timing import QtTiming, Timing

FRAME_SECONDS = 0.12  # an epoch is seen so long while it plays


class TimeCommands(QObject):
    """An epoch earlier, one later, back to the newest, and a film of all of them."""

    def __init__(self, time: TimeMachine, parent: QObject, timing: Timing | None = None) -> None:
        super().__init__(parent)
        self._time = time
        self._frames = timing or QtTiming(self)
        self._build()
        time.changed.connect(self.refresh)
        self.refresh()

    def _build(self) -> None:
        self._play_tip = say("Shows one kept epoch after the other: charts, weights and classification.")
        self.play = make_choice(
            self, "time.play", say("&Play the epochs"), self._play_tip, self._toggle, picture="train"
        )
        self.play.toggled.connect(lambda on: self.play.setIcon(icon("pause" if on else "train")))
        self._earlier_tip = say("Goes to the kept epoch before: charts, weights and classification show it.")
        self.earlier = make_action(
            self, "time.earlier", say("&Earlier epoch"), self._earlier_tip, partial(self._step, -1), keys="Alt+Left"
        )
        self._later_tip = say("Goes to the kept epoch after the one that is shown.")
        self.later = make_action(
            self, "time.later", say("&Later epoch"), self._later_tip, partial(self._step, 1), keys="Alt+Right"
        )
        self._newest_tip = say("Returns to the newest weights, and follows the training.")
        self.newest = make_action(
            self, "time.newest", say("&Newest epoch"), self._newest_tip, self._to_newest, keys="Alt+End"
        )

    def fill(self, menu: QMenu) -> None:
        """Puts the commands into a menu."""
        menu.addActions([self.play, self.earlier, self.later, self.newest])

    def refresh(self) -> None:
        """Enables what can be done now."""
        last, place = len(self._time.stops) - 1, self._time.place
        none = "" if last > 0 else say("There are no older weights to go back to.")
        allow(self.play, self._play_tip, none)
        allow(self.earlier, self._earlier_tip, none or ("" if place > 0 else say("This is the first kept epoch.")))
        at_end = "" if place < last else say("The newest weights are shown.")
        allow(self.later, self._later_tip, none or at_end)
        allow(self.newest, self._newest_tip, none or at_end)
        if place == last:
            self.stop()

    def go_to(self, place: int) -> None:
        """Goes there because the person wants it: nothing plays on."""
        self.stop()
        self._time.go_to(place)

    def stop(self) -> None:
        """Plays no longer."""
        self._frames.stop()
        self.play.setChecked(False)

    def _toggle(self) -> None:
        if self._frames.is_coming():
            self.stop()
            return
        if self._time.place == len(self._time.stops) - 1:
            self._time.go_to(0)
            self.play.setChecked(True)
        self._frames.call_after(FRAME_SECONDS, self._next_frame)

    def _next_frame(self) -> None:
        self._frames.call_after(FRAME_SECONDS, self._next_frame)
        self._time.go_to(self._time.place + 1)

    def _step(self, by: int) -> None:
        self.go_to(self._time.place + by)

    def _to_newest(self) -> None:
        self.go_to(len(self._time.stops) - 1)
