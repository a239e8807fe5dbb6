"""What is found out in the background about the data that is shown: once for each, however many views want it."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from nnstudio.app.found_out import FoundOut
from nnstudio.app.tasks import Tasks
from nnstudio.core.words import say
from nnstudio.data.explore.report import Looked, look
from nnstudio.data.parts import Parts
from nnstudio.ui.data.wanted import LOOKED_AT, Order, SortKeys, is_known, places_by_name


class Looking:
    """Looks at all samples when that is first wanted; another data set is another matter.

    Attributes:
        looked: what looking at all samples told.
        names: the place of each sample among all names.
    """

    def __init__(self, tasks: Tasks) -> None:
        self.looked: FoundOut[Looked] = FoundOut(tasks, say("Look at all samples"))
        self.names: FoundOut[NDArray[np.int32]] = FoundOut(tasks, say("Sort the names"))

    def keys_for(self, parts: Parts, order: Order) -> SortKeys:
        """What is known to sort by; what that order needs is looked for."""
        if order in LOOKED_AT:
            self.look(parts)
        elif not is_known(parts, order, self._keys):
            self.names.want(parts.dataset, partial(places_by_name, parts))
        return self._keys

    def sort_names(self, parts: Parts) -> None:
        """Begins to find out the order of the names again, after a Cancel."""
        self.names.again(partial(places_by_name, parts))

    def look(self, parts: Parts, *, again: bool = False) -> Looked | None:
        """What looking at all samples told; None as long as it isn't known. `again`: also after a Cancel."""
        if again:
            self.looked.again(partial(look, parts))
        return self.looked.want(parts.dataset, partial(look, parts))

    def forget_other(self, parts: Parts) -> None:
        """Ends what is being found out of other data."""
        for found in (self.looked, self.names):
            found.forget_unless(parts.dataset)

    @property
    def _keys(self) -> SortKeys:
        return SortKeys(self.looked.value, self.names.value)
