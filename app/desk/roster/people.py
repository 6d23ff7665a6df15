"""The people on duty: a person signs in by name, and the desk remembers the names."""

from __future__ import annotations

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import ROLE_WORDS, Person, Role
from app.desk.reminder.acknowledgement import hand_over
from app.desk.roster.reads import shifts_at
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.watch.reads import HANDED_OVER
from app.models.register.stores import Stores
from app.rules.journal import JournalVerb
from app.rules.roster.shifts import Duty

_ROLES = {Duty.OPERATOR: Role.OPERATOR, Duty.LEAD: Role.SHIFT_LEAD}


def known(desk: Desk) -> list[Person]:
    """Everybody who has signed in before, latest first."""
    with desk.register.reading() as stores:
        return stores.keep.people()


def offered(desk: Desk) -> list[Person]:
    """Whom the sign-in offers: first who is on duty now by the roster, then everybody who has signed in before."""
    with desk.register.reading() as stores:
        known_people = {person.name: person for person in stores.keep.people()}
        shifts = shifts_at(stores, desk.now())
    rostered = [
        known_people.get(one.name, Person(one.name, _ROLES[one.duty]))
        for shift in shifts
        for one in shift.people
        if one.is_seated
    ]
    return list({person.name: person for person in [*rostered, *known_people.values()]}.values())


def with_role(desk: Desk, person: Person) -> Person:
    """The person with the role of their last sign-in; somebody who never signed in is left as given."""
    with desk.register.reading() as stores:
        return next((one for one in stores.keep.people() if one.name == person.name), person)


def sign_in(desk: Desk, *, name: str, role: Role) -> Outcome[Person]:
    """Signs a person in; slots of open tickets that others acknowledged come back once for the new person.

    Raises:
        Refused: the name is empty (field "name").

    """
    if not name.strip():
        raise Refused("请填写姓名", field="name")
    person = Person(name.strip(), role)
    with desk.register.writing() as stores:
        back = sign_in_within(desk, stores, person)
    changes = Change.PEOPLE | Change.JOURNAL | Change.PLATFORM | (Change.REMINDERS if back else Change.NOTHING)
    return Outcome(changes, person, f"值班：{person.name}" + (f"，{back} 条提醒交接后再响" if back else ""))


def sign_in_within(desk: Desk, stores: Stores, person: Person) -> int:
    """Signs a person in within an open transaction; returns how many slots come back for them."""
    before = next(iter(stores.keep.people()), None)
    stores.keep.put_person(person, desk.now())
    if before is not None and before.name != person.name:
        stores.keep.put_mark(HANDED_OVER, desk.now().isoformat())
    write_line(desk, stores, person, JournalVerb.SIGN_IN, f"{ROLE_WORDS[person.role]}{person.name}上岗")
    back = hand_over(stores, to=person.name, now=desk.now())
    if back:
        text = f"交接：前一班确认过的 {back} 条提醒再响一次，由{person.name}确认"
        write_line(desk, stores, person, JournalVerb.HANDOVER, text)
    return back
