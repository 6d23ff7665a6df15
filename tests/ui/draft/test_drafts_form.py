"""The list of unfinished drafts: what was typed, where, when; opened, left or discarded by key and by mouse."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.base.clock import StillClock
from app.base.people import Person
from app.desk import draft, outage, sign
from app.desk.passing import acts as passing_acts
from app.desk.shared.context import Desk
from app.rules.draft import DraftForm
from app.ui.draft import opening
from app.ui.draft.drafts_form import DraftsForm, show_left_over
from app.ui.frame.application import OpenWindow
from app.ui.passing.forms import FollowForm
from app.ui.ticket.forms import TextForm

OPERATOR = Person("值班员甲")


@pytest.fixture
def ticket(desk: Desk, take_in: Callable[..., int]) -> int:
    made = take_in("热线-261123-004417")
    sign.sign(desk, person=OPERATOR, ticket_ids=[made])
    return made


@pytest.fixture
def form(opened: OpenWindow, desk: Desk, ticket: int) -> Callable[[], DraftsForm]:
    draft.save(desk, key=f"add_note:{ticket}", text=json.dumps({"text": "商户13800000001答应周三退款"}))

    def show() -> DraftsForm:
        opened.shell.commands.run("drafts")
        made = opened.shell.last_form
        assert isinstance(made, DraftsForm)
        return made

    return show


def shown(form: DraftsForm) -> list[list[tuple[str, str]]]:
    cells = [[column.cell(row, form.shell.now()) for column in form.model.columns] for row in form.model.rows]
    return [[(cell.text, cell.second) for cell in line] for line in cells]


def test_a_draft_is_listed_with_its_form_ticket_time_and_masked_first_words(form: Callable[[], DraftsForm]) -> None:
    assert shown(form()) == [
        [
            ("备注", "02:41"),
            ("健身房闭店，年卡无法退费", "热线-261123-004417"),
            ("商户138****0001答应周三退款", ""),
        ]
    ]


def test_enter_opens_the_form_with_its_text(form: Callable[[], DraftsForm], opened: OpenWindow) -> None:
    listed = form()
    QTest.keyClick(listed.view, Qt.Key.Key_Return)
    note = opened.shell.last_form
    assert isinstance(note, TextForm)
    assert note.values()["text"] == "商户13800000001答应周三退款"
    note.reject()


def test_delete_discards_a_draft_and_ctrl_z_brings_it_back(
    form: Callable[[], DraftsForm], opened: OpenWindow, desk: Desk, ticket: int
) -> None:
    listed = form()
    listed.drop.click()
    assert listed.list.is_empty
    assert not listed.opener.isEnabled()
    assert draft.load(desk, key=f"add_note:{ticket}") is None
    assert opened.shell.undo is not None
    assert opened.shell.undo.words == "丢弃草稿 备注 热线-261123-004417"
    opened.shell.commands.run("undo")
    assert "13800000001" in (draft.load(desk, key=f"add_note:{ticket}") or "")


def test_esc_leaves_every_draft(form: Callable[[], DraftsForm], desk: Desk, ticket: int) -> None:
    listed = form()
    listed.keep.click()
    assert not listed.isVisible()
    assert draft.load(desk, key=f"add_note:{ticket}") is not None


def test_a_draft_about_a_row_of_a_page_opens_on_that_row(opened: OpenWindow, desk: Desk, ticket: int) -> None:
    case = passing_acts.open_case(desk, person=OPERATOR, ticket_id=ticket, why="两家来回推").result
    passing_acts.report(desk, person=OPERATOR, case_id=case.id, to="王局", follow_up_at=desk.now() + timedelta(hours=9))
    kept = json.dumps({"said": "王局已约两家周三碰头"}, ensure_ascii=False)
    draft.save(desk, key=f"passing-follow:{case.id}", text=kept)
    opened.shell.commands.run("drafts")
    listed = opened.shell.last_form
    assert isinstance(listed, DraftsForm)
    assert [row.ticket_number for row in listed.model.rows] == ["热线-261123-004417"]
    listed.opener.click()
    follow = opened.shell.last_form
    assert isinstance(follow, FollowForm)
    assert follow.values()["said"] == "王局已约两家周三碰头"
    follow.reject()


def test_at_a_start_the_list_shows_only_what_a_crash_left(
    opened: OpenWindow, desk: Desk, ticket: int, still: StillClock
) -> None:
    show_left_over(opened.shell)
    assert not isinstance(opened.shell.last_form, DraftsForm)
    draft.save(desk, key=f"add_note:{ticket}", text="没有写完")
    still.advance(timedelta(seconds=5))
    outage.note_quit(desk, person=OPERATOR, still_open=1)
    show_left_over(opened.shell)
    assert not isinstance(opened.shell.last_form, DraftsForm)
    still.advance(timedelta(seconds=5))
    draft.save(desk, key="new-ticket", text=json.dumps({"title": "没有写完", "content": ""}))
    show_left_over(opened.shell)
    listed = opened.shell.last_form
    assert isinstance(listed, DraftsForm)
    assert [row.key for row in listed.model.rows] == ["new-ticket", f"add_note:{ticket}"]
    listed.close()


def test_the_list_is_no_taller_than_a_small_screen(opened: OpenWindow, form: Callable[[], DraftsForm]) -> None:
    made = form()
    assert made.minimumSizeHint().height() <= 600  # offscreen without fonts of the desk words are wider
    assert made.height() <= made.screen().availableGeometry().height()


def test_every_form_that_keeps_a_draft_is_opened_again_somewhere(opened: OpenWindow) -> None:
    lost = [form for form in DraftForm if not opening.place_of(form)]
    assert lost == []
    pages = {place for place in map(opening.place_of, DraftForm) if place in opened.shell.page_names}
    assert {"assessments", "obligations", "roster", "tasks"} <= pages
