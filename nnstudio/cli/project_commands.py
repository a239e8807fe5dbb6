"""Commands that need no engine: new, check, summary."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from nnstudio.cli.data_commands import known, source_named
from nnstudio.cli.terminal import tell
from nnstudio.core.errors import FormatError, StudioError
from nnstudio.core.layers import shape_text
from nnstudio.core.network import titles
from nnstudio.core.network.costs import costs, total_cost
from nnstudio.core.network.inference import infer
from nnstudio.core.problems import check, errors
from nnstudio.core.project import Project, dense_project
from nnstudio.core.usual import usual_project
from nnstudio.runs.project_folder import ProjectFolder, is_project, with_suffix

MOST_HIDDEN = 100


def new(given: argparse.Namespace) -> int:
    """Makes a project folder."""
    source = known(source_named(given.data))
    project = usual_project(source) if given.units is None else dense_project(source, _units(given.units))
    problems = errors(check(project))
    if problems:
        raise StudioError(str(problems[0]), where="--units")
    folder = ProjectFolder.create(with_suffix(given.project), project)
    tell(str(folder.path))
    return 0


def check_project(given: argparse.Namespace) -> int:
    """Lists the project's problems; exit code 2 if it can't be trained."""
    problems = check(open_folder(given.project).read_project())
    if given.json:
        print(
            json.dumps(
                [{"severity": p.severity, "where": p.where, "message": p.message, "fix": p.fix} for p in problems]
            )
        )
    else:
        for problem in problems:
            tell(f"{problem.severity}: {problem}")
        if not problems:
            tell("No problems.")
    return 2 if errors(problems) else 0


def summary(given: argparse.Namespace) -> int:
    """Lists the layers with their output shapes and parameters, as Keras counts them."""
    project = open_folder(given.project).read_project()
    rows = _summary_rows(project)
    total = total_cost(project.network)
    if given.json:
        print(json.dumps({"layers": rows, "parameters": total.parameters, "trainable": total.trainable}))
        return 0
    cells = [(str(row["layer"]), _shape_cell(row["output_shape"]), f"{row['parameters']:,}") for row in rows]
    cells.insert(0, ("Layer", "Output shape", "Parameters"))
    widths = [max(len(row[i]) for row in cells) for i in range(3)]
    for name, shape, parameters in cells:
        tell(f"{name:<{widths[0]}}  {shape:<{widths[1]}}  {parameters:>{widths[2]}}")
    tell("")
    tell(f"Parameters: {total.parameters:,} ({total.trainable:,} trainable, {total.non_trainable:,} not)")
    return 0


def open_folder(path: Path) -> ProjectFolder:
    """The project's folder, its suffix given or not; absolute, as other processes are told of it.

    Raises FormatError if it isn't one, or if links or other such things stand in it.
    """
    for candidate in (path, with_suffix(path)):
        if is_project(candidate):
            folder = ProjectFolder(candidate.absolute())
            folder.check()
            return folder
    raise FormatError("is not a project.", where=str(path), fix="Make one with `nnstudio new`.")


def _summary_rows(project: Project) -> list[dict[str, object]]:
    named, found = titles(project.network), costs(project.network)
    inferred = infer(project.network)
    return [
        {
            "layer": named[node.id],
            "output_shape": list(gives) if (gives := inferred.gives(node.id)) is not None else None,
            "parameters": found[node.id].parameters if node.id in found else 0,
        }
        for node in project.network.ordered
    ]


def _shape_cell(shape: object) -> str:
    return shape_text(tuple(shape)) if isinstance(shape, list) else "?"


def _units(text: str) -> tuple[int, ...]:
    try:
        units = tuple(int(part) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise StudioError(f"{text!r} is not a list of sizes.", where="--units", fix="Write it like 128,64.") from error
    if len(units) > MOST_HIDDEN:
        raise StudioError(f"{len(units)} layers are more than {MOST_HIDDEN}.", where="--units")
    return units
