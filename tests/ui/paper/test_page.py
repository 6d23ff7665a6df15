"""The page of papers by keyboard: what is due, a draft, its figures and their tickets, the edited file, the issue."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from app.base.clock import SHANGHAI, StillClock
from app.base.people import Person
from app.desk.figures.asked import Asked, tickets_behind
from app.desk.paper import drop_back
from app.desk.paper import register as paper_register
from app.desk.paper.rows import PaperName
from app.desk.paper.steps import Steps
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.models.ticket.tables import tickets
from app.rules.figures.fields import Field
from app.rules.journal import JournalVerb
from app.rules.paper.kinds import PaperKind
from app.rules.paper.states import PaperState, Verdict
from app.ui.frame.application import OpenWindow
from app.ui.paper import running
from app.ui.paper.compare_form import CompareForm
from app.ui.paper.forms import ChangesForm, IssueForm, MakeForm, ScheduleForm
from app.ui.paper.page import PapersPage
from app.ui.paper.proof_form import ProofExport
from app.ui.paper.words import MOVED
from tests.desk.paper.test_issue import flag_excluded
from tests.support.figure_tickets import filled_desk
from tests.support.held_runner import HeldRunner

PERSON = Person("值班员甲")
DAILY = "daily|day:2026-11-10|False|"


@pytest.fixture
def still() -> StillClock:
    return StillClock(datetime(2026, 11, 10, 9, 0, tzinfo=SHANGHAI))


@pytest.fixture
def desk(folder, still):
    made = filled_desk(folder, still, 400)
    with made.register.writing() as stores:
        write_line(made, stores, PERSON, JournalVerb.SIGN_IN, PERSON.name)
    still.advance(timedelta(hours=3, minutes=30))
    yield made
    made.close()


@pytest.fixture
def page(opened: OpenWindow) -> Callable[[], PapersPage]:
    def show() -> PapersPage:
        opened.window.show_page("papers")
        made = opened.window.current_page()
        assert isinstance(made, PapersPage)
        made.refresh()
        made.view.setFocus()
        return made

    return show


@pytest.fixture
def draft(desk: Desk, tmp_path: Path):
    name = PaperName(PaperKind.DAILY, "day:2026-11-10")
    running.write_draft(desk, person=PERSON, path=tmp_path / "日报.docx", replace=False, name=name)
    return paper_register.board(desk).open[0].draft


def test_the_paper_that_is_due_next_stands_first_with_its_clock(page):
    shown = page()
    assert shown.view.current.key == DAILY
    cells = [column.cell(shown.view.current, shown.shell.now()).text for column in shown.model.columns]
    assert cells[:2] == ["日报 11 月 10 日", "未到"]
    assert cells[2] == "30 分"
    assert shown.sheet.count == 0
    assert "按 A 编写" in shown.middle.nothing.text()


def test_a_opens_the_form_with_the_chosen_paper_and_enter_writes_the_draft(page, desk, opened, tmp_path):
    shown = page()
    QTest.keyClick(shown.view, Qt.Key.Key_A)
    form = opened.shell.last_form
    assert isinstance(form, MakeForm)
    assert form.values()["kind"] == "daily"
    assert form.file_name() == "日报_day-2026-11-10.docx"
    form.fields["path"].setText(str(tmp_path / "我的日报.docx"))
    form.submit()
    assert (tmp_path / "我的日报.docx").stat().st_size > 5000
    assert paper_register.board(desk).open[0].state is PaperState.DRAFTED
    form.reject()
    assert shown.sheet.count > 0


def test_arrows_walk_over_the_figures_and_the_proof_stands_beside_them(page, draft, opened):
    shown = page()
    QTest.keyClick(shown.view, Qt.Key.Key_Return)
    QTest.keyClick(shown.sheet, Qt.Key.Key_Right)
    figure = shown.sheet.figure
    assert (figure.id, figure.text) == (shown.panel.proof.figure.id, shown.panel.proof.figure.text)
    assert shown.panel.proof.holds
    QTest.keyClick(shown.sheet, Qt.Key.Key_Right)
    assert shown.sheet.figure != figure
    total = shown.panel.proof.total
    queues: list[object] = []
    opened.shell.queue_requested.connect(lambda query, _title: queues.append(query))
    QTest.keyClick(shown.sheet, Qt.Key.Key_Return)
    assert [len(query.only) for query in queues] == [total]


def test_escape_that_closes_a_message_leaves_the_keyboard_on_the_pages(page, draft, opened):
    shown = page()
    QTest.keyClick(shown.view, Qt.Key.Key_Return)
    opened.shell.say("已看平台，无新增")
    opened.window.back()
    assert opened.window.messages.text == ""
    assert opened.window.focusWidget() is shown.sheet
    opened.window.back()
    assert opened.window.focusWidget() is shown.view
    opened.window.back()
    assert opened.window.focusWidget() is shown.view


def test_pages_turn_by_key(page, draft):
    shown = page()
    assert shown.sheet.count > 1
    QTest.keyClick(shown.sheet, Qt.Key.Key_PageDown)
    assert (shown.sheet.page, shown.middle.place.text()[:5]) == (1, "第 2 页")
    QTest.keyClick(shown.sheet, Qt.Key.Key_PageUp)
    assert shown.sheet.page == 0


def test_an_edited_file_dropped_on_the_page_lists_its_numbers_and_each_is_decided_by_key(
    page, draft, desk, opened, tmp_path
):
    shown = page()
    edited = tmp_path / "改稿.docx"
    change_three(Path(draft.file), edited)
    shown.drop_edited([edited])
    form = opened.shell.last_form
    assert isinstance(form, ChangesForm)
    assert form.table.rowCount() == 3
    form.correct.click()
    assert form.table.currentRow() == 1
    form.keep.click()
    assert "理由" in form._errors["word"].text()
    form.fields["word"].setText("区里口径")
    form.keep.click()
    form.correct.click()
    verdicts = [one.verdict for one in drop_back.last_compared(desk, draft.id).changes]
    assert verdicts == [Verdict.CORRECTED, Verdict.KEPT, Verdict.CORRECTED]
    form.submit()
    QTest.keyClick(shown.view, Qt.Key.Key_D)
    issue = opened.shell.last_form
    assert isinstance(issue, IssueForm)
    issue.fields["path"].setText(str(tmp_path / "签发.docx"))
    issue.submit()
    issue.reject()
    (row,) = paper_register.board(desk).issued
    assert (row.paper.number, Path(row.paper.file).name) == ("日报〔2026〕1号", "签发.docx")


def test_an_issued_paper_whose_figures_have_moved_says_so_in_the_list(page, draft, desk, opened, tmp_path):
    name = PaperName(PaperKind.DAILY, "day:2026-11-10")
    running.write_issue(
        desk, person=PERSON, path=tmp_path / "签发.docx", replace=False, name=name, again=False, steps=Steps()
    )
    shown = page()
    number = tickets_behind(desk, Asked("day:2026-11-10"), Field.RECEIVED)[0]
    with desk.register.reading() as stores:
        row = stores.connection.execute(select(tickets).where(tickets.c.number == number)).one()
    flag_excluded(desk, row.id, not row.excluded)
    shown.refresh()
    shown.states.choose(MOVED)
    (issued,) = [shown.model.row_at(place) for place in range(shown.model.rowCount())]
    first, state, _ = (column.cell(issued, shown.shell.now()) for column in shown.model.columns)
    assert (state.text, state.tone, bool(state.icon)) == ("有变化", "blue", True)
    assert first.second == issued.paper.number
    shown.view.choose(0)
    assert issued.moved == len(shown.shown.moved)


def press_when_settled(qtbot, shown, shell):
    """Presses D until it opens a form: a list that has just moved asks to look and press again."""
    before = shell.last_form

    def opens() -> bool:
        shown.window().activateWindow()
        QTest.keyClick(shown.view, Qt.Key.Key_D)
        return shell.last_form is not before

    qtbot.waitUntil(opens)


def test_issuing_and_correcting_by_key(qtbot, page, draft, desk, opened, tmp_path):
    shown = page()
    for name, number in (("一.docx", "日报〔2026〕1号"), ("二.docx", "日报〔2026〕2号")):
        press_when_settled(qtbot, shown, opened.shell)
        form = opened.shell.last_form
        form.fields["path"].setText(str(tmp_path / name))
        form.submit()
        assert form.written is not None
        form.reject()
        assert paper_register.board(desk).issued[0].paper.number == number
        shown.refresh()
        assert shown.view.choose_key(f"daily|day:2026-11-10|False|{number}")
    first = paper_register.board(desk).issued[1]
    shown.view.choose_key(first.key)

    def is_told() -> bool:
        opened.window.activateWindow()
        QTest.keyClick(shown.view, Qt.Key.Key_D)
        return "已被 日报〔2026〕2号 代替" in opened.window.messages.text

    qtbot.waitUntil(is_told)


def test_the_proofs_of_a_paper_are_one_zip(page, draft, opened, tmp_path):
    shown = page()
    QTest.keyClick(shown.view, Qt.Key.Key_T)
    form = opened.shell.last_form
    assert isinstance(form, ProofExport)
    form.fields["path"].setText(str(tmp_path / "依据.zip"))
    form.submit()
    form.reject()
    with zipfile.ZipFile(tmp_path / "依据.zip") as package:
        assert sorted(package.namelist()) == sorted(["说明.txt", "依据.xlsx", "日报.docx"])


def test_the_schedule_is_edited_as_lines_and_a_bad_one_is_named(page, opened, desk):
    shown = page()
    QTest.keyClick(shown.view, Qt.Key.Key_L)
    form = opened.shell.last_form
    assert isinstance(form, ScheduleForm)
    form.fields["lines"].setPlainText("日报 每日 17:00\n月刊 每月1日 18:00")
    form.submit()
    assert "第 2 行" in form._errors["lines"].text()
    form.fields["lines"].setPlainText("日报 每日 17:00")
    form.submit()
    assert [f"{row.due_at.astimezone(SHANGHAI):%H:%M}" for row in shown.board.open] == ["17:00"]


def test_a_draft_that_is_missing_and_a_file_without_a_draft_are_said(page, draft, opened, tmp_path):
    shown = page()
    Path(draft.file).unlink()
    shown.open_file()
    assert "文件不在原处" in opened.window.messages.text
    shown.view.choose(1)
    shown.drop_edited([tmp_path / "x.docx"])
    assert "请先选择有草稿的报表" in opened.window.messages.text


def change_three(before: Path, after: Path) -> None:
    """Puts other numbers into the first three figures of a Word file, as its raw XML."""
    import re

    left = iter(("7701", "7702", "7703"))
    with zipfile.ZipFile(before) as old, zipfile.ZipFile(after, "w") as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == "word/document.xml":
                pattern = r"(<w:sdtContent>.*?<w:t[^>]*>)([^<]*)(<)"

                def put(found: re.Match[str]) -> str:
                    return f"{found[1]}{next(left, found[2])}{found[3]}"

                data = re.sub(pattern, put, data.decode(), flags=re.S).encode()
            new.writestr(member, data)


def test_comparing_an_edited_file_shows_its_steps_and_escape_stops_it(page, draft, desk, opened, monkeypatch):
    held = HeldRunner()
    shown = page()
    monkeypatch.setattr(shown.shell.gateway, "_runner", held)
    held.holds = True
    shown.drop_edited([Path(draft.file)])
    form = opened.shell.last_form
    assert isinstance(form, CompareForm)
    assert "已完成 0 步" in form.work.words.text()
    form.reject()
    assert form.work.words.text() == "正在取消…"
    held.holds = False
    held.release()
    assert not form.isVisible()
    assert drop_back.last_compared(desk, draft.id) is None
    assert "已取消" in opened.window.messages.text
