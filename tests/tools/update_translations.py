"""Brings the translation files up to date with the program's texts, and compiles them.

    python tests/tools/update_translations.py            after texts changed; then translate what is unfinished
    python tests/tools/update_translations.py --list de  prints what is not translated yet, as tab-separated lines

Texts are found by reading the source: `x.tr("...")` in a class, `translate("context", "...")`, calls of a small
function that hands its argument to such a call, and the labels and helps of `Field(...)`. Code below the window says
`say("...")` and `mark("...")`. Texts that live in data (the catalogue of layers, the data sets, the stages of a
picture) are collected from there.
"""

from __future__ import annotations

import argparse
import ast
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TRANSLATIONS = ROOT / "resources" / "translations"
LANGUAGES = ("de",)
SPEAKING = ("core", "disk", "app", "data", "runs", "engine/session.py")  # what says things below the window


@dataclass(frozen=True, order=True)
class Text:
    """One source text in the context that Qt looks it up in."""

    context: str
    source: str


def texts() -> dict[Text, str]:
    """All texts that the window can show, and the file each was first found in."""
    trees = {path: _tree(path) for path in sorted((ROOT / "nnstudio" / "ui").rglob("*.py"))}
    shared: dict[str, str] = {}
    for tree in trees.values():
        shared |= {name: context for name, context in _helpers(tree).items() if name not in ("tr", "_tr")}
    found: dict[Text, str] = {}
    for path, tree in trees.items():
        for text in texts_in(tree, shared):
            found.setdefault(text, path.relative_to(ROOT).as_posix())
    for path, tree in speaking_trees().items():
        for source in said_in(tree):
            found.setdefault(Text("words", source), path.relative_to(ROOT).as_posix())
    return found


def speaking_trees() -> dict[Path, ast.Module]:
    """The source files below the window whose words are translated."""
    places = [ROOT / "nnstudio" / name for name in SPEAKING]
    paths = [path for place in places for path in ([place] if place.is_file() else sorted(place.rglob("*.py")))]
    return {path: _tree(path) for path in paths}


def said_in(tree: ast.Module) -> Iterator[str]:
    """The texts of `say("...")` and `mark("...")`."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(ast.Name("say" | "mark"), [ast.Constant(str(source)), *_]):
                yield source


def said_unmarked(tree: ast.Module) -> list[str]:
    """The calls of `say` whose text is neither a literal nor marked, as source text.

    Marked are constants made by `mark("...")`, entries of a table of such, and the titles of data sets.
    """
    marked = set()
    for node in ast.walk(tree):
        match node:
            case ast.Assign([ast.Name(name)], value) | ast.AnnAssign(ast.Name(name), _, value) if _is_marked(value):
                marked.add(name)
    wrong = []
    for node in ast.walk(tree):
        match node:
            case ast.Call(ast.Name("say"), [ast.Constant(str())]):
                pass
            case ast.Call(ast.Name("say"), [ast.Name(name) | ast.Subscript(ast.Name(name))]) if name in marked:
                pass
            case ast.Call(ast.Name("say"), [ast.Attribute(ast.Name("self"), "title")]):
                pass
            case ast.Call(ast.Name("say")):
                wrong.append(ast.unparse(node))
    return wrong


def _is_marked(value: ast.expr | None) -> bool:
    match value:
        case ast.Call(ast.Name("mark"), [ast.Constant(str())]):
            return True
        case ast.Dict(values=values):
            return all(_is_marked(entry) for entry in values)
        case _:
            return False


def texts_in(tree: ast.Module, shared: Mapping[str, str] | None = None) -> Iterator[Text]:
    """The texts in one source file; `shared` are the contexts of other files' helpers.

    A function outside a class that calls `widget.tr` may serve any class beside it.
    """
    classes = [node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    for text in _walk(tree, "", {**(shared or {}), **_helpers(tree)}, tree):
        yield from [text] if text.context else (Text(name, text.source) for name in classes)


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _walk(node: ast.AST, class_name: str, helpers: Mapping[str, str], tree: ast.Module) -> Iterator[Text]:
    for child in ast.iter_child_nodes(node):
        inner = child.name if isinstance(child, ast.ClassDef) else class_name
        if isinstance(child, ast.Call):
            yield from _texts_of(child, class_name, helpers, tree)
        yield from _walk(child, inner, helpers, tree)


def _texts_of(call: ast.Call, class_name: str, helpers: Mapping[str, str], tree: ast.Module) -> Iterator[Text]:
    literals = [arg.value if isinstance(arg, ast.Constant) else None for arg in call.args]
    match call.func, literals:
        case ast.Attribute(attr="tr"), [str(source), *_]:
            yield Text(class_name, source)
        case ((ast.Attribute(attr="translate") | ast.Name(id="translate" | "_translate")), [str(context), str(source)]):
            yield Text(context, source)
        case ast.Name(id="Field"), [str(), str(caption), str(about), *_]:
            yield from (Text("catalogue", caption), Text("catalogue", about))
        case ast.Name(id=name), [str(source), *_] if name in helpers:
            yield Text(helpers[name], source)
        case ast.Name(id="tr"), [str(source), *_]:  # after `tr = self.tr`
            yield Text(class_name, source)
        case ast.Name(id=name), [None] if name in helpers:
            yield from (Text(helpers[name], source) for source in _table_texts(call.args[0], tree))


def _table_texts(looked_up: ast.expr, tree: ast.Module) -> Iterator[str]:
    """The values of the literal dictionary that `table[...]` looks up; nothing for any other expression."""
    match looked_up:
        case ast.Subscript(ast.Name(table)):
            for node in ast.walk(tree):
                match node:
                    case ast.Assign([ast.Name(name)], ast.Dict(values=values)) if name == table:
                        literals = (value.value for value in values if isinstance(value, ast.Constant))
                        yield from (text for text in literals if isinstance(text, str))


def _helpers(tree: ast.Module) -> dict[str, str]:
    """Functions whose only act is `return ...translate("context", argument)`, with that context."""
    found = {}
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef) or len(node.args.args) != 1:
            continue
        for inner in ast.walk(node):
            match inner:
                case ast.Return(
                    ast.Call(ast.Attribute(attr="translate"), [ast.Constant(str(context)), ast.Name(name)])
                ) if name == node.args.args[0].arg:
                    found[node.name] = context
    return found


# Files ---------------------------------------------------------------------------------------------------------


def read_ts(path: Path) -> dict[Text, str]:
    """The finished translations in the file; none if there is no file."""
    if not path.exists():
        return {}
    done = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.get("type") is None and translation.text:
                done[Text(context.findtext("name", ""), message.findtext("source", ""))] = translation.text
    return done


def write_ts(path: Path, language: str, found: dict[Text, str], done: dict[Text, str]) -> None:
    """Writes all texts with their translations; what isn't translated yet is marked unfinished."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    contexts: dict[str, ET.Element] = {}
    for text in sorted(found):
        if text.context not in contexts:
            contexts[text.context] = ET.SubElement(root, "context")
            ET.SubElement(contexts[text.context], "name").text = text.context
        message = ET.SubElement(contexts[text.context], "message")
        ET.SubElement(message, "location", filename=found[text])
        ET.SubElement(message, "source").text = text.source
        if text in done:
            ET.SubElement(message, "translation").text = done[text]
        else:
            ET.SubElement(message, "translation", type="unfinished")
    ET.indent(root, " ")
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    path.write_text(head + ET.tostring(root, encoding="unicode") + "\n", encoding="utf-8")


def compile_ts(path: Path) -> Path:
    """Compiles to the .qm beside it, which Qt loads, and gives its path. Raises CalledProcessError."""
    import PySide6

    folder = Path(PySide6.__file__).parent
    tool = next(file for name in ("lrelease", "lrelease.exe") if (file := folder / name).exists())
    target = path.with_suffix(".qm")
    subprocess.run([tool, "-silent", path, "-qm", target], check=True)
    return target


def main(arguments: list[str]) -> int:
    """Updates all languages, or lists what one lacks."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--list", metavar="LANGUAGE", help="only print what is not translated yet")
    chosen = parser.parse_args(arguments)
    found = texts()
    if chosen.list:
        done = read_ts(TRANSLATIONS / f"nnstudio_{chosen.list}.ts")
        for text in sorted(set(found) - set(done)):
            print(text.context, text.source.replace("\n", "\\n"), sep="\t")
        return 0
    for language in LANGUAGES:
        path = TRANSLATIONS / f"nnstudio_{language}.ts"
        done = read_ts(path)
        write_ts(path, language, found, done)
        compile_ts(path)
        print(f"{path.name}: {len(found)} texts, {len(set(found) & set(done))} translated")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
