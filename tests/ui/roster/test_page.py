"""The roster in the window: a file is looked into and taken in, a stand-in and a swap, problems and no roster."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from sqlalchemy import delete, insert

from app.desk.roster import acts as roster_acts
from app.desk.roster import people
from app.desk.shared.context import Desk
from app.models.roster.tables import roster_shifts
from app.rules.roster.shifts import ProblemKind
from app.ui.frame.application import OpenWindow
from app.ui.kit.printing.preview import PrintPreview
from app.ui.roster.forms import StandInForm, SwapForm, TakeInForm
from app.ui.roster.page import RosterPage
from app.ui.roster.paper import roster_paper
from tests.corpus import writers
from tests.ui.conftest import OPERATOR

ROWS = [
    ["2026年11月值班表"],
    ["日期", "白班", "夜班", "班组长"],
    ["11月23日", "值班员甲", "值班员乙", "组长甲"],
    ["11月24日", "值班员乙", "", "组长乙"],
    ["11月25日", "值班员丙", "值班员丁", "组长丙"],
]


@pytest.fixture
def page(opened: OpenWindow) -> RosterPage:
    opened.window.show_page("roster")
    made = opened.window.current_page()
    assert isinstance(made, RosterPage)
    return made


@pytest.fixture
def filled(page: RosterPage, tmp_path: Path) -> RosterPage:
    page.show_file(str(writers.text(tmp_path / "值班.csv", ROWS, encoding="gb18030")))
    form = page.shell.last_form
    assert isinstance(form, TakeInForm)
    form.submit()
    return page


def choose(page: RosterPage, name: str, day: int) -> None:
    lines = page.model.rows
    place = next(
        at for at, line in enumerate(lines) if line.shift and line.shift.name == name and line.shift.day.day == day
    )
    page.view.selectRow(place)


def test_without_a_roster_the_page_says_how_to_bring_one_in(page: RosterPage) -> None:
    assert page.list.is_empty
    assert page.list.count.text() == ""


def test_shifts_gaps_and_short_rests_stand_in_one_list(filled: RosterPage) -> None:
    kinds = [line.problems[0].kind for line in filled.model.rows if line.problems]
    assert ProblemKind.GAP in kinds
    assert ProblemKind.SHORT_REST in kinds
    assert filled.list.count.text().startswith("6 个班 · 有问题")


def test_a_roster_that_has_run_out_leaves_a_gap_on_the_page_too(desk: Desk, filled: RosterPage) -> None:
    with desk.register.writing() as stores:
        stores.connection.execute(delete(roster_shifts).where(roster_shifts.c.day > date(2026, 11, 1)))
        old = datetime(2026, 10, 1, 0, tzinfo=UTC)
        values = {"name": "白班", "day": old.date(), "starts_at": old, "ends_at": old + timedelta(hours=12)}
        stores.connection.execute(insert(roster_shifts), values | {"people": ()})
    filled.refresh()
    assert [line.problems[0].kind for line in filled.model.rows] == [ProblemKind.GAP]
    assert filled.list.count.text() == "0 个班 · 有问题 1 处"
    filled.ask_place()
    assert filled.findChildren(QFileDialog) == []


def test_a_stand_in_is_recorded_and_can_be_undone(desk: Desk, opened: OpenWindow, filled: RosterPage) -> None:
    choose(filled, "白班", 25)
    opened.shell.commands.run("roster-stand-in")
    form = opened.shell.last_form
    assert isinstance(form, StandInForm)
    form.fields["instead"].setText("值班员戊")  # type: ignore[union-attr]
    form.submit()
    names = [one.name for line in filled.model.rows if line.shift for one in line.shift.people if one.instead_of]
    assert names == ["值班员戊"]
    opened.shell.commands.run("undo")
    assert not any(one.instead_of for line in filled.model.rows if line.shift for one in line.shift.people)


def test_a_stand_in_who_is_there_already_is_refused_at_its_field(opened: OpenWindow, filled: RosterPage) -> None:
    choose(filled, "白班", 23)
    opened.shell.commands.run("roster-stand-in")
    form = opened.shell.last_form
    assert isinstance(form, StandInForm)
    form.fields["instead"].setText("组长甲")  # type: ignore[union-attr]
    form.submit()
    assert form.isVisible()
    assert "已在" in form._errors["instead"].text()


def test_a_swap_exchanges_two_people(opened: OpenWindow, filled: RosterPage) -> None:
    choose(filled, "白班", 25)
    opened.shell.commands.run("roster-swap")
    form = opened.shell.last_form
    assert isinstance(form, SwapForm)
    other = next(
        line for line in filled.model.rows if line.shift and line.shift.name == "夜班" and line.shift.day.day == 23
    )
    field = form.fields["other"]
    field.setCurrentIndex(field.findData(f"{other.id}:值班员乙"))  # type: ignore[union-attr]
    form.submit()
    shown = {
        (line.shift.name, line.shift.day.day): line.shift.people[0].name for line in filled.model.rows if line.shift
    }
    assert (shown["白班", 25], shown["夜班", 23]) == ("值班员乙", "值班员丙")


def test_a_file_with_an_unreadable_cell_cannot_be_taken_in_and_says_where(page: RosterPage, tmp_path: Path) -> None:
    rows = [*ROWS[:2], ["11月23日", "值班员2号", "", ""]]
    page.show_file(str(writers.text(tmp_path / "值班.csv", rows, encoding="gb18030")))
    form = page.shell.last_form
    assert isinstance(form, TakeInForm)
    assert not form.main.isEnabled()


def test_who_is_on_duty_stands_first_in_the_sign_in(desk: Desk, page: RosterPage, tmp_path: Path) -> None:
    rows = [*ROWS[:2], ["11月22日", "值班员乙", "值班员甲", "组长甲"], *ROWS[2:]]
    roster_acts.take_in(desk, person=OPERATOR, path=writers.text(tmp_path / "值班.csv", rows, encoding="gb18030"))
    assert next(one.name for one in people.offered(desk)) == "值班员甲"


def test_copied_cells_are_shown_before_they_are_taken_in(opened: OpenWindow, page: RosterPage) -> None:
    QGuiApplication.clipboard().setText("没有表格")
    opened.shell.commands.run("roster-paste")
    assert page.shell.last_form is None
    QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in ROWS))
    opened.shell.commands.run("roster-paste")
    form = page.shell.last_form
    assert isinstance(form, TakeInForm)
    form.submit()
    assert page.list.count.text().startswith("6 个班")
    assert "夜班" not in opened.window.foot.person.text()


def test_the_printed_page_is_the_table_as_it_came_in(desk: Desk, filled: RosterPage) -> None:
    paper = roster_paper(desk, first=date(2026, 11, 23), last=date(2026, 11, 25))
    assert paper.title == "2026年11月值班表"
    assert list(map(list, paper.rows)) == ROWS[2:]
    filled.print_shown()
    assert isinstance(filled.shell.last_form, PrintPreview)
    filled.shell.last_form.close()


def test_what_is_wrong_with_the_roster_is_said_once_a_day_and_stands_in_the_foot(
    opened: OpenWindow, filled: RosterPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(opened.shell, "say", lambda words, *_rest, **_named: said.append(words))
    opened.window.pulse.read_all()
    opened.window.pulse.read_all()
    assert [words for words in said if "无人值班" in words] == []
    assert any("无人值班" in words for words in opened.window.foot.warnings)
    opened.window.pulse._ahead = None
    opened.window.pulse.read_all()
    opened.window.pulse.read_all()
    assert len([words for words in said if "无人值班" in words]) == 1
