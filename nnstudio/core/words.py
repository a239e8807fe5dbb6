"""Words for people, in their language.

Code below the window says things too: problems of a network, why a file was refused. It writes them as `say("...")`
with the values named, in English. The window installs its translation; everything else speaks English.
"""

from __future__ import annotations

from collections.abc import Callable


def _as_written(text: str) -> str:
    return text


_translate: Callable[[str], str] = _as_written


def speak(translate: Callable[[str], str] = _as_written) -> None:
    """Has everything that is said from now on go through `translate`; without it: English."""
    global _translate  # noqa: PLW0603 - the language belongs to the process, as the locale does
    _translate = translate


def say(text: str, **values: object) -> str:
    """The text in the person's language, with `{name}` replaced by the values. `text` must be a literal."""
    return _translate(text).format(**values)
