"""Sends sheets to offices, and takes them in when they come back: each row updated, unchanged or refused."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.clock import local_day, to_local
from app.base.errors import Refused
from app.base.people import Person
from app.desk.office.judging import Judge, Judged, apply
from app.desk.office.reads import printed_rows, title_words
from app.desk.office.rows import ReturnedSheet, RowFate, SentSheet
from app.desk.shared.access import Action, require
from app.desk.shared.conflict import saving
from app.desk.shared.context import Desk
from app.desk.shared.exports import make_folder
from app.desk.shared.journal_lines import write_line
from app.desk.shared.taking_in import keep_refused, noted, whole_path
from app.files.shared.targets import check_target
from app.files.writers import office_sheets
from app.models.intake.store import ImportResult
from app.models.office.records import NewSheet
from app.models.register.stores import Stores
from app.rules.journal import JournalVerb
from app.rules.urge.texts import NO_UNIT

_OUT = Change.URGES | Change.JOURNAL
_BACK = Change.TICKETS | Change.CONTACTS | Change.REMINDERS | Change.URGES | Change.IMPORTS | Change.JOURNAL


def send_out(
    desk: Desk, *, person: Person, folder: Path, units: Sequence[str] = (), replace: bool = False
) -> Outcome[tuple[SentSheet, ...]]:
    """Writes a workbook for each of these units, or for every unit, with its open tickets.

    Names and numbers of callers are hidden. Each is recorded with its code and its rows as printed.

    Raises:
        NotAllowed: this person may not export.
        Refused: no unit has an open ticket, or no file may be written there.
        AlreadyThere: there is such a file and nobody was asked.
        EnvironmentFault: a file cannot be written; sheets written before it stay.

    """
    require(person, Action.EXPORT)
    make_folder(desk, folder)
    with desk.register.reading() as stores:
        found = {ticket.unit for ticket in stores.urges.open_tickets(units=units)}
    if not found:
        raise Refused("没有在办工单，不用发科室表")
    sent = tuple(_send(desk, person, folder, unit, replace=replace) for unit in sorted(found))
    tickets = sum(one.tickets for one in sent)
    return Outcome(_OUT, sent, f"已写好 {len(sent)} 个单位的科室表，共 {tickets} 件")


def _send(desk: Desk, person: Person, folder: Path, unit: str, *, replace: bool) -> SentSheet:
    day = local_day(desk.now())
    with desk.register.writing() as stores:
        rows = printed_rows(desk, stores, unit)
        code = f"KSB-{day:%Y%m%d}-{stores.office.next_place():03d}"
        path = folder / f"科室表_{_file_words(unit or NO_UNIT)}_{day.isoformat()}_{code[-3:]}.xlsx"
        check_target(path, desk.folder, replace=replace)
        note = (
            f"编号 {code}（请勿删改）　发出 {to_local(desk.now()):%Y-%m-%d %H:%M}　"
            "请填写黄色四列后发回；其余各列已锁定，不要增删行。联系时间写法：2026-11-23 10:05；没有的可不填。"
        )
        office_sheets.write_office_sheet(
            path, title=title_words(unit), note=note, rows=[tuple(row.printed.values()) for row in rows]
        )
        stores.office.add(NewSheet(code, unit, path.name, len(rows), desk.now(), person.name), rows)
        text = f"{code} {unit or NO_UNIT} {len(rows)} 件：{path.name}"
        write_line(desk, stores, person, JournalVerb.OFFICE_SHEET_OUT, text)
    return SentSheet(unit, str(path), len(rows), code)


def _file_words(unit: str) -> str:
    return "".join(sign if sign.isalnum() else "_" for sign in unit)[:40]


def preview(desk: Desk, *, path: Path) -> ReturnedSheet:
    """What a filled sheet would change, row by row; nothing is stored.

    Raises:
        FileRefused: the file cannot be read, or is no sheet that this desk sent.

    """
    items = list(desk.reader.office_sheet(whole_path(path)))
    with desk.register.reading() as stores:
        judge = Judge(desk, stores)
        return _returned(path, judge, [judge.judge(item) for item in items])


def take_in(desk: Desk, *, person: Person, path: Path) -> Outcome[ReturnedSheet]:
    """Takes a filled sheet in, in one transaction: every row is updated, unchanged or refused.

    Refused rows are written as a workbook beside the file, in the layout in which it was sent.

    Raises:
        FileRefused: the file is refused as a whole, nothing of it is stored.

    """
    require(person, Action.IMPORT)
    whole = whole_path(path)
    digest = desk.reader.digest(whole)
    with noted(desk, person, path, digest, kind="office") as begun:
        items = list(desk.reader.office_sheet(whole))
        with desk.register.writing() as stores:
            judge = Judge(desk, stores)
            judged: list[Judged] = []
            for item in items:
                one = judge.judge(item)
                if one.row.fate is RowFate.UPDATED:
                    one = apply(desk, stores, person, one)
                judged.append(one)
            result = _returned(path, judge, judged)
            _note(desk, stores, person, judge, result)
            stores.imports.finish(begun.import_id, _counts(result))
    written, unwritten = keep_refused(desk, result.problems, path)
    counts = "、".join(f"{word} {result.count(fate)}" for word, fate in _COUNTED)
    missing = f"，少了 {result.missing} 行" if result.missing else ""
    kept = ReturnedSheet(
        result.file, result.code, result.unit, result.rows, result.missing, result.problems, problems_file=written
    )
    return Outcome(_BACK, kept, f"{path.name}：{len(result.rows)} 行，{counts}{missing}{unwritten}")


_COUNTED = (("更新", RowFate.UPDATED), ("未变", RowFate.UNCHANGED), ("退回", RowFate.REFUSED))


def _counts(result: ReturnedSheet) -> ImportResult:
    return {
        "rows": len(result.rows),
        "updated": result.count(RowFate.UPDATED),
        "unchanged": result.count(RowFate.UNCHANGED),
        "refused": result.count(RowFate.REFUSED),
    }


def _returned(path: Path, judge: Judge, judged: Sequence[Judged]) -> ReturnedSheet:
    return ReturnedSheet(
        file=str(path),
        code=judge.code,
        unit=judge.unit,
        rows=tuple(one.row for one in judged),
        missing=judge.missing,
        problems=tuple(one.problem for one in judged if one.problem is not None),
    )


def _note(desk: Desk, stores: Stores, person: Person, judge: Judge, result: ReturnedSheet) -> None:
    if judge.sheet is None:
        return
    with saving(f"{judge.code} 科室表"):
        stores.office.change(
            judge.sheet,
            returned_at=desk.now(),
            returned_by=person.name,
            rows=len(result.rows),
            updated=result.count(RowFate.UPDATED),
            unchanged=result.count(RowFate.UNCHANGED),
            refused=result.count(RowFate.REFUSED),
        )
    counts = "、".join(f"{word} {result.count(fate)}" for word, fate in _COUNTED)
    text = f"{judge.code} {judge.unit or NO_UNIT}：{len(result.rows)} 行，{counts}"
    write_line(desk, stores, person, JournalVerb.OFFICE_SHEET_BACK, text)
