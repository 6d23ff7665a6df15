"""An export form ends, whatever ends the export."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from app.base.clock import SHANGHAI
from app.base.errors import EnvironmentFault
from app.desk.contact.ledger import LedgerQuery as ContactQuery
from app.desk.figures.reads import Window
from app.desk.reminder.query import LedgerQuery
from app.ui.contact.ledger_page import ContactsExport
from app.ui.figures.export_form import QualityExport
from app.ui.frame.shell import Shell
from app.ui.journal.day_log_form import DayLogForm
from app.ui.kit.exports import form as form_module
from app.ui.kit.exports.form import ExportForm
from app.ui.kit.exports.job import Job
from app.ui.reminder.papers import LedgerExport
from app.ui.returns.export_form import ReturnsExport

DAY = datetime(2026, 11, 23, tzinfo=SHANGHAI)


class _MadeUp(ExportForm):
    """A form whose export is a function of the test."""

    def __init__(self, shell: Shell, run: Callable[..., Any]) -> None:
        super().__init__(shell, "导出", about="一份")
        self._run = run
        self.add_place()

    def file_name(self) -> str:
        return "一份.xlsx"

    def use_case(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        return self._run, {}


def _fails(error: Exception) -> Callable[..., Any]:
    def run(_desk: object, **_arguments: object) -> None:
        raise error

    return run


@pytest.fixture
def bugs(shell: Shell) -> list[Exception]:
    """The faults of the program that the window would report."""
    found: list[Exception] = []
    shell.gateway.crashed.connect(found.append)
    return found


def _submitted(form: ExportForm, path: Path) -> ExportForm:
    form.fields["path"].setText(str(path))  # type: ignore[union-attr]  # a line
    form.submit()
    return form


def test_a_foreign_fault_ends_the_form_and_is_reported(shell: Shell, bugs: list[Exception], tmp_path: Path) -> None:
    fault = KeyError("foreign")
    form = _submitted(_MadeUp(shell, _fails(fault)), tmp_path / "a.xlsx")
    assert form.job is None
    assert form.main.isEnabled()
    assert not form._look.isActive()
    assert "程序出错，没有导出" in form.error.text()
    assert bugs == [fault]
    form.reject()
    assert form.isHidden()


def test_a_fault_of_the_surroundings_ends_the_form_at_its_field(
    shell: Shell, bugs: list[Exception], tmp_path: Path
) -> None:
    form = _submitted(_MadeUp(shell, _fails(EnvironmentFault("磁盘空间不足，没有写入"))), tmp_path / "a.xlsx")
    assert form.job is None
    assert bugs == []
    assert "磁盘空间不足" in form._errors["path"].text()
    form.reject()


def test_a_fault_after_the_person_cancelled_ends_the_form_too(
    shell: Shell, bugs: list[Exception], tmp_path: Path
) -> None:
    made: list[ExportForm] = []

    def run(_desk: object, **_arguments: object) -> None:
        made[0].reject()
        assert made[0].work.words.text() == "正在取消…"
        raise ValueError("foreign")

    made.append(_MadeUp(shell, run))
    _submitted(made[0], tmp_path / "a.xlsx")
    assert made[0].job is None
    assert len(bugs) == 1
    made[0].reject()
    assert made[0].isHidden()


def test_a_long_wait_for_other_windows_stands_in_the_form(shell: Shell, tmp_path: Path) -> None:
    form = _MadeUp(shell, _fails(ValueError()))
    form.job = Job(rows=7)
    shell.gateway.note_waiting(True)
    form._show_rows()
    assert form.work.words.text() == "正在等待其他窗口保存…"
    shell.gateway.note_waiting(False)
    form._show_rows()
    assert form.work.words.text().startswith("已写 7 行")
    form.job = None
    form.reject()


_FORMS: dict[str, Callable[[Shell], ExportForm]] = {
    "day log": DayLogForm,
    "returns": lambda shell: ReturnsExport(shell, (), whole=True),
    "ledger": lambda shell: LedgerExport(shell, LedgerQuery(), "全部", 0),
    "quality": lambda shell: QualityExport(shell, {"window": Window(DAY, DAY)}),
    "contacts": lambda shell: ContactsExport(shell, ContactQuery(), True),
}


@pytest.mark.parametrize("name", list(_FORMS))
def test_every_form_of_an_export_ends_when_its_worker_fails(
    shell: Shell, bugs: list[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(form_module, "run_export", _fails(RuntimeError("foreign")))
    form = _submitted(_FORMS[name](shell), tmp_path / "a.xlsx")
    assert form.job is None
    assert "程序出错" in form.error.text()
    assert len(bugs) == 1
    assert list(tmp_path.glob("*.xlsx")) == []
    form.reject()
