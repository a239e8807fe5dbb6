"""How fast a run goes, and what its rest takes by that: training and the validation after each epoch."""

from __future__ import annotations

from dataclasses import dataclass, replace

LEAST_SECONDS = 2.0  # of steady training before anything is said of the time left
MOST_SECONDS = 10.0  # from then on it is said even if the pace is not even
_EVEN = 1.25
_HALF_LIFE = 8.0  # seconds of training after which an execution counts half; longer in long runs
_SHORT_HALF_LIFE = 0.3
_FORWARD_SHARE = 1 / 3  # of a training step: what goes back through the layers is about twice what goes forward


@dataclass(frozen=True)
class _Fading:
    """Batches and the seconds that they took; older ones count less and less."""

    batches: float = 0.0
    seconds: float = 0.0

    def after(self, batches: int, seconds: float, half_life: float) -> _Fading:
        kept = 0.5 ** (seconds / half_life)
        return _Fading(kept * self.batches + batches, kept * self.seconds + seconds)

    @property
    def a_batch(self) -> float:
        return self.seconds / self.batches if self.batches else 0.0


@dataclass(frozen=True)
class Pace:
    """What the run's executions took, as they were told.

    Before its first batch of a size, and for the first validation, the engine prepares itself: that says nothing of
    the pace, and is left out.

    Attributes:
        samples, validation_samples: how many there are in an epoch.
        batch_size: samples in a batch, as the first execution had them; 0 before it.
        seconds: of the executions that needed no preparing.
        epoch: the last one that is over, validation and all.
        is_known: whether there is ground to tell of the time left; from then on there is.
    """

    samples: int = 0
    validation_samples: int = 0
    batch_size: float = 0.0
    seconds: float = 0.0
    epoch: int = 0
    is_known: bool = False
    _recent: _Fading = _Fading()
    _newest: _Fading = _Fading()
    _validations: int = 0
    _validation: float | None = None
    _heard: float | None = None

    def after_batches(self, batches: int, samples: int, seconds: float, now: float | None) -> Pace:
        """After an execution of so many batches; `now`: when it was heard of, in seconds of a clock."""
        size = samples / batches
        heard = replace(self, _heard=now)
        if seconds <= 0:  # such as batches of a run that goes on, which were done before
            return heard
        if not self.batch_size:
            return replace(heard, batch_size=size)
        if size != self.batch_size:
            return heard
        seconds_in_all = self.seconds + seconds
        recent = self._recent.after(batches, seconds, max(_HALF_LIFE, self.seconds / 4))
        newest = self._newest.after(batches, seconds, _SHORT_HALF_LIFE)
        even = 1 / _EVEN <= newest.a_batch / recent.a_batch <= _EVEN
        known = seconds_in_all >= MOST_SECONDS or (seconds_in_all >= LEAST_SECONDS and even)
        return replace(heard, seconds=seconds_in_all, is_known=self.is_known or known, _recent=recent, _newest=newest)

    def after_epoch(self, epoch: int, now: float | None) -> Pace:
        """After an epoch's validation: it took the time since its last batch."""
        ended = replace(self, epoch=epoch, _heard=None)
        if now is None or self._heard is None or not self.validation_samples:
            return ended
        took, count = now - self._heard, self._validations + 1
        if count == 1:
            took = min(took, self._validation_in_steps(1.0))
        elif count > 2 and self._validation is not None:
            took = (self._validation + took) / 2
        return replace(ended, _validations=count, _validation=took or None)

    def interrupted(self) -> Pace:
        """The time until the next event is a pause."""
        return replace(self, _heard=None)

    def seconds_for(self, batches: int, validations: float) -> float | None:
        """About what so many batches and validations take; None before there is ground to tell."""
        if not self.is_known:
            return None
        validation = self._validation_in_steps(_FORWARD_SHARE) if self._validation is None else self._validation
        return batches * self._recent.a_batch + validations * validation

    def _validation_in_steps(self, share: float) -> float:
        """The seconds of a validation if a sample takes that share of what it takes in training."""
        return share * self.validation_samples * self._recent.a_batch / self.batch_size if self.batch_size else 0.0
