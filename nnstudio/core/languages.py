"""The languages that the program speaks, and which of them a person wants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

LanguageChoice = Literal["system", "en", "de", "zh_CN"]
SYSTEM: Final = "system"
ENGLISH: Final = "en"
# What each calls itself, by its locale's name. English needs no catalogue; each other one has a catalogue in resources.
LANGUAGES = {ENGLISH: "English", "de": "Deutsch", "zh_CN": "简体中文"}
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})


def best_language(wanted: Iterable[str]) -> str:
    """The first of the wanted languages that the program speaks; else English. They read `de-AT` or `de_AT.UTF-8`.

    Chinese in traditional characters is another written language than Chinese in simplified ones.
    """
    return next((name for tag in wanted if (name := _spoken(tag))), ENGLISH)


def languages_of_environment(environ: Mapping[str, str]) -> Iterator[str]:
    """The wanted languages as gettext reads them: LANGUAGE is a list, and counts unless the locale is C."""
    chosen = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    if chosen.partition(".")[0] not in ("C", "POSIX"):
        yield from filter(None, environ.get("LANGUAGE", "").split(":"))
    yield chosen


def _spoken(tag: str) -> str:
    language, *rest = (part.lower() for part in re.split(r"[-_.@]", tag))
    if language == "zh":
        return "" if _TRADITIONAL.intersection(rest) else "zh_CN"
    return language if language in LANGUAGES else ""
