"""The catalogues of translations: brought up to date with the program's texts, compiled, and checked.

    python tests/tools/translations.py             after texts changed; then translate what is empty in the .po files
    python tests/tools/translations.py --list de   prints what is not translated yet
    python tests/tools/translations.py --check     before a release: exit code 1 where a language lacks a text

The texts are found by `texts.py`; gettext's files are Babel's work. A text that is no longer in the program keeps its
translation at the end of the file, for the day when it comes back.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from nnstudio.app.catalogues import TRANSLATIONS
from nnstudio.core.languages import ENGLISH, LANGUAGES
from tests.tools.texts import Text, all_texts, sources

TRANSLATED = tuple(name for name in LANGUAGES if name != ENGLISH)
_HEADING = "# NN Studio in {language}.\n#"
_BEGUN = datetime(2026, 11, 21, tzinfo=UTC)  # a date of today's would make each update a change


def text_of(message: Message) -> Text:
    """The text that a catalogue's entry is for."""
    one, many = message.id if isinstance(message.id, (list, tuple)) else (message.id, "")
    return Text(str(one), str(many), message.context or "")


def translations(catalog: Catalog) -> dict[Text, tuple[str, ...]]:
    """What is translated: one string for a text, or one for each of the language's plural forms."""
    done = {}
    for message in (*catalog, *catalog.obsolete.values()):
        strings = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
        if message.id and all(strings) and not message.fuzzy:
            done[text_of(message)] = tuple(strings)
    return done


def read(path: Path, language: str) -> Catalog:
    """The .po file as it is; an empty catalogue where there is none."""
    if not path.exists():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def renewed(language: str, found: Mapping[Text, list[str]], done: Mapping[Text, tuple[str, ...]]) -> Catalog:
    """A catalogue of the texts, in order, with the translations that there are; those of other texts are obsolete."""
    catalog = _empty(language)
    for text, files in sorted(found.items()):
        _add(catalog, text, done.get(text, ()), files)
    gone = _empty(language)
    for text in sorted(set(done) - set(found)):
        message = _add(gone, text, done[text], [])
        catalog.obsolete[(text.one, text.context) if text.context else text.one] = message
    return catalog


def update(folder: Path, language: str, found: Mapping[Text, list[str]]) -> Catalog:
    """Brings the .po file up to date and compiles it to the .mo file beside it."""
    catalog = renewed(language, found, translations(read(folder / f"{language}.po", language)))
    write(folder, language, catalog)
    return catalog


def write(folder: Path, language: str, catalog: Catalog) -> None:
    with (folder / f"{language}.po").open("wb") as file:
        write_po(file, catalog, width=0, include_lineno=False)
    with (folder / f"{language}.mo").open("wb") as file:
        write_mo(file, catalog)


def lacking(folder: Path, language: str, found: Mapping[Text, list[str]]) -> Iterator[Text]:
    """The texts that the language's .po file has no translation of."""
    done = translations(read(folder / f"{language}.po", language))
    return (text for text in sorted(found) if text not in done)


def _empty(language: str) -> Catalog:
    return Catalog(
        locale=language,
        header_comment=_HEADING.format(language=LANGUAGES[language]),
        project="NN Studio",
        msgid_bugs_address="the issues of the project",
        version="1",
        creation_date=_BEGUN,
        revision_date=_BEGUN,
        last_translator="NN Studio",
        language_team=LANGUAGES[language],
        fuzzy=False,
    )


def _add(catalog: Catalog, text: Text, strings: tuple[str, ...], files: list[str]) -> Message:
    places = [(name, 0) for name in files]
    if not text.many:
        return catalog.add(text.one, "".join(strings), places, context=text.context or None)
    forms = strings or ("",) * catalog.num_plurals
    return catalog.add((text.one, text.many), forms, places, context=text.context or None)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--list", metavar="LANGUAGE", choices=TRANSLATED, help="only print what is not translated yet")
    parser.add_argument("--check", action="store_true", help="only tell whether every language is complete")
    chosen = parser.parse_args(arguments)
    found = all_texts(sources())
    if chosen.list:
        for text in lacking(TRANSLATIONS, chosen.list, found):
            print(*filter(None, (text.context, text.one, text.many)), sep="\t")
        return 0
    if not chosen.check:
        for language in TRANSLATED:
            update(TRANSLATIONS, language, found)
    missing = {language: len(list(lacking(TRANSLATIONS, language, found))) for language in TRANSLATED}
    for language, count in missing.items():
        print(f"{language}: {len(found) - count} of {len(found)} texts are translated")
    return 1 if chosen.check and any(missing.values()) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
