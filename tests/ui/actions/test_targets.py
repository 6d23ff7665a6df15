"""What an entry allows, its button, its menu line, the palette and its key say alike, for every state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from app.base.changes import Change
from app.desk import sign
from app.desk.contact import acts as contact_acts
from app.desk.passing import acts as passing_acts
from app.desk.returns import acts as returns_acts
from app.desk.returns import reads as returns_reads
from app.rules.contact.states import AttemptOutcome
from app.rules.finding.states import FindingState
from app.rules.passing import PASSING_FLOW, PassingState
from app.rules.returns.moves import RETURN_FLOW, ReturnVerb
from app.rules.returns.states import ReturnDirection, ReturnGround, ReturnState
from app.rules.ticket.moves import TICKET_FLOW, TicketVerb
from app.rules.ticket.states import TicketStatus
from app.ui.actions.targets import OfTicket, PageAction, RowAction, row_actions
from app.ui.frame.application import OpenWindow
from app.ui.frame.pages import Page
from app.ui.kit.table.menu import LinesMenu, action_line
from tests.ui.conftest import OPERATOR

# The verbs that an entry stands for; `sign`, `return` and `reply` allow a little more than their verb.
VERBS = {
    "dispatch": TicketVerb.DISPATCH,
    "call-back": TicketVerb.RECORD_SURVEY,
    "rework": TicketVerb.REWORK,
    "pass-reply": TicketVerb.PASS_REPLY,
    "send-back": TicketVerb.SEND_BACK_REPLY,
    "close": TicketVerb.CLOSE,
    "reopen": TicketVerb.REOPEN,
    "sign": TicketVerb.SIGN,
    "sign-at": TicketVerb.SIGN,
    "return": TicketVerb.REGISTER_RETURN,
    "reply": TicketVerb.WRITE_REPLY,
}
MEASURES = {"extend", "supervise", "park"}
OURS = {"return-send": "send", "return-accept": "accept", "return-refuse": "refuse", "return-withdraw": "withdraw",
        "return-again": "resend"}  # fmt: skip
TO_US = {"return-accept": "agree", "return-refuse": "decline", "return-withdraw": "withdraw"}


def whole(opened: OpenWindow) -> None:
    """Waits until the panel is built."""
    while not opened.window.panel.is_whole:
        opened.application.processEvents()


def show(opened: OpenWindow, ticket: int) -> None:
    opened.gateway.announce(Change.TICKETS)
    opened.shell.open_ticket(ticket)
    whole(opened)


def visible(page: Any) -> set[str]:
    """The actions whose buttons are shown."""
    entries = {entry.id for entry in row_actions(page.shell, page.name)}
    return {name for name, button in page.detail.buttons.items() if not button.isHidden()} & entries


def check_page(opened: OpenWindow, page: Any, allowed: set[str]) -> None:
    """Holds buttons, menu lines, palette and keys of the chosen row against what is allowed."""
    shell = opened.shell
    assert visible(page) == allowed
    menu = LinesMenu(page.view, page.view.menus.row_lines, "black")
    for entry in row_actions(shell, page.name):
        assert menu.line(entry.text).isEnabled() == (entry.id in allowed), entry.id
        assert (shell.commands.refusal(entry.id) == "") == (entry.id in allowed), entry.id
        if entry.id not in allowed:
            opened.window.messages.close_message()
            shell.last_form = None
            shell.commands.action(entry.id).trigger()
            assert opened.window.messages.text == entry.why_not(page.chosen())
            assert shell.last_form is None
    menu.deleteLater()


def put(page: Any, row: object) -> None:
    """Shows this row alone, chosen."""
    page.list.show_rows([row], ("", ""))
    page.view.choose(0)


MEASURES = {"extend", "supervise", "park"}


@pytest.mark.parametrize("status", list(TicketStatus))
def test_ticket_actions_agree_in_every_status(opened: OpenWindow, take_in: Callable[..., int], status) -> None:
    show(opened, take_in(status=status))
    shell = opened.shell
    detail = shell.selection.detail
    entries = [entry for entry in shell.commands.every() if isinstance(entry, OfTicket)]
    allowed = {entry.id for entry in entries if not entry.why_not(detail)}
    bar = opened.window.panel.bar
    bar.buttons["more"].click()
    in_menu = {action.data() for action in bar.menu.actions()}
    bar.menu.close()
    assert (set(bar.buttons) - {"more"}) | in_menu == allowed
    for entry in entries:
        assert action_line(shell, entry.id).allowed == (entry.id in allowed), entry.id
        if entry.id not in allowed:
            shell.commands.action(entry.id).trigger()
            assert opened.window.messages.text == f"{detail.row.number}：{entry.why_not(detail)}"
            assert shell.last_form is None
            if entry.id == "take-into-work":
                assert entry.why_not(detail) == "不在历史未结中"
                continue
            if entry.id in MEASURES:
                assert entry.why_not(detail) == f"工单已办结或已退单，不能{entry.text}"
                continue
            assert entry.why_not(detail) == TICKET_FLOW.refusal(status, VERBS[entry.id])


@pytest.mark.parametrize("status", list(TicketStatus))
def test_what_the_life_of_a_ticket_allows_is_offered(opened: OpenWindow, take_in: Callable[..., int], status) -> None:
    show(opened, take_in(status=status))
    for name, verb in VERBS.items():
        if TICKET_FLOW.allows(status, verb):
            assert opened.shell.commands.refusal(name) == "", name


def test_a_ticket_that_a_file_brought_in_handled_can_still_be_signed_for_once(opened, take_in, desk) -> None:
    ticket = take_in(status=TicketStatus.HANDLING)
    show(opened, ticket)
    assert opened.shell.commands.refusal("sign") == ""
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    opened.gateway.announce(Change.TICKETS)
    assert "正在办理" in opened.shell.commands.refusal("sign")


def test_without_a_ticket_every_ticket_action_asks_for_one(opened: OpenWindow) -> None:
    for name in ("note", "return", "passing-open", "return-receive"):
        opened.shell.commands.run(name)
        assert opened.window.messages.text == "请先选择一件工单"
        opened.window.messages.close_message()
    opened.shell.commands.run("sign")
    assert "请先在列表中选择工单" in opened.window.messages.text


def test_f5_without_a_ticket_opens_the_callbacks(opened: OpenWindow) -> None:
    opened.shell.commands.run("call-back")
    assert opened.shell.page_in_front.name == "callback"


@pytest.fixture
def case(desk, take_in):
    """A return of a signed ticket."""
    ticket = take_in()
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    returns_acts.register(
        desk, person=OPERATOR, ticket_id=ticket, ground=ReturnGround.DUPLICATE, basis="目录", suggested_unit="某局"
    )
    return returns_reads.listing(desk)[0]


def test_return_actions_agree_in_every_state_and_direction(opened: OpenWindow, case) -> None:
    opened.shell.open_page("returns")
    page = opened.window.current_page()
    for direction, verbs in ((ReturnDirection.OURS, OURS), (ReturnDirection.TO_US, TO_US)):
        for state in ReturnState:
            put(page, replace(case, state=state, direction=direction))
            possible = {name for name, verb in verbs.items() if RETURN_FLOW.allows(state, ReturnVerb(verb))}
            check_page(opened, page, possible | {"return-evidence", "return-dossier", "return-correct"})


def test_passing_actions_agree_in_every_state(opened: OpenWindow, take_in, desk) -> None:
    passing_acts.open_case(desk, person=OPERATOR, ticket_id=take_in(), why="两部门互推")
    opened.shell.open_page("passing")
    page = opened.window.current_page()
    row = page.model.rows[0]
    for state in PassingState:
        put(page, replace(row, state=state))
        steps = {f"passing-{verb}" for verb in PASSING_FLOW.verbs(state)}
        check_page(opened, page, (steps - {"passing-reopen"}) | {"passing-copy"})


def test_finding_actions_agree_in_every_state(opened: OpenWindow, take_in, desk, still) -> None:
    wrong, ticket = "13900000009", take_in(status=TicketStatus.HANDLING)
    contact_acts.add_attempt(
        desk, person=OPERATOR, ticket_id=ticket, number_index=None, typed=wrong, outcome=AttemptOutcome.REACHED
    )
    opened.shell.open_page("findings")
    page = opened.window.current_page()
    row = page.model.rows[0]
    for state in FindingState:
        for attempt in (None, 1):
            put(page, replace(row, state=state, attempt_id=attempt))
            allowed = {"finding-explain"} if state is FindingState.OPEN else set()
            allowed |= {"finding-correct"} if state is FindingState.OPEN and attempt else set()
            allowed |= {"finding-reopen"} if state is FindingState.EXPLAINED else set()
            check_page(opened, page, allowed)


def pages_of(opened: OpenWindow, kind: type) -> set[str]:
    return {entry.page for entry in opened.shell.commands.every() if isinstance(entry, kind)}


def test_an_action_for_a_row_leads_to_its_page_and_asks_for_a_row_there(opened: OpenWindow) -> None:
    for name in sorted(pages_of(opened, RowAction)):
        entry = row_actions(opened.shell, name)[0]
        opened.shell.commands.run(entry.id)
        page = opened.shell.page_in_front
        assert isinstance(page, Page)
        assert page.name == name
        assert opened.shell.last_form is None
        opened.shell.commands.run(entry.id)
        chosen = page.chosen()  # the due papers stand in their list also in an empty register
        assert opened.window.messages.text == (page.choose_first if chosen is None else entry.why_not(chosen))


def test_page_tools_are_allowed_while_their_entries_allow_them(opened: OpenWindow) -> None:
    for name in sorted(pages_of(opened, PageAction)):
        opened.shell.open_page(name)
        page: Any = opened.shell.page_in_front
        tools = getattr(page, "tools", None)
        for entry in opened.shell.commands.every():
            if isinstance(entry, PageAction) and entry.page == name and tools is not None:
                assert tools.buttons[entry.id].isEnabled() == (opened.shell.commands.refusal(entry.id) == ""), entry.id


def test_an_action_that_the_page_refuses_says_why_in_front_of_it_only(opened: OpenWindow) -> None:
    opened.shell.commands.run("return-export")
    assert opened.shell.page_in_front.name == "returns"
    assert opened.window.messages.text == ""
    opened.shell.commands.run("return-export")
    assert opened.window.messages.text == "列表里还没有内容"
