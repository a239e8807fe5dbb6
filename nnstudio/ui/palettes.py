"""The colours of the program, light and dark."""

from __future__ import annotations

from dataclasses import dataclass

from nnstudio.core.layers import Group


@dataclass(frozen=True)
class Theme:
    """One palette; colours as #rrggbb.

    Attributes:
        window: behind everything; toolbar and status bar.
        panel: side panels.
        card: what is worked on: pages' cards, fields, lists.
        raised: buttons and tracks, and what is pointed at.
        line: between things; decoration only.
        edge: around controls; at least 3:1 against what they stand on.
        accent, accent_text, accent_soft: what is chosen or leads on, text on it, and its faint form.
        series: the charts' curves.
        groups: layer kinds by group.
    """

    dark: bool
    window: str
    panel: str
    card: str
    raised: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    accent_text: str
    accent_soft: str
    good: str
    warning: str
    error: str
    series: tuple[str, ...]
    groups: dict[Group, str]


LIGHT = Theme(
    dark=False,
    window="#eff1f5",
    panel="#f7f8fa",
    card="#ffffff",
    raised="#e6e9ef",
    line="#d6dae2",
    edge="#7f899a",
    text="#1a2130",
    muted="#535d70",
    accent="#2d5bce",
    accent_text="#ffffff",
    accent_soft="#cfddfb",
    good="#15703f",
    warning="#855200",
    error="#b0231b",
    series=("#2d5bce", "#bd5208", "#15703f", "#8638f5"),
    groups={
        "core": "#2d5bce",
        "convolution": "#8638f5",
        "pooling": "#0b727c",
        "regularization": "#9e4c07",
        "shape": "#535d70",
    },
)

DARK = Theme(
    dark=True,
    window="#14171d",
    panel="#191d25",
    card="#20252f",
    raised="#2b323f",
    line="#363e4d",
    edge="#788496",
    text="#e7eaf1",
    muted="#a4aebf",
    accent="#83a5ff",
    accent_text="#0c1322",
    accent_soft="#2a3d70",
    good="#62cd95",
    warning="#f1b65d",
    error="#ff8e85",
    series=("#83a5ff", "#ff9f66", "#62cd95", "#c49dff"),
    groups={
        "core": "#83a5ff",
        "convolution": "#c49dff",
        "pooling": "#5ecad4",
        "regularization": "#ffb273",
        "shape": "#a4aebf",
    },
)
