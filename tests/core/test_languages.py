"""Which language the program speaks, by what the person wants."""

from __future__ import annotations

import pytest

from nnstudio.core.languages import best_language, languages_of_environment


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        ([], "en"),
        (["tlh"], "en"),
        (["de_AT.UTF-8"], "de"),
        (["de-Latn-AT", "de-AT", "de"], "de"),
        (["zh_CN.GB18030"], "zh_CN"),
        (["zh-Hans-SG"], "zh_CN"),
        (["zh"], "zh_CN"),
        (["zh_TW", "de"], "de"),
        (["zh-Hant-HK"], "en"),
        (["fr", "de", "en"], "de"),
        (["en-GB", "de"], "en"),
        (["C"], "en"),
        (["", "deutsch"], "en"),
    ],
)
def test_the_first_language_that_the_program_speaks_is_taken(wanted: list[str], spoken: str) -> None:
    assert best_language(wanted) == spoken


@pytest.mark.parametrize(
    ("environ", "spoken"),
    [
        ({}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "fr:de"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "", "LC_ALL": ""}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C.UTF-8", "LANGUAGE": "de"}, "en"),
        ({"LANGUAGE": "de"}, "de"),
    ],
)
def test_the_environment_chooses_as_it_does_for_gettext(environ: dict[str, str], spoken: str) -> None:
    assert best_language(languages_of_environment(environ)) == spoken
