"""The callback is answered with number keys: six keys when all is well, nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.base.changes import Change
from app.base.clock import SHANGHAI, StillClock
from app.base.errors import EnvironmentFault
from app.desk import draft
from app.desk.shared.context import Desk
from app.desk.survey import acts as survey_acts
from app.desk.survey import forms as survey_forms
from app.desk.ticket import reads as ticket_reads
from app.rules.contact.states import AttemptOutcome
from app.rules.survey.form import FormAnswer, FormQuestion
from app.rules.survey.states import Contacted, Satisfied, Solved
from app.rules.ticket.states import TicketStatus
from app.ui.frame.application import OpenWindow
from app.ui.survey.page import CallbackPage

TakeIn = Callable[..., int]
ENTER = Qt.Key.Key_Return


class Operator:
    """Presses keys where the keyboard is, and counts them."""

    def __init__(self, opened: OpenWindow) -> None:
        self.opened = opened
        self.pressed = 0

    def press(self, *keys: Qt.Key | str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self.pressed += 1
            target = QApplication.focusWidget() or self.opened.window
            QTest.keyClick(target, key if isinstance(key, Qt.Key) else Qt.Key(ord(key)), modifier)

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), text)

    @property
    def page(self) -> CallbackPage:
        page = self.opened.window.current_page()
        assert isinstance(page, CallbackPage)
        return page


@pytest.fixture
def still() -> StillClock:
    """In the morning: at night nobody is proposed."""
    return StillClock(datetime(2026, 11, 23, 10, 41, tzinfo=SHANGHAI))


@pytest.fixture
def three(take_in: TakeIn) -> list[int]:
    return [take_in(status=TicketStatus.TO_CALL_BACK, reply="已退费", unit="商业服务科") for _ in range(3)]


@pytest.fixture
def operator(three: list[int], opened: OpenWindow, qtbot: QtBot) -> Operator:
    """In front of the first of three callbacks, which F5 opened from the queue."""
    opened.window.activateWindow()
    qtbot.waitUntil(opened.window.isActiveWindow)
    opened.shell.commands.run("queue:to-call-back")
    opened.window.tickets.view.setFocus()
    assert opened.shell.selection.current == three[0]
    made = Operator(opened)
    made.press(Qt.Key.Key_F5)
    return made


def test_one_callback_takes_six_keys_when_all_is_well(operator: Operator, three: list[int], desk: Desk) -> None:
    operator.press("1", "1", "1", "1", ENTER)
    assert operator.pressed == 6
    told = ticket_reads.detail(desk, ticket_id=three[0])
    assert told.row.status is TicketStatus.CLOSED
    answers = told.surveys[0]
    assert (answers.valid, answers.contacted, answers.solved, answers.satisfied) == (
        True,
        Contacted.YES,
        Solved.YES,
        Satisfied.SATISFIED,
    )


def test_after_saving_the_next_caller_stands_in_an_empty_form(operator: Operator, three: list[int]) -> None:
    operator.press("1", "1", "1", "1", ENTER)
    assert operator.page.run.ticket_id == three[1]
    assert operator.page.run.answers().is_empty
    assert "已回访 1" in operator.page.view.strip.figures.text()
    operator.press("1", "1", "1", "1", ENTER, "1", "1", "1", "1", ENTER)
    assert operator.page.view.order.list.empty_title.text() == "待回访已全部完成"


def test_a_call_that_reached_nobody_is_saved_by_enter_at_once(operator: Operator, three: list[int], desk: Desk) -> None:
    operator.press("3", ENTER)
    told = ticket_reads.detail(desk, ticket_id=three[0])
    assert [row.outcome for row in told.attempts] == [AttemptOutcome.NO_ANSWER]
    assert (told.surveys, told.row.status) == ((), TicketStatus.TO_CALL_BACK)
    assert operator.page.run.ticket_id == three[1]


def test_a_reason_is_asked_for_and_its_digits_are_text(operator: Operator, three: list[int], desk: Desk) -> None:
    operator.press("1", "1", "2", "2")
    assert operator.page.view.questions.codes.hasFocus()
    operator.press(ENTER)
    reason = operator.page.view.questions.reason
    assert reason.hasFocus()
    operator.press(ENTER, ENTER)
    assert operator.page.view.questions.reason_error.isVisible()
    assert ticket_reads.detail(desk, ticket_id=three[0]).surveys == ()
    operator.type("1 2 3 refund 200")
    operator.press(ENTER, ENTER)
    told = ticket_reads.detail(desk, ticket_id=three[0]).surveys[0]
    assert (told.solved, told.reason) == (Solved.PARTLY, "1 2 3 refund 200")


def test_backspace_goes_back_and_the_answer_can_be_changed(operator: Operator, three: list[int], desk: Desk) -> None:
    operator.press("1", "2", Qt.Key.Key_Backspace)
    assert operator.page.view.questions.rows["contacted"].hasFocus()
    operator.press("1", "1", "1", Qt.Key.Key_Backspace, "5", ENTER)
    assert ticket_reads.detail(desk, ticket_id=three[0]).surveys[0].satisfied is Satisfied.NO_OPINION


def test_a_digit_at_the_end_replaces_the_answer_given_last(operator: Operator, three: list[int], desk: Desk) -> None:
    operator.press("1", "1", "1", "1")
    assert operator.page.view.bar.save.hasFocus()
    operator.press("2")
    assert operator.page.view.questions.answers().satisfied is Satisfied.MOSTLY
    assert operator.page.view.bar.save.hasFocus()
    operator.press(ENTER)
    assert ticket_reads.detail(desk, ticket_id=three[0]).surveys[0].satisfied is Satisfied.MOSTLY


def test_a_digit_replaces_the_outcome_of_a_call_that_reached_nobody(operator: Operator) -> None:
    operator.press("3")
    assert operator.page.view.questions.answers().outcome is AttemptOutcome.NO_ANSWER
    operator.press("9")
    assert operator.page.view.questions.answers().outcome is AttemptOutcome.NO_ANSWER
    operator.press("1")
    assert operator.page.view.questions.answers().outcome is AttemptOutcome.REACHED
    assert operator.page.view.questions.rows["contacted"].hasFocus()


def test_a_chip_says_that_somebody_is_on_the_phone(operator: Operator) -> None:
    on_call = operator.page.view.strip.on_call
    assert on_call.isHidden()
    operator.press("1")
    assert on_call.isVisible()
    operator.opened.shell.calling.toggle()
    assert on_call.isHidden()


def test_enter_without_an_outcome_says_what_is_missing(operator: Operator) -> None:
    operator.press(ENTER)
    assert operator.page.view.questions.outcome_error.isVisible()
    assert operator.page.view.questions.rows["outcome"].hasFocus()


def test_unanswered_questions_are_asked_about_once_before_an_invalid_callback_is_saved(
    operator: Operator, three: list[int], desk: Desk
) -> None:
    operator.press("1", "1")
    operator.press(ENTER, modifier=Qt.KeyboardModifier.ControlModifier)
    assert "2 题未答" in operator.page.view.bar.error.text()
    assert ticket_reads.detail(desk, ticket_id=three[0]).surveys == ()
    operator.press(ENTER, modifier=Qt.KeyboardModifier.ControlModifier)
    told = ticket_reads.detail(desk, ticket_id=three[0])
    assert (told.surveys[0].valid, told.row.status) == (False, TicketStatus.TO_CALL_BACK)


def test_a_complete_callback_can_be_set_to_not_valid(operator: Operator, three: list[int], desk: Desk) -> None:
    operator.press("1", "1", "1", "1")
    operator.page.view.questions.invalid.click()
    operator.press(ENTER, modifier=Qt.KeyboardModifier.ControlModifier)
    told = ticket_reads.detail(desk, ticket_id=three[0])
    assert (told.surveys[0].valid, told.row.status) == (False, TicketStatus.TO_CALL_BACK)


def test_escape_keeps_the_answers_and_brings_them_back(operator: Operator, three: list[int], desk: Desk) -> None:
    operator.press("1", "2")
    operator.page.view.questions.reason.setPlainText("没人打过电话")
    operator.press(Qt.Key.Key_Escape)
    assert operator.opened.window.current_page() is operator.opened.window.tickets
    assert "没人打过电话" in (draft.load(desk, key=f"callback:{three[0]}") or "")
    operator.opened.shell.select(three[1], (three[1],))
    operator.opened.shell.commands.run("call-back")
    operator.press(Qt.Key.Key_Escape)
    operator.opened.shell.select(three[0], (three[0],))
    operator.opened.shell.commands.run("call-back")
    back = operator.page.run.answers()
    assert (back.contacted, back.reason) == (Contacted.NO, "没人打过电话")
    assert operator.page.view.bar.saved.text() == "已恢复上次没有保存的作答"


def test_answers_are_kept_within_two_seconds_and_the_form_says_when(
    operator: Operator, three: list[int], desk: Desk
) -> None:
    operator.press("1")
    keeper = operator.page.run.drafts
    assert keeper.timer.isActive()
    assert keeper.timer.interval() <= 2000
    keeper.timer.timeout.emit()
    assert operator.page.view.bar.saved.text() == "草稿已保存 10:41:00"
    assert draft.load(desk, key=f"callback:{three[0]}")
    operator.press("1", "1", "1", ENTER)
    assert draft.load(desk, key=f"callback:{three[0]}") is None


def test_f8_shows_the_numbers_here_and_leaves_a_trace(operator: Operator, three: list[int], desk: Desk) -> None:
    numbers = operator.page.view.side.numbers
    assert [button.text() for button in numbers.buttons] == ["138****0001"]
    operator.press(Qt.Key.Key_F8)
    assert [button.text() for button in numbers.buttons] == ["13800000001"]
    assert [line.verb for line in ticket_reads.detail(desk, ticket_id=three[0]).journal].count("reveal") == 1


def test_f9_asks_for_a_reason_then_records_the_answers_and_reopens(
    operator: Operator, three: list[int], desk: Desk
) -> None:
    operator.press("1", "1", "3", "4", Qt.Key.Key_F9)
    assert operator.page.view.questions.reason.hasFocus()
    operator.type("still broken")
    operator.press(Qt.Key.Key_F9)
    told = ticket_reads.detail(desk, ticket_id=three[0])
    assert told.row.status is TicketStatus.HANDLING
    assert told.surveys[0].solved is Solved.NO
    assert operator.page.run.ticket_id == three[1]


def test_page_down_skips_and_the_skipped_one_keeps_its_draft(operator: Operator, three: list[int], desk: Desk) -> None:
    operator.press("1", Qt.Key.Key_PageDown)
    assert operator.page.run.ticket_id == three[1]
    assert draft.load(desk, key=f"callback:{three[0]}")
    operator.press(Qt.Key.Key_PageDown, Qt.Key.Key_PageDown)
    assert not operator.page.view.shows_form
    operator.page.view.order.again.click()
    assert operator.page.run.ticket_id == three[0]
    assert operator.page.run.answers().reached


def test_giving_up_says_what_is_missing_until_the_rule_is_met(
    operator: Operator, three: list[int], desk: Desk, still: StillClock
) -> None:
    bar = operator.page.view.bar
    assert not bar.give_up.isEnabled()
    assert "还需再联系 3 次" in bar.give_up.toolTip()
    for hours in (0, 5, 24):
        still.advance(timedelta(hours=hours))
        operator.opened.shell.select(three[0], (three[0],))
        operator.page.run.look(three[0])
        operator.press("3", ENTER)
    assert operator.page.run.ticket_id == three[0]
    assert bar.give_up.isEnabled()
    operator.press("U", modifier=Qt.KeyboardModifier.AltModifier)
    told = ticket_reads.detail(desk, ticket_id=three[0])
    assert told.row.status is TicketStatus.CLOSED
    assert told.journal[-1].verb == "unreachable"


def test_a_call_nobody_answers_is_recorded_with_giving_up(
    operator: Operator, three: list[int], desk: Desk, still: StillClock
) -> None:
    for hours in (0, 5, 24):
        still.advance(timedelta(hours=hours))
        survey_acts.record(
            desk,
            person=operator.opened.shell.person,
            ticket_id=three[0],
            number_index=0,
            outcome=AttemptOutcome.NO_ANSWER,
        )
    operator.opened.shell.select(three[0], (three[0],))
    operator.page.run.look(three[0])
    operator.press("3")
    operator.press("U", modifier=Qt.KeyboardModifier.AltModifier)
    told = ticket_reads.detail(desk, ticket_id=three[0])
    assert (told.row.status, len(told.attempts)) == (TicketStatus.CLOSED, 4)
    assert [line.verb for line in told.journal[-2:]] == ["survey", "unreachable"]


def test_the_number_to_dial_is_chosen_by_arrows_or_alt(take_in: TakeIn, operator: Operator, desk: Desk) -> None:
    many = take_in(status=TicketStatus.TO_CALL_BACK, phones="13800000001 13800000002 13800000003")
    operator.opened.shell.select(many, (many,))
    operator.page.run.look(many)
    operator.press(Qt.Key.Key_Down)
    assert operator.page.view.side.numbers.chosen == 1
    operator.press("3", modifier=Qt.KeyboardModifier.AltModifier)
    operator.press("4", ENTER)
    told = ticket_reads.detail(desk, ticket_id=many).attempts[0]
    assert (told.number_masked, told.outcome) == ("138****0003", AttemptOutcome.BUSY)


def test_a_refusal_of_the_desk_stands_in_the_form_and_nothing_is_lost(
    operator: Operator, three: list[int], desk: Desk
) -> None:
    operator.press("1", "1", "1", "1")
    survey_acts.rework(desk, person=operator.opened.shell.person, ticket_id=three[0], reason="x")
    operator.press(ENTER)
    assert "不能记录回访" in operator.page.view.bar.error.text() or "审核通过后" in operator.page.view.bar.error.text()
    assert not operator.page.run.busy
    assert operator.page.run.answers().satisfied is Satisfied.SATISFIED


def test_a_full_disk_leaves_the_answers_in_the_form_and_lets_save_again(
    operator: Operator, three: list[int], desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_more: object) -> None:
        raise EnvironmentFault("磁盘已满")

    operator.press("1", "1", "1", "1")
    with monkeypatch.context() as patch:
        patch.setattr("app.desk.survey.acts.record", full)
        operator.press(ENTER)
    assert "磁盘已满" in operator.opened.window.messages.text
    assert operator.page.run.answers().counts
    operator.press(ENTER)
    assert ticket_reads.detail(desk, ticket_id=three[0]).row.status is TicketStatus.CLOSED


def test_a_ticket_that_somebody_else_moved_is_said_and_the_answers_stay(
    operator: Operator, three: list[int], desk: Desk
) -> None:
    operator.press("1", "1")
    survey_acts.rework(desk, person=operator.opened.shell.person, ticket_id=three[0], reason="x")
    operator.opened.gateway.announce(Change.TICKETS)
    assert "刚刚变为办理中" in operator.page.view.bar.error.text()
    assert operator.page.run.answers().contacted is Contacted.YES
    assert not operator.page.view.bar.save.isEnabled()


def test_a_closed_ticket_can_be_asked_once_more_and_both_answers_stand(
    operator: Operator, three: list[int], desk: Desk
) -> None:
    operator.press("1", "1", "2", "2", ENTER)
    operator.type("half")
    operator.press(ENTER, ENTER, Qt.Key.Key_Escape)
    operator.opened.shell.select(three[0], (three[0],))
    operator.opened.shell.commands.run("call-back")
    assert operator.page.run.ticket_id == three[0]
    operator.press("1", "1", "1", "1")
    assert "再次回访" in operator.page.view.bar.verdict.text()
    operator.press(ENTER)
    told = ticket_reads.detail(desk, ticket_id=three[0])
    assert [(row.round, row.solved) for row in told.surveys] == [(1, Solved.PARTLY), (2, Solved.YES)]


def test_a_ticket_that_is_not_to_be_called_back_is_not_opened(
    operator: Operator, take_in: TakeIn, opened: OpenWindow
) -> None:
    other = take_in()
    operator.press(Qt.Key.Key_Escape)
    opened.shell.select(other, (other,))
    opened.shell.commands.run("call-back")
    assert opened.window.current_page() is opened.window.tickets
    assert "请先签收" in opened.window.messages.text


def test_coded_reasons_are_chosen_by_keys_and_are_reason_enough(
    operator: Operator, three: list[int], desk: Desk
) -> None:
    operator.press("1", "1", "3", "4")
    codes = operator.page.view.questions.codes
    assert codes.hasFocus()
    operator.press("1", "4", "6", "4", ENTER, ENTER, ENTER)
    told = ticket_reads.detail(desk, ticket_id=three[0]).surveys[0]
    assert (told.valid, told.reason_codes, told.reason) == (True, "退款未到账；办理太慢", "")


def test_a_new_form_is_asked_from_its_day_on_and_a_draft_of_the_old_one_comes_back_by_meaning(
    operator: Operator, three: list[int], desk: Desk
) -> None:
    operator.press("1", "1", "1")
    old = survey_forms.in_force(desk)
    words = (FormAnswer("解决了", Solved.YES), FormAnswer("没解决", Solved.NO, reason=True))
    extra = FormQuestion("again", "四", "是否愿意再次接受回访？", (FormAnswer("愿意"), FormAnswer("不愿意")))
    questions = (old.questions[0], replace(old.questions[1], answers=words), old.questions[2], extra)
    form = replace(old, questions=questions, effective_from=date(2026, 11, 23))
    survey_forms.save(desk, person=operator.opened.shell.person, form=form)
    operator.press(Qt.Key.Key_PageDown)
    operator.page.run.look(three[0])
    assert operator.page.run.answers().solved is Solved.YES
    operator.press("1", "2", ENTER)
    told = ticket_reads.detail(desk, ticket_id=three[0]).surveys[0]
    assert told.answers == {"contacted": "已联系", "solved": "解决了", "satisfied": "满意", "again": "不愿意"}
    assert told.form != old.number
