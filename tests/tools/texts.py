"""Reads from the source which texts people are shown, and which of them nobody could translate.

A text is a literal in `say`, `say_in`, `say_count` or `mark`. What is said and no literal must be a constant that was
marked, or an attribute that holds a marked text. Words that are shown without being said can't be translated at all.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "nnstudio"
# Attributes of settings, families, layers and data sets whose texts are marked where the value is made.
HOLD_MARKED = frozenset({"label", "help", "title", "titles", "about", "lowest"})
_WORD = re.compile(r"[^\W\d_]{2,}")
_NAMES = re.compile(r"NN Studio|TensorFlow|JAX|Keras|error|warning")  # the last two are of a Problem
_SHOW = re.compile(
    r"set(Text|ToolTip|StatusTip|Title|WindowTitle|IconText|PlaceholderText|SpecialValueText|InformativeText"
    r"|DetailedText|LabelText|AccessibleName|AccessibleDescription)"
    r"|add(Item|Tab|Action|Menu|Button)|Q(Label|PushButton|Action|CheckBox|RadioButton|GroupBox|Menu|DockWidget)"
    r"|(Studio|Format|Disk)Error|Problem|Complaint"
)


@dataclass(frozen=True, order=True)
class Text:
    """One text in English; `many` is its form for other counts than one, where it has two."""

    one: str
    many: str = ""
    context: str = ""


def sources(package: Path = PACKAGE) -> dict[str, ast.Module]:
    """The program's files by their names from the checkout's root."""
    paths = sorted(package.rglob("*.py"))
    return {path.relative_to(package.parent).as_posix(): ast.parse(path.read_text("utf-8")) for path in paths}


def all_texts(trees: Mapping[str, ast.Module]) -> dict[Text, list[str]]:
    """Every text that can be translated, and the files it is in."""
    found: dict[Text, list[str]] = {}
    for name, tree in trees.items():
        for text in texts_in(tree):
            places = found.setdefault(text, [])
            if name not in places:
                places.append(name)
    return found


def texts_in(tree: ast.Module) -> Iterator[Text]:
    """The texts that one file says or marks."""
    for call in _calls(tree):
        literals = [arg.value if isinstance(arg, ast.Constant) else None for arg in call.args]
        match _name_of(call), literals:
            case "say" | "mark", [str(text), *_]:
                yield Text(text)
            case "say_in", [str(context), str(text), *_]:
                yield Text(text, context=context)
            case "say_count", [str(one), str(many), *_]:
                yield Text(one, many)


def marked_names(trees: Iterable[ast.Module]) -> frozenset[str]:
    """The names of the files' own constants that are marked texts, or tables of nothing else."""
    return frozenset(name for tree in trees for name, values in _assigned(tree) if all(map(_is_marked, values)))


def said_unmarked(tree: ast.AST, marked: frozenset[str]) -> list[str]:
    """The calls that say something which is neither a literal nor marked, and texts filled in after they were said.

    In a function its parameters of type `Marked` are marked too, and its variables that are nothing but marked texts.
    """
    wrong = []
    for call in _here(tree):
        if isinstance(call, ast.FunctionDef):
            wrong += said_unmarked(call, marked | _marked_in(call))
        if not isinstance(call, ast.Call):
            continue
        match _name_of(call), call.args:
            case "say", [text, *_] if not _can_be_said(text, marked):
                wrong.append(ast.unparse(call))
            case "say_in" | "say_count", [first, second, *_] if not (_is_literal(first) and _is_literal(second)):
                wrong.append(ast.unparse(call))
            case "mark", [text] if not _is_literal(text):
                wrong.append(ast.unparse(call))
        match call.func:
            case ast.Attribute(ast.Call() as said, "format") if _name_of(said).startswith("say"):
                wrong.append(ast.unparse(call))
    return wrong


def shown_unsaid(tree: ast.Module) -> list[str]:
    """The calls that show words, or make an error of them, which were never said."""
    wrong = []
    for call in _calls(tree):
        if _SHOW.fullmatch(_name_of(call)):
            values = [*call.args, *(word.value for word in call.keywords if word.arg in ("fix", "message"))]
            wrong += [f"{_name_of(call)}: {ast.unparse(value)}" for value in values if _has_words(value)]
    return wrong


def _marked_in(function: ast.FunctionDef) -> frozenset[str]:
    """The function's parameters and variables that hold marked texts."""
    parameters = [*function.args.args, *function.args.kwonlyargs]
    typed = {
        each.arg for each in parameters if isinstance(each.annotation, ast.Name) and each.annotation.id == "Marked"
    }
    return frozenset(typed | {name for name, values in _assigned(function) if all(map(_is_marked, values))})


def _assigned(scope: ast.AST) -> Iterable[tuple[str, list[ast.expr]]]:
    """The names that get values in a scope, each with all of them."""
    found: dict[str, list[ast.expr]] = {}
    for node in _here(scope):
        match node:
            case ast.Assign([ast.Name(name)], value) | ast.AnnAssign(ast.Name(name), _, ast.expr() as value):
                found.setdefault(name, []).append(value)
    return found.items()


def _here(scope: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a scope, without those of the functions in it."""
    for child in ast.iter_child_nodes(scope):
        yield child
        if not isinstance(child, ast.FunctionDef):
            yield from _here(child)


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _name_of(call: ast.Call) -> str:
    match call.func:
        case ast.Name(name):
            return name
        case ast.Attribute(_, name):
            return name if _SHOW.fullmatch(name) else ""  # `self.say` is another
        case _:
            return ""


def _is_literal(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def _can_be_said(text: ast.expr, marked: frozenset[str]) -> bool:
    match text:
        case ast.Name(name):
            return name in marked
        case ast.Attribute(_, name) | ast.Subscript(ast.Name(name)):
            return name in HOLD_MARKED or name in marked
        case ast.IfExp(_, one, other):
            return _can_be_said(one, marked) and _can_be_said(other, marked)
        case _:
            return _is_literal(text)


def _is_marked(value: ast.expr) -> bool:
    match value:
        case ast.Call(ast.Name("mark")):
            return True
        case ast.IfExp(_, one, other):
            return _is_marked(one) and _is_marked(other)
        case ast.Dict(values=entries) | ast.Tuple(entries) | ast.List(entries) if entries:
            return all(_is_marked(entry) for entry in entries)
        case _:
            return False


def _has_words(value: ast.expr) -> bool:
    parts = value.values if isinstance(value, ast.JoinedStr) else [value]
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return any(_WORD.search(_NAMES.sub("", text)) for text in texts)
