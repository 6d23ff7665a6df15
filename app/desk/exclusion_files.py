"""The files of an application: copied in under their hash, known by content, never half stored."""

from __future__ import annotations

import json
import stat
from datetime import datetime
from pathlib import Path
from typing import Any

from app.base.changes import Outcome
from app.base.clock import to_local
from app.base.errors import FileRefused, Refused, system_words
from app.base.people import Person
from app.desk import evidence
from app.desk.access import Action, require
from app.desk.context import Desk
from app.desk.exclusion import CHANGES, journal, writable, write
from app.files.sniffing import Sniffed, safe_name, sniff
from app.models.stores import Stores
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

    What it is is told by its content. Time and place come from the picture; only where it has none those that a
    person states count.

    Raises:
        FileRefused: missing, empty, too large, a program, an archive or a bomb; nothing of it is stored.
        Refused: the application cannot be changed, or has this very content already.

    """
    require(person, Action.EXCLUDE)
    name = safe_name(path.name)
    _refuse_strange(path, name)
    with evidence.taken_in(desk, path) as copied:
        assert copied is not None
        told = sniff(copied.path, name=name)
        with desk.register.writing() as stores:
            row = writable(stores, exclusion_id)
            twin = next((each for each in stores.exclusion_files.of(row.id) if each.hash == copied.digest), None)
            if twin is not None:
                raise Refused(f"{name} 与第 {twin.position} 份材料（{twin.name}）内容相同", field="files")
            evidence.keep(desk, stores, person, path, copied)
            values = {"hash": copied.digest, "name": name, "kind": kind.strip(), **_values(told)}
            values |= _stated(told.taken_at, told.place, stated_at, stated_place)
            file_id = stores.exclusion_files.add(row.id, values)
            write(stores, row, {})
            text = f"添加材料：{name}（{kind.strip() or '未注明'}，{told.format}，{copied.digest[:12]}）"
            journal(desk, stores, person, row, JournalVerb.EXCLUSION_FILE, text)
    return Outcome(CHANGES, file_id, f"已添加 {name}")


def _refuse_strange(path: Path, name: str) -> None:
    """A folder, a pipe or a device is no file, and reading some of them never ends."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        hint = system_words(error) if isinstance(error, OSError) else "文件名不对"
        raise FileRefused(f"{name} 无法读取，没有存入", hint=hint) from error
    if not stat.S_ISREG(mode):
        raise FileRefused(f"{name} 不是文件，没有存入", hint="请选择文件")


def _values(told: Sniffed) -> dict[str, Any]:
    return {
        "format": told.format,
        "width": told.width,
        "height": told.height,
        "problem": told.problem,
    }


def _stated(taken_at: datetime | None, place: str, said_at: datetime | None, said_place: str) -> dict[str, Any]:
    """What the picture says, filled up with what a person states; `stated` tells that something of it was."""
    filled_at, filled_place = taken_at or said_at, place or said_place.strip()
    stated = (taken_at is None and said_at is not None) or (not place and bool(said_place.strip()))
    return {"taken_at": filled_at, "taken_place": filled_place, "stated": int(stated)}


def state_file(
    desk: Desk,
    *,
    person: Person,
    file_id: int,
    kind: str,
    stated_at: datetime | None = None,
    stated_place: str = "",
) -> Outcome[int]:
    """Says which evidence a file is, and when and where it was taken; what the picture itself says stands.

    Raises:
        Refused: no such file, or the application cannot be changed.

    """
    require(person, Action.EXCLUDE)
    with desk.register.writing() as stores:
        file, row = _the_file(stores, file_id)
        own = sniff(evidence.path_of(desk, digest=file.hash), name=file.name)
        values = {"kind": kind.strip(), **_stated(own.taken_at, own.place, stated_at, stated_place)}
        stores.exclusion_files.change(file_id, values)
        _forget_answers(stores, row, file.position)
        when = f"{to_local(values['taken_at']):%Y-%m-%d %H:%M}" if values["taken_at"] else "没有时间"
        text = f"注明材料 {file.name}：{kind.strip() or '未注明'}，{when}，{values['taken_place'] or '没有地点'}"
        journal(desk, stores, person, row, JournalVerb.EXCLUSION_FILE, text)
    return Outcome(CHANGES, file_id, f"已注明 {file.name}")


def remove_file(desk: Desk, *, person: Person, file_id: int) -> Outcome[str]:
    """Takes a file out of its application; the content stays in the evidence store. Returns its hash.

    Raises:
        Refused: no such file, or the application cannot be changed.

    """
    require(person, Action.EXCLUDE)
    with desk.register.writing() as stores:
        file, row = _the_file(stores, file_id)
        stores.exclusion_files.remove(file_id)
        _forget_answers(stores, row, file.position)
        journal(desk, stores, person, row, JournalVerb.EXCLUSION_FILE, f"移出材料：{file.name}（{file.hash[:12]}）")
    return Outcome(CHANGES, str(file.hash), f"已移出 {file.name}")


def _the_file(stores: Stores, file_id: int) -> tuple[Any, Any]:
    file = stores.exclusion_files.get(file_id)
    if file is None:
        raise Refused("没有这份材料，可能已被移出")
    return file, writable(stores, file.exclusion_id)


def _forget_answers(stores: Stores, row: Any, position: int) -> None:
    """What was said about a file goes with what it was said about; the application's version rises."""
    gone = {f"{rule}:{position}" for rule in _FILE_RULES}
    kept = {rule: told for rule, told in json.loads(row.overruled).items() if rule not in gone}
    write(stores, row, {"overruled": json.dumps(kept, ensure_ascii=False)})
