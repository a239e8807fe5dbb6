"""Whatever is done on the page, undoing all of it gives the first project back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from nnstudio.core.layers import LAYERS
from nnstudio.core.project import Project

if TYPE_CHECKING:
    from tests.ui.design.conftest import Designer

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
KEYS = {
    "down": (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier),
    "up": (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier),
    "move up": (Qt.Key.Key_Up, ALT),
    "move down": (Qt.Key.Key_Down, ALT),
    "delete": (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
    "duplicate": (Qt.Key.Key_D, CONTROL),
    "cut": (Qt.Key.Key_X, CONTROL),
    "paste": (Qt.Key.Key_V, CONTROL),
    "let go": (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
}
STEPS = st.one_of(
    st.sampled_from(sorted(KEYS)),
    st.sampled_from(LAYERS.names),
    st.integers(1, 300).map(str),
    st.just("undo"),
    st.just("fix"),
)


def _do(designer: Designer, step: str) -> None:
    page = designer.page
    if step in KEYS:
        page.canvas.focus_selected(page.selected)
        designer.key(*KEYS[step])
    elif step == "undo":
        designer.studio.document.undo()
    elif step == "fix":
        for problem in designer.studio.document.problems:
            if problem.repair is not None:
                page.canvas.mend.emit(problem.node)
                return
    elif step.isdecimal():
        if page.selected and page.inspector.form is not None and "units" in page.inspector.form.names:
            designer.type("units", step)
    else:
        entry = designer.widget(f"design.palette.{step}")
        entry.setFocus()
        designer.key(Qt.Key.Key_Return)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=12))
def test_undoing_any_run_of_edits_gives_the_first_project_back(
    designer: Designer, plain: Project, steps: list[str]
) -> None:
    document = designer.studio.document
    document.replace(plain)
    for step in steps:
        _do(designer, step)
        network = designer.network
        assert [card.view.node for card in designer.page.canvas.stack.cards] == [node.id for node in network.chain]
        assert designer.page.selected == "" or designer.page.selected in network
    last = designer.studio.document.project
    taken_back = 0
    while document.undo_label:
        document.undo()
        taken_back += 1
    assert designer.studio.document.project == plain
    for _ in range(taken_back):
        document.redo()
    assert designer.studio.document.project == last
