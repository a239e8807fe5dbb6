"""Which of Qt's platform plugins will show the program, and whether there is a screen for the window."""

from __future__ import annotations

from .failure import SetupError
from .machine import Machine
from .request import Request

# Qt takes the first platform that loads: one of each group must be complete.
AnyOf = tuple[str, ...]


def window_platforms(machine: Machine) -> AnyOf:
    """Name the Qt platforms that would show a window on this Linux, most wanted first; empty elsewhere."""
    if not machine.is_linux:
        return ()
    chosen = machine.environ.get("QT_QPA_PLATFORM", "")
    if chosen:
        names = (part.split(":")[0].strip() for part in chosen.split(";"))
        return tuple(name for name in names if name)
    candidates = (("wayland", "WAYLAND_DISPLAY"), ("xcb", "DISPLAY"))
    return tuple(name for name, variable in candidates if machine.environ.get(variable))


def needed_platforms(request: Request, machine: Machine) -> tuple[AnyOf, ...]:
    """Name the groups of Qt platforms that a request needs, of each of which one must work."""
    if not machine.is_linux:
        return ()
    window = window_platforms(machine)
    if request.verb == "run":
        return (window,) if request.opens_window else ()
    tests = window if machine.environ.get("QT_QPA_PLATFORM") else ("offscreen",)
    return (tests, window) if request.verb == "setup" and window else (tests,)


def refuse_without_display(machine: Machine) -> None:
    """Raise SetupError where the window could not show anywhere."""
    if not machine.is_linux or window_platforms(machine):
        return
    raise SetupError(
        "There is no display to open the window on (neither DISPLAY nor WAYLAND_DISPLAY is set).",
        "On a desktop: start it from a terminal there, as the user who is logged in (not with sudo).",
        "Over SSH: connect with ssh -X.",
        "Without a screen: xvfb-run -a python3 installer/bootstrap.py run, or QT_QPA_PLATFORM=vnc for a VNC viewer.",
        "Without the window: python3 installer/bootstrap.py run --help lists what the command line can do.",
    )
