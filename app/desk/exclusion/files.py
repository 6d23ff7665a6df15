"""The evidence files of an application: stored under their hash, identified by content, never partly stored."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from app.base.changes import Outcome
from app.base.clock import to_local
from app.base.errors import Refused
from app.base.people import Person
from app.desk.evidence import acts as evidence_acts
from app.desk.evidence import attachments
from app.desk.exclusion.records import CHANGES, change_application, writable
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.ticket.undo import image, undo_of
from app.files.readers.sniffing import Sniffed, safe_name
from app.models.exclusion.records import ExclusionFileRecord, ExclusionRecord, NewExclusionFile
from app.models.register.stores import Stores
from app.rules.journal import JournalVerb

_FILE_RULES = ("readable", "kind", "format", "size", "pixels", "taken", "place", "elsewhere")


def add_file(
    desk: Desk,
    *,
    person: Person,
    exclusion_id: int,
    path: Path,
    kind: str = "",
    stated_at: datetime | None = None,
    stated_place: str = "",
) -> Outcome[int]:
    """Copies a file in as evidence of this `kind` (a name of the catalogue); returns the file's id.

    The format is detected from the content. Time and place come from the picture; only where it has none those that a
    person states count.

    Raises:
        FileRefused: missing, empty, too large, a program, an archive or a bomb; nothing of it is stored.
        Refused: the application cannot be changed, or has this very content already.

    """
    require(person, Action.EXCLUDE)
    name = safe_name(path.name)
    with attachments.taken_in(desk, [path], field="files") as (file,):
        found = file.found
        with desk.register.writing() as stores:
            row = writable(stores, exclusion_id)
            digest = file.copied.digest
            twin = next((other for other in stores.exclusion_files.of(row.id) if other.hash == digest), None)
            if twin is not None:
                raise Refused(f"{name} 与第 {twin.position} 份材料（{twin.name}）内容相同", field="files")
            before = image(stores, [row.ticket_id])
            attachments.keep(desk, stores, person, [file])
            taken = _taken(found, stated_at, stated_place)
            file_id = stores.exclusion_files.add(
                NewExclusionFile(
                    exclusion_id=row.id,
                    hash=digest,
                    name=name,
                    kind=kind.strip(),
                    format=found.format,
                    width=found.width,
                    height=found.height,
                    problem=found.problem,
                    taken_at=taken.at,
                    taken_place=taken.place,
                    stated=taken.stated,
                )
            )
            change_application(stores, row)
            text = f"添加材料：{name}（{kind.strip() or '未注明'}，{found.format}，{digest[:12]}）"
            write_line(desk, stores, person, JournalVerb.EXCLUSION_FILE, text, about=row)
            undo = undo_of(desk, stores, person, before, "添加材料", CHANGES)
    return Outcome(CHANGES, file_id, f"已添加 {name}", undo)


class _Taken(NamedTuple):
    """When and where a picture was taken; `stated` is set when a person supplied some of it."""

    at: datetime | None
    place: str
    stated: bool


def _taken(found: Sniffed, said_at: datetime | None, said_place: str) -> _Taken:
    """The data of the picture, completed by the statements of a person."""
    place = said_place.strip()
    stated = (found.taken_at is None and said_at is not None) or (not found.place and bool(place))
    return _Taken(found.taken_at or said_at, found.place or place, stated)


def state_file(
    desk: Desk,
    *,
    person: Person,
    file_id: int,
    kind: str,
    stated_at: datetime | None = None,
    stated_place: str = "",
) -> Outcome[int]:
    """Sets the kind of evidence and when and where it was taken; the data of the picture take precedence.

    Raises:
        Refused: no such file, or the application cannot be changed.

    """
    require(person, Action.EXCLUDE)
    with desk.register.reading() as stores:
        file, _ = _the_file(stores, file_id)
    # A file's content never changes: it is read before the register is held.
    found = desk.reader.sniff(evidence_acts.path_of(desk, digest=file.hash), name=file.name)
    with desk.register.writing() as stores:
        file, row = _the_file(stores, file_id)
        before = image(stores, [row.ticket_id])
        taken = _taken(found, stated_at, stated_place)
        stores.exclusion_files.state(
            file_id, kind=kind.strip(), taken_at=taken.at, taken_place=taken.place, stated=taken.stated
        )
        _forget_answers(stores, row, file.position)
        when = f"{to_local(taken.at):%Y-%m-%d %H:%M}" if taken.at else "没有时间"
        text = f"注明材料 {file.name}：{kind.strip() or '未注明'}，{when}，{taken.place or '没有地点'}"
        write_line(desk, stores, person, JournalVerb.EXCLUSION_FILE, text, about=row)
        undo = undo_of(desk, stores, person, before, "注明材料", CHANGES)
    return Outcome(CHANGES, file_id, f"已注明 {file.name}", undo)


def remove_file(desk: Desk, *, person: Person, file_id: int) -> Outcome[str]:
    """Takes a file out of its application; the content stays in the evidence store. Returns its hash.

    Raises:
        Refused: no such file, or the application cannot be changed.

    """
    require(person, Action.EXCLUDE)
    with desk.register.writing() as stores:
        file, row = _the_file(stores, file_id)
        before = image(stores, [row.ticket_id])
        stores.exclusion_files.remove(file_id)
        _forget_answers(stores, row, file.position)
        text = f"移出材料：{file.name}（{file.hash[:12]}）"
        write_line(desk, stores, person, JournalVerb.EXCLUSION_FILE, text, about=row)
        undo = undo_of(desk, stores, person, before, "移出材料", CHANGES)
    return Outcome(CHANGES, file.hash, f"已移出 {file.name}", undo)


def _the_file(stores: Stores, file_id: int) -> tuple[ExclusionFileRecord, ExclusionRecord]:
    file = stores.exclusion_files.get(file_id)
    if file is None:
        raise Refused("没有这份材料，可能已被移出")
    return file, writable(stores, file.exclusion_id)


def _forget_answers(stores: Stores, row: ExclusionRecord, position: int) -> None:
    """Removes the answers about a file together with it; the version of the application rises."""
    gone = {f"{rule}:{position}" for rule in _FILE_RULES}
    kept = {rule: answer for rule, answer in row.overruled.items() if rule not in gone}
    change_application(stores, row, overruled=kept)
