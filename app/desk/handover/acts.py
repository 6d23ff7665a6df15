"""The acts of a handover: the leaver signs and the sheet is frozen, the comer takes over."""

from __future__ import annotations

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import ROLE_WORDS, Person
from app.base.settings import BY_NAME
from app.desk.handover.reads import sheet_now, the_record
from app.desk.handover.shifts import setting_in
from app.desk.roster.people import sign_in_within, with_role
from app.desk.shared.access import Action, require
from app.desk.shared.conflict import check_version, saving
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.models.handover.records import HandoverRecord, NewHandover
from app.models.register.stores import Stores
from app.rules.handover.sheet import Sheet, digest_of, freeze, words_of
from app.rules.handover.spans import end_of, span_words
from app.rules.journal import JournalVerb

CHANGES = Change.HANDOVERS | Change.JOURNAL
_TAKEN = CHANGES | Change.PEOPLE | Change.PLATFORM | Change.REMINDERS
LONGEST = 4000
SIGNED_WORDS = "交接单已签字"


def sign(desk: Desk, *, person: Person, unusual: str = "") -> Outcome[HandoverRecord]:
    """Signs the sheet of the shift that is handed over now and freezes it as it stands at this moment.

    An earlier sheet of the shift that nobody has taken over stays in the archive and gives way to this one.

    Raises:
        NotAllowed: nobody is signed in.
        Refused: the words are too long (field "unusual").

    """
    require(person, Action.HANDOVER)
    if len(unusual) > LONGEST:
        raise Refused(f"最多 {LONGEST} 字，现有 {len(unusual)} 字", field="unusual")
    sheet = sheet_now(desk).saying(unusual)
    now = sheet.made_at
    text = freeze(sheet)
    with desk.register.writing() as stores:
        until = end_of(sheet.span, now)
        new = NewHandover(
            shift=sheet.span.name,
            shift_from=sheet.span.since,
            shift_to=until,
            shift_end=sheet.span.until,
            body=text,
            sha256=digest_of(text),
            words=words_of(sheet),
            zero_report=sheet.is_nothing,
            signed_at=now,
            signed_by=person.name,
        )
        handover_id = stores.handovers.add(new)
        if until == sheet.span.until:
            stores.handover_slots.cancel_until(until, SIGNED_WORDS)
        write_line(desk, stores, person, JournalVerb.HANDOVER_SIGN, _signed_words(sheet, new))
        record = the_record(stores, handover_id)
    return Outcome(CHANGES | Change.REMINDERS, record, f"{span_words(sheet.span)} 交接单已签字，待接班人签字")


def _signed_words(sheet: Sheet, new: NewHandover) -> str:
    what = "零报告" if new.zero_report else f"{sheet.things} 项"
    return f"{span_words(sheet.span)} 交接单：{what}，校验码 {new.sha256[:16]}"


def take_over(
    desk: Desk, *, person: Person, handover_id: int, name: str, note: str = "", version: int | None = None
) -> Outcome[Person]:
    """The comer signs: takes over the shift, signs in, and hears again what the leaver had acknowledged or muted.

    Raises:
        Refused: nobody is named, or it is the leaver (field "name"); the sheet is taken over already.
        EditConflict: somebody changed the sheet since `version` was read.

    """
    if not name.strip():
        raise Refused("请填写接班人姓名", field="name")
    if len(note) > LONGEST:
        raise Refused(f"最多 {LONGEST} 字，现有 {len(note)} 字", field="note")
    comer = with_role(desk, Person(name.strip()))
    require(comer, Action.HANDOVER)
    with desk.register.writing() as stores:
        record = the_record(stores, handover_id)
        check_version("交接单", record.version, version)
        if record.taken_at is not None:
            raise Refused(f"这份交接单已由{record.taken_by}接班")
        if record.signed_by == comer.name:
            raise Refused("接班人不能是交班人本人", field="name", hint="请由接班的人签字")
        with saving("交接单"):
            stores.handovers.take(record, at=desk.now(), by=comer.name, note=note.strip())
        said = f"；意见：{note.strip()}" if note.strip() else ""
        text = f"{record.shift} {comer.name}接{record.signed_by}的班，校验码 {record.sha256[:16]}{said}"
        write_line(desk, stores, comer, JournalVerb.HANDOVER_TAKE, text)
        back = sign_in_within(desk, stores, comer) + _end_mutes(desk, stores, comer)
    again = f"，前一班确认或静音的 {back} 条提醒再响" if back else ""
    return Outcome(_TAKEN | Change.SETTINGS, comer, f"{ROLE_WORDS[comer.role]}{comer.name}已接班{again}")


def _end_mutes(desk: Desk, stores: Stores, comer: Person) -> int:
    """Ends with the shift what was acknowledged or put off for a while, and the silence of the alarm; returns how many.

    The reminders of handling have come back with the sign-in already.
    """
    now = desk.now()
    back = stores.handovers.bring_back(now, but=comer.name)
    for slots in (stores.paper_slots, stores.task_slots, stores.handover_slots):
        back += slots.bring_back(now, but=comer.name)
    if setting_in(stores, "sound") == "no":
        stores.keep.put_setting("sound", BY_NAME["sound"].default)
        changes = {BY_NAME["sound"].words: ("no", BY_NAME["sound"].default)}
        write_line(desk, stores, comer, JournalVerb.SETTING, "接班时恢复报警声音", changes=changes)
    return back
