"""What each sort of finding is called, what the studio did about it, and what a person can do."""

from __future__ import annotations

from nnstudio.core.words import mark
from nnstudio.data.findings import Matter

TITLES: dict[Matter, str] = {
    "unreadable": mark("Files that can't be read"),
    "left out": mark("What is left out"),
    "unsorted": mark("Files without a class"),
    "encoding": mark("Text in another encoding"),
    "text": mark("Text where numbers should be"),
    "missing": mark("Missing values"),
    "constant": mark("Columns that are always the same"),
    "identifier": mark("Columns that only name the row"),
    "giveaway": mark("Columns that give the target away"),
    "few": mark("Classes with too few samples"),
    "contradiction": mark("The same sample with different classes"),
    "leak": mark("The same sample in several parts"),
    "near leak": mark("Almost the same picture in several parts"),
    "duplicate": mark("Duplicates"),
    "near": mark("Almost the same picture"),
    "blank": mark("Blank pictures"),
    "tiny": mark("Tiny pictures"),
    "size": mark("Pictures of another size"),
    "doubtful": mark("Doubtful classes"),
}
DONE: dict[Matter, str] = {
    "unreadable": mark("They are left out of the data. Mend or replace the files, and read the data again."),
    "left out": mark("They are left out of the data, for the reason that is told of each."),
    "unsorted": mark("They are left out. Put them into the folder of their class, and read the data again."),
    "encoding": mark("It was read as well as it could be. Save the file as UTF-8 if letters are wrong."),
    "text": mark("See what is told of each column for what was done."),
    "missing": mark("See what is told of each column for what was done."),
    "constant": mark("They are kept, but there is nothing to learn from them."),
    "identifier": mark("They are left out: a network could learn the rows by heart with them."),
    "giveaway": mark("They are kept. Where they aren't known when the network is used, it will be of no use there."),
    "few": mark("They are kept, but hardly anything can be learned of them. Add samples, or exclude the class."),
    "contradiction": mark("All are kept. Whatever is learned of them, one class is wrong: relabel or exclude some."),
    "leak": mark("All are kept. What was learned by heart then looks like skill: exclude copies or move them."),
    "near leak": mark("All are kept. What was learned by heart then looks like skill: exclude copies or move them."),
    "duplicate": mark("All are kept. They count for more than others: exclude all but the first of each group."),
    "near": mark("All are kept. Perhaps they are the same thing twice: look at them."),
    "blank": mark("They are kept, but there is nothing to be seen on them."),
    "tiny": mark("They are kept, enlarged more than twice: they show less than the others."),
    "size": mark("They are kept, brought to the same size as the others."),
    "doubtful": mark("They are kept. The sample most like each is of another class: look whether the class is right."),
}
GROUPED: frozenset[Matter] = frozenset({"contradiction", "leak", "near leak", "duplicate", "near"})
