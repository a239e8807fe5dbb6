"""One thing that is wrong with a project, and its fix."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from nnstudio.core.network import Network
from nnstudio.core.settings import Complaint
from nnstudio.core.words import say

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        where: the title of the layer, or the setting.
        message: what is wrong, as a clause that follows `where`.
        fix: how to mend it.
        severity: whether training can start all the same.
        node: the id of the layer's node; empty if it isn't in a layer.
        setting: the setting it is in: of the layer, or by its path in the plan, as `optimizer.momentum`; may be empty.
        repair: the network with the fix applied, where one edit mends it.
    """

    where: str
    message: str
    fix: str = ""
    severity: Severity = "error"
    node: str = ""
    setting: str = ""
    repair: Network | None = None

    def __str__(self) -> str:
        text = f"{self.where} {self.message}"
        return f"{text} {self.fix}" if self.fix else text


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those that keep training from starting."""
    return tuple(problem for problem in problems if problem.severity == "error")


def of_network(message: str, fix: str, severity: Severity = "error") -> Problem:
    """What concerns the network as a whole."""
    return Problem(say("The network"), message, fix, severity)


def of_setting(complaint: Complaint, path: str, severity: Severity = "error") -> Problem:
    """What is wrong with a setting of a plan, by its path there."""
    return Problem(say(complaint.setting.label), complaint.message, complaint.fix, severity, setting=path)


def of_layer_setting(complaint: Complaint, title: str, node: str) -> Problem:
    """What is wrong with a setting of a layer."""
    message = say(
        "has a setting that can't be: {setting} {complaint}",
        setting=say(complaint.setting.label),
        complaint=complaint.message,
    )
    return Problem(title, message, complaint.fix, node=node, setting=complaint.setting.name)
