"""What a person writes of runs, and which they deleted: `runs.log` in the project's folder.

It is only ever added to, a line each, as in a run's own log; the last line about a run counts. So nothing is lost in a
kill, two programs may write at once, and a look at one file tells whether anything changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.serial import from_plain
from nnstudio.core.shown import shown
from nnstudio.core.words import say
from nnstudio.disk.folder import Folder, Stamp
from nnstudio.runs.run_folder import LABELS, MOST_NUMBER
from nnstudio.runs.run_log.lines import line_of, plain_of

MOST_BYTES = 50_000_000
LONGEST_NAME = 120
LONGEST_NOTE = 4000
LONGEST_TAG = 40
MOST_TAGS = 20


@dataclass(frozen=True)
class RunLabel:
    """What a person wrote of a run.

    Attributes:
        name: one line; empty: the run goes by its number.
        note: text of any lines.
        tags: words to find it by, each once, in order.
        is_starred: whether it stands out.
    """

    name: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    is_starred: bool = False


@dataclass(frozen=True)
class RunLabelled:
    """The run is labelled so from here on."""

    number: int
    label: RunLabel


@dataclass(frozen=True)
class RunDeleted:
    """The run was deleted. Where its folder is there again, that counts."""

    number: int


@dataclass(frozen=True)
class LabelBook:
    """All that `runs.log` says.

    Attributes:
        labels: by the run's number.
        deleted: the numbers of runs that were deleted; none is given again.
    """

    labels: dict[int, RunLabel] = field(default_factory=dict)
    deleted: frozenset[int] = frozenset()


class RunLabels:
    """Reads the file again when it has changed. Raises StudioError from every call if the disk refuses."""

    def __init__(self, project: Folder) -> None:
        self._project = project
        self._book = LabelBook()
        self._read: Stamp | None = None

    @property
    def stamp(self) -> Stamp | None:
        """Changes when something was written."""
        return self._project.stamp(LABELS)

    def book(self) -> LabelBook:
        """What stands there now."""
        stamp = self.stamp
        if stamp != self._read:
            self._book = LabelBook() if stamp is None else _book_of(self._project.read(LABELS, MOST_BYTES))
            self._read = stamp
        return self._book

    def label(self, number: int, label: RunLabel) -> None:
        """Labels a run so, on the disk. Raises FormatError for what can't be kept."""
        self._add(RunLabelled(number, checked_label(label)))

    def note_deleted(self, number: int) -> None:
        """Keeps that the run was deleted."""
        self._add(RunDeleted(number))

    def _add(self, entry: RunLabelled | RunDeleted) -> None:
        # A line that a kill cut short must not swallow the next one: an empty line does no harm.
        self._project.append(LABELS, b"\n" + line_of(entry))


def checked_label(label: RunLabel) -> RunLabel:
    """The label without spaces around its parts, each tag once. Raises FormatError for what is too long."""
    tags = tuple(dict.fromkeys(tag for tag in (" ".join(each.split()) for each in label.tags) if tag))
    label = RunLabel(" ".join(label.name.split()), label.note.expandtabs(4).strip(), tags, label.is_starred)
    for text, most in ((label.name, LONGEST_NAME), (label.note, LONGEST_NOTE), *((tag, LONGEST_TAG) for tag in tags)):
        if len(text) > most:
            message = say("has {count} characters, more than {most}.", count=len(text), most=most)
            raise FormatError(message, where=shown(text[:20]) + "…", fix=say("Make it shorter."))
    if len(tags) > MOST_TAGS:
        raise FormatError(say("A run can have {most} tags.", most=MOST_TAGS), fix=say("Take some away."))
    if not _is_shown(label):
        raise FormatError(say("It holds characters that can't be shown."), fix=say("Write letters, digits and signs."))
    return label


def _is_shown(label: RunLabel) -> bool:
    lines = (label.name, *label.note.splitlines(), *label.tags)
    return all(shown(line) == line for line in lines)


def _book_of(content: bytes) -> LabelBook:
    labels: dict[int, RunLabel] = {}
    deleted: set[int] = set()
    for entry in _entries(content):
        match entry:
            case RunLabelled(number, label):
                labels[number] = label
            case RunDeleted(number):
                deleted.add(number)
    return LabelBook(labels, frozenset(deleted))


def _entries(content: bytes) -> Iterator[RunLabelled | RunDeleted]:
    """What is no line of ours is passed over: the project may come from anybody."""
    for line in content.split(b"\n"):
        plain = plain_of(line) if line else None
        if plain is None:
            continue
        try:
            entry: RunLabelled | RunDeleted = from_plain(RunLabelled | RunDeleted, plain, LABELS)
            if isinstance(entry, RunLabelled):
                entry = RunLabelled(entry.number, checked_label(entry.label))
        except (StudioError, RecursionError):
            continue
        if 0 < entry.number < MOST_NUMBER:
            yield entry
