"""Storage of the reply of a round: its fields, its state, and the marks that were overruled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Unpack

from app.base.errors import Refused
from app.base.people import Person
from app.desk.shared.conflict import saving
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.models.register.stores import Stores
from app.models.reply.records import NewReply, Overruling, ReplyChange, ReplyRecord
from app.models.ticket.records import TicketRecord
from app.rules.journal import JournalVerb
from app.rules.reply.check import MARK_WORDS
from app.rules.reply.form import RESULT, text_hash
from app.rules.reply.states import REPLY_FLOW, ReplyState, ReplyVerb, is_writable
from app.rules.shared.flow import IllegalMove


def the_reply(stores: Stores, reply_id: int) -> ReplyRecord:
    """The reply of this id.

    Raises:
        Refused: there is none.

    """
    found = stores.replies.get(reply_id)
    if found is None:
        raise Refused("没有这份答复")
    return found


def change_reply(stores: Stores, ticket: TicketRecord, before: ReplyRecord, **change: Unpack[ReplyChange]) -> None:
    """Writes the changed columns of a ticket's reply.

    Raises:
        EditConflict: somebody else changed it since it was read.

    """
    with saving(f"{ticket.number} 的答复"):
        stores.replies.change(before, **change)


def state_after(ticket: TicketRecord, reply: ReplyRecord | None, verb: ReplyVerb) -> ReplyState:
    """The state of the reply after a verb; one that is not written yet counts as a draft.

    Raises:
        IllegalMove: the reply's state does not allow the verb; the sentence says why.

    """
    try:
        return REPLY_FLOW.after(reply.state if reply is not None else ReplyState.DRAFT, verb)
    except IllegalMove as error:
        raise IllegalMove(f"{ticket.number}：{error.message}", hint=error.hint) from error


def writable(stores: Stores, ticket_id: int) -> ReplyRecord | None:
    """The reply of this round; None when the last one has gone out and a new round begins."""
    reply = stores.replies.latest(ticket_id)
    return reply if reply is not None and is_writable(reply.state) else None


def overrule(
    desk: Desk,
    stores: Stores,
    person: Person,
    ticket: TicketRecord,
    before: ReplyRecord | None,
    reasons: Mapping[str, str],
) -> dict[str, Overruling]:
    """The overruled marks after a change: a reason overrules, an empty one withdraws; both are journalled."""
    kept = dict(before.overruled) if before is not None else {}
    for key, reason in reasons.items():
        now, then = reason.strip(), kept[key].reason if key in kept else ""
        if now == then:
            continue
        if now:
            kept[key] = Overruling(now, person.name, desk.now())
            line = f"忽略核验提示（{_kind_words(key)}）：{now}"
        else:
            del kept[key]
            line = f"取消忽略核验提示（{_kind_words(key)}）"
        write_line(desk, stores, person, JournalVerb.OVERRULE_MARK, line, about=ticket)
    return kept


def _kind_words(key: str) -> str:
    kind = key.partition(":")[0]
    return next((words for known, words in MARK_WORDS.items() if known == kind), kind)


def keep(
    desk: Desk,
    stores: Stores,
    person: Person,
    ticket: TicketRecord,
    before: ReplyRecord | None,
    values: Mapping[str, str],
    overruled: Mapping[str, Overruling],
    *,
    submit: bool,
) -> int:
    """Writes the reply; returns its new version."""
    under_review = before is not None and before.state is ReplyState.SUBMITTED
    verb = ReplyVerb.SUBMIT if submit else ReplyVerb.REVISE if under_review else ReplyVerb.WRITE
    written: ReplyChange = {
        "state": state_after(ticket, before, verb),
        "fields": values,
        "overruled": overruled,
        "writer": person.name,
        "written_at": desk.now(),
        "text_hash": text_hash(values.get(RESULT, "")),
    }
    if submit:
        written["submitted_at"] = desk.now()
    if before is not None:
        change_reply(stores, ticket, before, **written)
        return before.version + 1
    stores.replies.add(
        NewReply(
            ticket_id=ticket.id,
            state=written["state"],
            fields=values,
            overruled=overruled,
            writer=person.name,
            written_at=desk.now(),
            submitted_at=desk.now() if submit else None,
            text_hash=written["text_hash"],
        )
    )
    return 1
