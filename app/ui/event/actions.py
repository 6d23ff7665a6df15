"""The actions of mass events: new, dispatch, drafts, wording, report, told, end."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from app.desk.event import acts as event_acts
from app.desk.event import picking
from app.desk.event import reads as event_reads
from app.rules.event.states import EVENT_FLOW, EventState, EventVerb
from app.ui.actions.action import Action, Group
from app.ui.actions.targets import RowAction, WindowAction
from app.ui.event import forms, papers_form, plans

if TYPE_CHECKING:
    from app.base.changes import Outcome
    from app.desk.event.acts import Source
    from app.desk.event.rows import EventRow, EventView
    from app.ui.event.page import EventsPage
    from app.ui.frame.shell import Shell

PAGE = "events"


def _has_page(shell: Shell) -> bool:
    return PAGE in shell.page_names


def _open(shell: Shell) -> None:
    """Makes an event in one act where the page in front names its source, else opens the form with the chosen tickets.

    A page of warnings or merchants has `event_source() -> Source | None`, which is that of its chosen row.
    """
    front = shell.page_in_front
    makes = getattr(front, "event_source", None)
    source: Source | None = makes() if callable(makes) else None
    if source is not None:
        shell.gateway.submit(
            event_acts.open_event, on_done=partial(_show_made, shell), person=shell.person, source=source
        )
        return
    here = cast("EventsPage", front).chosen() if getattr(front, "name", "") == PAGE else None
    event_id = here.row.id if here is not None and here.row.state is EventState.OPEN else None
    ids = () if event_id is not None else shell.selection.ids
    shell.gateway.read(picking.numbers_of, partial(_with_numbers, shell, event_id), key="event-numbers", ticket_ids=ids)


def _show_made(shell: Shell, outcome: Outcome[int]) -> None:
    shell.open_page(PAGE)
    cast("EventsPage", shell.page_in_front).show_event(outcome.result)


def _with_numbers(shell: Shell, event_id: int | None, numbers: tuple[str, ...]) -> None:
    shell.gateway.read(event_reads.open_ones, partial(_show_form, shell, event_id, numbers), key="event-open")


def _show_form(shell: Shell, event_id: int | None, numbers: tuple[str, ...], events: list[EventRow]) -> None:
    forms.OpenForm(shell, events, numbers, event_id).open_form()


def _why_not(view: EventView) -> str:
    return EVENT_FLOW.refusal(view.row.state, EventVerb.WORK)


def _several(shell: Shell) -> tuple[int, ...]:
    return cast("EventsPage", shell.page_in_front).panel.several()


def _dispatch(shell: Shell, view: EventView) -> None:
    plans.DispatchForm(shell, view, _several(shell)).open_form()


def _drafts(shell: Shell, view: EventView) -> None:
    plans.DraftsForm(shell, view, _several(shell)).open_form()


def _wording(shell: Shell, view: EventView) -> None:
    forms.WordingForm(shell, view).open_form()


def _bulletin(shell: Shell, view: EventView) -> None:
    papers_form.BulletinForm(shell, view).open_form()


def _tell(shell: Shell, view: EventView) -> None:
    forms.TellForm(shell, view).open_form()


def _take_out(shell: Shell, view: EventView) -> None:
    page = cast("EventsPage", shell.page_in_front)
    why = page.panel.why_not_take_out()
    if why:
        shell.say(why, "amber")
    else:
        page.take_out()


def _end(shell: Shell, view: EventView) -> None:
    """Ends an open event; opens an ended one again."""
    if view.row.state is EventState.OPEN:
        papers_form.EndForm(shell, view).open_form()
    else:
        shell.gateway.submit(event_acts.reopen, person=shell.person, event_id=view.row.id)


ACTIONS: tuple[Action[Shell], ...] = (
    WindowAction(
        "event-open",
        "建群体事件",
        ("Ctrl+], E",),
        "users",
        Group.REGISTERS,
        "新建群体事件，或把工单加入已有事件；列表中选中的工单自动带入",
        do=_open,
        there=_has_page,
    ),
    RowAction(
        "event-wording",
        "统一口径",
        ("Ctrl+], I",),
        "message-square",
        Group.REGISTERS,
        "填写或更新对诉求人的统一口径；旧版保留",
        page=PAGE,
        do=_wording,
        why_not=_why_not,
    ),
    RowAction(
        "event-dispatch",
        "批量派单",
        ("Ctrl+], B",),
        "send",
        Group.REGISTERS,
        "逐件预览后一次派单，可撤回",
        page=PAGE,
        do=_dispatch,
        why_not=_why_not,
    ),
    RowAction(
        "event-drafts",
        "批量答复",
        ("Ctrl+], R",),
        "pencil",
        Group.REGISTERS,
        "逐件预览后一次存为草稿，可撤回；每件仍要核验和审核",
        page=PAGE,
        do=_drafts,
        why_not=_why_not,
    ),
    RowAction(
        "event-bulletin",
        "快报",
        ("Ctrl+], G",),
        "file-text",
        Group.REGISTERS,
        "写一期快报（Word，正式版面），编号存档",
        page=PAGE,
        do=_bulletin,
        why_not=_why_not,
    ),
    RowAction(
        "event-tell",
        "告知",
        ("Ctrl+], T",),
        "megaphone",
        Group.REGISTERS,
        "登记告知了谁、何时、怎样告知",
        page=PAGE,
        do=_tell,
        why_not=_why_not,
    ),
    RowAction(
        "event-take-out",
        "移出/撤回",
        ("Ctrl+], 4",),
        "x",
        Group.REGISTERS,
        "移出选中的工单，或撤回选中的告知；列表中也可按 Del",
        page=PAGE,
        do=_take_out,
        why_not=_why_not,
    ),
    RowAction(
        "event-end",
        "结束/重开",
        ("Ctrl+], F",),
        "circle-check",
        Group.REGISTERS,
        "写结案报告并结束群体事件；已结束的重新打开",
        page=PAGE,
        do=_end,
    ),
)
