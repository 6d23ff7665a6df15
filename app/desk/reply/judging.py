"""Checks a reply that is handed in, and looks for its promises, before the register is held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.desk.promise import acts as promise_acts
from app.desk.reply.rows import facts_for
from app.desk.shared.judged_ahead import MovedOn
from app.desk.ticket.records import the_ticket
from app.rules.reply.check import CheckFacts, Mark, check_reply
from app.rules.reply.form import RESULT, text_hash

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.desk.shared.context import Desk
    from app.models.register.stores import Stores
    from app.models.ticket.records import TicketRecord
    from app.rules.promise.wording import FoundPromise


@dataclass(frozen=True, slots=True)
class Judged:
    """The marks of a reply and its promises, with the facts that it was checked against."""

    facts: CheckFacts
    digest: str
    marks: tuple[Mark, ...]
    promises: tuple[FoundPromise, ...]

    def still(self, desk: Desk, stores: Stores, ticket: TicketRecord) -> tuple[Mark, ...]:
        """The marks, when the facts still stand within the open transaction.

        Raises:
            MovedOn: they changed since; the reply has to be checked anew.

        """
        if facts_for(desk, stores, ticket, self.digest, self.facts.now) != self.facts:
            raise MovedOn
        return self.marks


def judge(desk: Desk, ticket_id: int, fields: Mapping[str, str]) -> Judged:
    """Checks a reply against the facts as they stand now."""
    digest = text_hash(fields.get(RESULT, ""))
    with desk.register.reading() as stores:
        facts = facts_for(desk, stores, the_ticket(stores, ticket_id), digest, desk.now())
    return Judged(facts, digest, check_reply(fields, facts), promise_acts.found_in(desk, fields.get(RESULT, "")))
