"""Extension, supervision and parking in the window: entered on a ticket, followed up, ended, the import tells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from app.base.clock import SHANGHAI
from app.desk.measure import acts as measure_acts
from app.desk.measure import reads as measure_reads
from app.desk.shared.context import Desk
from app.desk.ticket import reads as ticket_reads
from app.rules.measure import MeasureKind, MeasureState
from app.rules.ticket.states import TicketStatus
from app.ui.frame.application import OpenWindow
from app.ui.measure.forms import (
    EndMeasureForm,
    FollowMeasureForm,
    KindMeasureForm,
    MeasureForm,
    WithdrawKindMeasureForm,
)
from app.ui.measure.page import MeasuresPage
from tests.ui.conftest import OPERATOR

UNTIL = datetime(2026, 11, 30, 18, 0, tzinfo=SHANGHAI)


@pytest.fixture
def ticket(opened: OpenWindow, take_in: Callable[..., int]) -> int:
    made = take_in("甲", unit="家政专班", status=TicketStatus.HANDLING)
    opened.shell.select(made, (made,))
    return made


@pytest.fixture
def page(opened: OpenWindow) -> Callable[[], MeasuresPage]:
    def show() -> MeasuresPage:
        opened.window.show_page("measures")
        made = opened.window.current_page()
        assert isinstance(made, MeasuresPage)
        return made

    return show


def test_an_extension_is_entered_on_the_ticket_with_who_how_why_and_until(
    desk: Desk, opened: OpenWindow, ticket: int
) -> None:
    opened.shell.commands.run("extend")
    form = opened.shell.last_form
    assert isinstance(form, MeasureForm)
    for name, text in (("until", "11-30 18:00"), ("granted_by", "张主任"), ("paper", "电话记录 3 号")):
        form.fields[name].setText(text)  # type: ignore[union-attr]
    form.fields["reason"].setPlainText("法人在外地")  # type: ignore[union-attr]
    form.channels.choose(1)
    form.fields["channel"].setCurrentIndex(1)  # type: ignore[union-attr]
    form.submit()
    (row,) = measure_reads.listing(desk)
    assert (row.kind, row.granted_by, row.channel, row.paper) == (
        MeasureKind.EXTENSION, "张主任", "电话", "电话记录 3 号",
    )  # fmt: skip
    assert ticket_reads.detail(desk, ticket_id=ticket).row.deadline_at == UNTIL


def test_a_time_that_cannot_be_read_is_refused_at_its_field(opened: OpenWindow, ticket: int) -> None:
    opened.shell.commands.run("supervise")
    form = opened.shell.last_form
    assert isinstance(form, MeasureForm)
    form.fields["until"].setText("改天")  # type: ignore[union-attr]
    form.submit()
    assert form.isVisible()
    assert form._errors["until"].isVisible()


def test_the_register_follows_up_and_ends_what_is_in_force(
    desk: Desk, opened: OpenWindow, ticket: int, page: Callable[[], MeasuresPage]
) -> None:
    grant = measure_acts.Grant("李局长", "书面", UNTIL, "长期协商")
    measure_acts.enter(desk, person=OPERATOR, ticket_id=ticket, kind=MeasureKind.PARKING, grant=grant)
    shown = page()
    assert shown.list.count.text() == "1 条 · 有效 1 条"
    opened.shell.commands.run("measure-follow")
    follow = opened.shell.last_form
    assert isinstance(follow, FollowMeasureForm)
    follow.fields["said"].setPlainText("已约谈")  # type: ignore[union-attr]
    follow.fields["until"].setText("12-10 9:00")  # type: ignore[union-attr]
    follow.submit()
    opened.shell.commands.run("measure-lift")
    end = opened.shell.last_form
    assert isinstance(end, EndMeasureForm)
    end.fields["note"].setPlainText("已退款")  # type: ignore[union-attr]
    end.submit()
    (row,) = measure_reads.listing(desk)
    assert (row.state, row.note) == (MeasureState.LIFTED, "已退款")
    assert "measure-lift" not in [name for name, button in shown.detail.buttons.items() if button.isVisibleTo(shown)]


def test_the_empty_register_says_how_to_enter(page: Callable[[], MeasuresPage]) -> None:
    shown = page()
    assert shown.list.is_empty
    assert "Alt+Shift+E" in shown.list.empty_hint.text()


def test_a_measure_against_a_kind_is_entered_compared_and_withdrawn(
    desk: Desk, opened: OpenWindow, page: Callable[[], MeasuresPage], take_in: Callable[..., int]
) -> None:
    take_in("乙", category_1="市场", category_2="预付卡")
    shown = page()
    opened.shell.commands.run("kind-measure-add")
    form = opened.shell.last_form
    assert isinstance(form, KindMeasureForm)
    assert [form.kind.itemText(place) for place in range(form.kind.count())] == ["预付卡"]
    form.submit()
    assert form.isVisible()  # no kind yet
    form.kind.setCurrentText("预付卡")
    form.fields["since"].setText("2026-09-01")  # type: ignore[union-attr]
    form.fields["text"].setPlainText("约谈 12 家")  # type: ignore[union-attr]
    form.submit()
    assert shown.shows_kinds
    (row,) = shown.part.model.rows
    assert [shown.part.model.cell(0, place).text for place in (0, 1, 4)] == ["预付卡", "2026-09-01", "看不出变化"]
    assert shown.chosen() is None
    opened.shell.commands.run("kind-measure-withdraw")
    form = opened.shell.last_form
    assert isinstance(form, WithdrawKindMeasureForm)
    form.fields["note"].setPlainText("登错")  # type: ignore[union-attr]
    form.submit()
    assert shown.part.model.rows == []
    assert shown.back()
    assert not shown.shows_kinds
    assert row.version == 1
