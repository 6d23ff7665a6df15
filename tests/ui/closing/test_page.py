"""The page of the month's hinges: lines open their tickets, the period before, the steps of a ranking, the badge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.base.clock import StillClock
from app.desk.closing import acts as closing_acts
from app.desk.closing import reads as closing_reads
from app.desk.queue import reads as queue_reads
from app.desk.shared.context import Desk
from app.desk.ticket import editing, twins
from app.rules.closing.kinds import ClosingKind
from app.rules.closing.ranking import ClockKind, ClosingStep
from app.ui.actions.catalogue import PAGES
from app.ui.closing.forms import EnteredForm, ObjectionForm
from app.ui.closing.page import ClosingPage
from app.ui.frame.application import OpenWindow
from tests.desk.conftest import beijing
from tests.ui.conftest import OPERATOR

BAD = {"platform_valid": "是", "platform_contacted": "是", "platform_solved": "否", "platform_satisfied": "不满意"}


@pytest.fixture
def seventeenth(still: StillClock) -> None:
    still.advance(beijing("2026-12-10T09:00") - still.now())


@pytest.fixture
def page(opened: OpenWindow) -> Callable[[], ClosingPage]:
    def show() -> ClosingPage:
        opened.window.show_page("closing")
        made = opened.window.current_page()
        assert isinstance(made, ClosingPage)
        return made

    return show


def test_each_line_opens_its_ticket_and_kinds_are_counted(
    seventeenth: None,
    still: StillClock,
    opened: OpenWindow,
    take_in: Callable[..., int],
    page: Callable[..., ClosingPage],
) -> None:
    bad = take_in("热线-2", status="closed", closed_at=still.now(), signed_at=still.now(), **BAD)
    take_in("热线-5", status="to-review")
    still.advance(beijing("2026-12-17T09:00") - still.now())
    shown = page()
    assert "2026年12月考核期（11-19 至 12-18）" in shown.strip.period.text()
    assert shown.strip.left.text() == "还剩 1 天 15 时"
    assert "明天结束" in shown.strip.begins.text()
    assert shown.kinds.buttons[ClosingKind.TURNABLE].text() == "可转化回访 1"
    shown.kinds.choose(ClosingKind.TURNABLE)
    assert [row.number for row in shown.model.rows] == ["热线-2"]
    shown.view.open_current()
    assert opened.shell.selection.current == bad
    assert shown.back()
    assert not shown.back()


def test_the_period_before_shows_that_nothing_can_be_turned(
    seventeenth: None, still: StillClock, take_in: Callable[..., int], page: Callable[..., ClosingPage]
) -> None:
    take_in("热线-2", status="closed", closed_at=still.now(), signed_at=still.now(), **BAD)
    still.advance(beijing("2026-12-19T10:00") - still.now())
    shown = page()
    assert "2027年1月考核期今天开始" in shown.strip.begins.text()
    shown.periods.choose("before")
    assert shown.strip.left.text() == "已结束，不能再转化"
    assert ClosingKind.TURNABLE not in {row.kind for row in shown.model.rows}


def test_the_ranking_is_noted_by_key_then_the_objection_and_an_empty_one_is_refused(
    desk: Desk,
    seventeenth: None,
    still: StillClock,
    opened: OpenWindow,
    take_in: Callable[..., int],
    page: Callable[..., ClosingPage],
) -> None:
    take_in("热线-1")
    still.advance(beijing("2026-12-20T10:00") - still.now())
    shown = page()
    assert shown.strip.clock_words() == ["2026年12月考核期 录入官方排名：12-25 24:00 前"]
    opened.shell.commands.run("ranking-objection")
    assert not isinstance(opened.shell.last_form, ObjectionForm)
    opened.shell.commands.run("ranking-entered")
    form = opened.shell.last_form
    assert isinstance(form, EnteredForm)
    form.fields["at"].setText("改天")  # type: ignore[union-attr]
    form.submit()
    assert form._errors["at"].isVisible()
    form.fields["at"].setText("12-19 15:00")  # type: ignore[union-attr]
    form.submit()
    assert "12-22 24:00 前" in shown.strip.clock_words()[1]
    opened.shell.commands.run("ranking-objection")
    objection = opened.shell.last_form
    assert isinstance(objection, ObjectionForm)
    objection.submit()
    assert objection.isVisible()
    objection.fields["step"].setCurrentIndex(2)  # type: ignore[union-attr]
    objection.submit()
    assert objection.isVisible()
    objection.fields["note"].setPlainText("第 3 项分母不符")  # type: ignore[union-attr]
    objection.submit()
    (_, clock) = closing_reads.closing(desk).clocks
    assert (clock.kind, clock.step) == (ClockKind.OBJECTION, ClosingStep.OBJECTED)


def test_two_tickets_that_are_one_are_joined_from_the_list_and_from_the_ticket_by_one_key(
    desk: Desk, opened: OpenWindow, take_in: Callable[..., int], page: Callable[..., ClosingPage]
) -> None:
    said = {"title": "空调维修加价", "content": "上门维修空调后加价", "phone_raw": "13800000001"}
    for number in ("热线-7", "热线-8"):
        typed = editing.create(desk, person=OPERATOR, values=said).result
        other = take_in(number, **said)
        if number == "热线-7":
            shown = page()
            shown.kinds.choose(ClosingKind.TWIN)
            opened.shell.commands.run("join-tickets")
            assert shown.list.is_empty
        else:
            opened.shell.open_ticket(typed)
            opened.shell.commands.run("join-tickets")
        assert twins.proposals(desk) == ()
        with desk.register.reading() as stores:
            assert stores.tickets.get(typed) is None
            assert stores.tickets.get(other) is not None


def test_the_number_beside_the_page_counts_what_is_to_be_closed(
    desk: Desk, seventeenth: None, still: StillClock, opened: OpenWindow, take_in: Callable[..., int]
) -> None:
    take_in("热线-5", status="to-review")
    still.advance(timedelta(days=7))
    closing_acts.remind(desk)
    spec = next(one for one in PAGES if one.name == "closing")
    badge = spec.badge(queue_reads.counters(desk))
    assert badge is not None
    assert badge.count == len(closing_reads.closing(desk).lines)
