"""Replies for tests whose subject is something else: plain text, with the marks of the check overruled by a reason."""

from __future__ import annotations

from app.base.changes import Outcome
from app.base.people import Person
from app.desk.reply import acts as reply_acts
from app.desk.reply import rows as reply_rows
from app.desk.shared.context import Desk
from app.rules.reply.form import RESULT


def write_reply(desk: Desk, *, person: Person, ticket_id: int, text: str, submit: bool = True) -> Outcome[int]:
    """Saves a reply of this text; `submit` hands it to review past whatever the check says."""
    fields = {**reply_rows.sheet(desk, ticket_id=ticket_id, person=person).fields, RESULT: text}
    marks = reply_rows.check(desk, ticket_id=ticket_id, fields=fields) if submit else ()
    overruled = {each.mark.key: "与本测试无关" for each in marks if each.mark.hard}
    return reply_acts.save(
        desk,
        person=person,
        ticket_id=ticket_id,
        fields=fields,
        version=None,
        overruled=overruled,
        submit=submit,
    )
