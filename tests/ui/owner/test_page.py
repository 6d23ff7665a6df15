"""The page of who owns what: a text is tried at once, a fault stands at its row, a change becomes a new version."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.desk.owner import reads
from app.desk.shared.context import Desk
from app.rules.owner.context import Cut
from app.rules.owner.judgement import Likely
from app.ui.frame.application import OpenWindow
from app.ui.owner.line import OwnerLine, owner_words
from app.ui.owner.page import OwnersPage


@pytest.fixture
def page(opened: OpenWindow) -> OwnersPage:
    opened.window.show_page("owners")
    made = opened.window.current_page()
    assert isinstance(made, OwnersPage)
    return made


def test_a_text_is_tried_against_the_rows_as_they_stand(page: OwnersPage) -> None:
    page.trial.setText("健身房停业，年卡不退")
    assert page.verdict.text().startswith("可能的主责部门：区体育局")
    assert not page.save.isEnabled()


def test_a_change_shows_whose_tickets_move_and_is_saved_as_a_new_version(
    page: OwnersPage, desk: Desk, take_in: Callable[..., int], opened: OpenWindow
) -> None:
    take_in()
    row = next(place for place, line in enumerate(page.lines()) if line[0] == "区体育局")
    page.table.item(row, 0).setText("区文旅局（体育）")
    page._look()
    assert "1 件判断会变" in page.moves.text()
    opened.shell.commands.run("owners-save")
    assert reads.likely(desk, text="健身房停业").owner == "区文旅局（体育）"
    assert "共 2 版" in page.made.text()
    assert not page.changed()


def test_a_row_that_cannot_be_taken_is_marked_and_nothing_can_be_saved(page: OwnersPage) -> None:
    page.table.item(1, 2).setText("健身=50")
    page._look()
    assert "第 2 行" in page.error.text()
    assert not page.save.isEnabled()
    assert page.back()
    assert page.error.isHidden()


def test_the_line_names_the_department_with_its_basis_or_says_that_it_is_not_sure() -> None:
    assert owner_words(Likely("区体育局", True, ("健身房",), "体育依据")) == (
        "可能的主责部门：区体育局（健身房）　依据：体育依据"
    )
    close = Likely("区体育局", False, ("健身房",), "", ("公安昌平分局",))
    assert owner_words(close) == "主责部门：不能确定（可能 区体育局、公安昌平分局；词：健身房）"
    assert owner_words(Likely("", False, ())) == "主责部门：不能确定"


def test_the_line_says_what_similar_demands_say_and_what_was_left_out() -> None:
    found = Likely("区体育局", False, (), cut=(Cut("地点", "地铁站旁"),), vote=("区体育局", 0.8))
    assert owner_words(found) == "主责部门：不能确定（可能 区体育局）　相似诉求：多归区体育局　未计入：地铁站旁（地点）"


def test_without_a_text_the_page_says_what_the_field_is_for(page: OwnersPage) -> None:
    before = page.verdict.text()
    page.trial.setText("健身房停业，年卡不退")
    page.trial.setText("")
    assert page.verdict.text() == before


def test_departments_outside_the_catalogue_are_marked_and_a_word_that_is_no_mark_is_refused(page: OwnersPage) -> None:
    row = next(place for place, line in enumerate(page.lines()) if line[0] == "区住建委")
    assert page.lines()[row][4] == "是"
    page.table.item(row, 4).setText("也许")
    page._look()
    assert f"第 {row + 1} 行" in page.error.text()
    assert not page.save.isEnabled()


def test_a_ticket_in_the_panel_says_whose_it_most_likely_is(
    opened: OpenWindow, take_in: Callable[..., int], qtbot: QtBot
) -> None:
    ticket = take_in()
    opened.shell.open_ticket(ticket)
    qtbot.waitUntil(lambda: opened.window.panel.is_whole)
    lines = opened.window.findChildren(OwnerLine)
    assert any("区体育局" in line.text() for line in lines)
