"""A short run of each fuzz command; long runs are called by hand."""

from __future__ import annotations

from pathlib import Path

from app.base.paths import ENVIRONMENT_VARIABLE
from tests.fuzz import arguments, forms, texts
from tests.support.text_rules import text_rules


def test_random_texts_bring_no_foreign_exception_out_of_a_rule() -> None:
    assert texts.run(2_000, 7, text_rules()) == []


def test_changed_forms_bring_no_foreign_exception_out_of_a_reader() -> None:
    assert forms.run(250, 7) == []


def test_hostile_command_lines_end_with_an_exit_code(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, "")  # restored afterwards: the run sets it
    assert arguments.run(10, 7, tmp_path / "data") == []
