"""The brief for reporting expired tickets: the facts for the text, and the people proposed as recipients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.desk.escalation.targets import targets_of
from app.desk.roster import reads as roster_reads
from app.desk.shared.context import Desk
from app.desk.ticket.row import title_of
from app.desk.urge import reads as urge_reads
from app.models.escalation.records import EscalationRecord
from app.models.journal.store import JournalRecord
from app.rules.escalation.on_duty import offered
from app.rules.escalation.targets import SCOPE_WORDS, Scope, Target
from app.rules.escalation.texts import Matter
from app.rules.journal import JournalVerb
from app.rules.roster.shifts import Duty
from app.rules.shared.masking import mask_name, mask_text

# Verbs of work that people did on a ticket; reading it and automatic lines do not count.
_WORK = (
    JournalVerb.SIGN, JournalVerb.DISPATCH, JournalVerb.NOTE, JournalVerb.WRITE_REPLY, JournalVerb.SUBMIT_REPLY,
    JournalVerb.PASS_REPLY, JournalVerb.SEND_BACK_REPLY, JournalVerb.REOPEN, JournalVerb.CONTACT, JournalVerb.SURVEY,
    JournalVerb.UNREACHABLE, JournalVerb.REWORK, JournalVerb.RETURN_REGISTER, JournalVerb.RETURN_SEND,
    JournalVerb.RETURN_REFUSE, JournalVerb.RETURN_WITHDRAW,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposed recipient: `why` names the line of the table, `covers` counts the tickets it applies to."""

    name: str
    phone: str
    why: str
    covers: int


@dataclass(frozen=True, slots=True)
class Brief:
    """The facts of the tickets by deadline, and the proposed recipients, best match first."""

    ids: tuple[int, ...]
    matters: tuple[Matter, ...]
    offers: tuple[Offer, ...]


def brief(desk: Desk, *, ids: Sequence[int]) -> Brief:
    """The facts and the proposed recipients for these escalations; unknown ids are left out.

    Who covers the most tickets is proposed first; among equals the one whose line is the most specific.
    """
    now = desk.now()
    with desk.register.reading() as stores:
        rows = stores.escalations.many(list(ids))
        done = stores.journal.newest_of([row.ticket_id for row in rows], _WORK)
        targets, shifts = targets_of(stores), roster_reads.shifts_at(stores, now)
        urged = urge_reads.quotes(stores, [row.ticket_id for row in rows])
    chosen = [offered(targets, shifts, level=row.level, street=row.street, unit=row.unit, at=now) for row in rows]
    matters = tuple(_matter(row, done.get(row.ticket_id), urged.get(row.ticket_id, "")) for row in rows)
    return Brief(tuple(row.id for row in rows), matters, _offers(chosen))


def _matter(row: EscalationRecord, last: JournalRecord | None, urged: str) -> Matter:
    return Matter(
        number=row.number,
        title=mask_text(title_of(row)),
        street=mask_text(row.street),
        unit=mask_text(row.unit),
        dispatched_at=row.dispatched_at,
        deadline_at=row.deadline_at,
        level=row.level,
        caller=mask_name(row.caller),
        last_text=_work_words(last) if last is not None else "",
        last_at=last.at if last is not None else None,
        urged=mask_text(urged),
    )


def _work_words(last: JournalRecord) -> str:
    word = last.verb.word
    text = mask_text(last.text)
    return text if text.startswith(word) else "：".join(part for part in (word, text) if part)


def _offers(chosen: Sequence[Sequence[Target]]) -> tuple[Offer, ...]:
    first: dict[tuple[str, str], Target] = {}
    covers: dict[tuple[str, str], int] = {}
    for people in chosen:
        for key in dict.fromkeys((target.name, target.phone) for target in people):
            covers[key] = covers.get(key, 0) + 1
        for target in people:
            first.setdefault((target.name, target.phone), target)
    offers = [Offer(name, phone, _why(first[name, phone]), count) for (name, phone), count in covers.items()]
    return tuple(sorted(offers, key=lambda offer: -offer.covers))


def _why(target: Target) -> str:
    of_shift = target.note if target.scope is Scope.ROSTER and target.note in {one.word for one in Duty} else ""
    about = target.place or of_shift
    return f"{SCOPE_WORDS[target.scope]}·{about}" if about else SCOPE_WORDS[target.scope]
