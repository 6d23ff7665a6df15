"""Erases the register of this PC once it is archived: everything the desk keeps here, with a record of it.

The plan stands in the folder from the first removed file to the last; a call that was killed goes on at the next one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from app.base import known_folders
from app.base.clock import Clock, iso
from app.base.errors import EnvironmentFault, NotAllowed, Refused, system_words
from app.base.lock import WindowLock
from app.base.paths import DataFolder
from app.base.people import Person, Role
from app.base.settings import with_defaults
from app.desk.archive.checking import Checked, check
from app.desk.archive.record import record_blocks
from app.desk.archive.rows import Erased, ErasePlan
from app.files.shared.targets import check_target
from app.files.shared.wiping import count, wipe
from app.files.writers.documents import write_document
from app.models.archive.standing import Standing, standing
from app.models.register.replacing import nobody_has_open
from app.models.upkeep.second_place import place_for
from app.rules.journal import JournalVerb

_UNDONE = "没有消除"
# Lines that people write after an archive without making it old.
_HARMLESS = frozenset(
    {
        JournalVerb.ARCHIVE,
        JournalVerb.SIGN_IN,
        JournalVerb.HANDOVER,
        JournalVerb.QUIT,
        JournalVerb.EXPORT,
        JournalVerb.PRINT,
        JournalVerb.BACKUP,
        JournalVerb.DRILL,
        JournalVerb.ANCHOR,
    }
)
_LEADS = frozenset({Role.SHIFT_LEAD, Role.ADMINISTRATOR})
# What the desk keeps in its folder, in the order in which it goes: first the register, so that none opens half.
_OWN = (
    "desk.sqlite3*", "desk.anchor*", ".desk.*", ".drill*", "*.part", "figures.npz*", "owner-model.json",
    "countermeasures.toml", "evidence", "papers", "problems", "replaced", "backups", "logs", "window.ini*",
    "REHEARSAL.txt", "REGISTER.txt",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Request:
    """What a lead asks for: the archive that was handed over, where the record goes, and the desk's typed name."""

    archive: Path
    record: Path
    confirm: str


def erase(folder: DataFolder, *, clock: Clock, person: Person, request: Request) -> Erased:
    """Removes everything the desk keeps on this PC and writes the record; an erasing that was cut off goes on.

    Raises:
        NotAllowed: the register knows this person, and not as 班组长 or administrator.
        Refused: the typed name is not that of the desk, the archive is older than the register, the second place is
            not there, or the record may not be written there; nothing was removed.
        FileRefused: the archive is not whole; nothing was removed.
        FolderInUse: a window or a command has the register open; nothing was removed.
        EnvironmentFault: a file cannot be removed; the next call goes on.

    """
    if not folder.root.is_dir():
        raise Refused(f"没有这个数据文件夹：{folder.root}", hint="请用 --data 指定")
    lock = WindowLock(folder.lock)
    lock.take(now=clock.now())
    with closing(lock):
        plan = _begun(folder)
        if plan is None:
            with nobody_has_open(folder.database, undone=_UNDONE):
                plan = _plan(folder, clock, person, request)
        else:
            record = Path(os.path.abspath(request.record))
            check_target(record, folder, replace=str(record) == plan.record)
            plan = replace(plan, record=str(record))
        _remove(folder, plan)
    return _end(folder, clock, plan)


def _plan(folder: DataFolder, clock: Clock, person: Person, request: Request) -> ErasePlan:
    """Checks everything, and notes what is going to be erased."""
    archive, record = Path(os.path.abspath(request.archive)), Path(os.path.abspath(request.record))
    found = check(archive)
    present = standing(folder.database, line=found.line, hash_of_line=found.head, but=_HARMLESS)
    _check_person(person, present)
    _check_archive(folder, found, present)
    place = _check_request(folder, with_defaults(present.settings), request, archive, record)
    plan = ErasePlan(
        desk=found.desk,
        register=found.register,
        archive=str(archive),
        archive_hash=found.list_hash,
        archive_made=f"{found.made_at} {found.made_by}",
        record=str(record),
        who=person.name,
        began_at=iso(clock.now()) or "",
        tickets=present.tickets,
        lines=present.lines,
        second=place,
        parts=_inventory(folder, place),
    )
    _note(folder, plan)
    return plan


def _check_request(
    folder: DataFolder, settings: Mapping[str, str], request: Request, archive: Path, record: Path
) -> str:
    """Checks the typed name and the places; returns this desk's folder in the second place, empty without one."""
    if request.confirm.strip() != settings["desk_name"]:
        raise Refused(f"确认用的名称应为“{settings['desk_name']}”，{_UNDONE}", field="confirm")
    check_target(record, folder)
    if not record.parent.is_dir():
        raise Refused(f"文件夹不存在：{record.parent}", field="record", hint="请先新建文件夹，或换一个位置")
    if archive in record.parents:
        raise Refused("消除记录不能放在归档文件夹里", field="record", hint="请换一个位置")
    second = settings["second_place"]
    if second and not Path(second).is_dir():
        raise Refused(f"第二备份位置未接上：{second}，{_UNDONE}", hint="其中也有登记数据，请接上后再消除")
    return str(place_for(folder.root, Path(second))) if second else ""


def _check_person(person: Person, present: Standing) -> None:
    role = present.roles.get(person.name)
    if role is not None and role not in _LEADS:
        raise NotAllowed("消除登记数据限班组长或系统管理员", field="person")


def _check_archive(folder: DataFolder, found: Checked, present: Standing) -> None:
    if found.register != known_folders.identity_in(folder.root) or not present.holds_line:
        raise Refused(f"这份归档不是本登记库的，{_UNDONE}", field="archive", hint="请选择本登记库的归档")
    if present.later or present.tickets != found.tickets or present.evidence != found.evidence:
        raise Refused(f"归档之后又有新的登记，{_UNDONE}", field="archive", hint="请重新归档、核对后再消除")


def _begun(folder: DataFolder) -> ErasePlan | None:
    try:
        return ErasePlan(**json.loads(folder.erasing_plan.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise EnvironmentFault("消除计划无法读取", hint=f"请联系维护人员：{folder.erasing_plan}") from error


def _note(folder: DataFolder, plan: ErasePlan) -> None:
    """Writes the plan durably: from here on no desk opens in this folder."""
    aside = folder.root / ".erasing.part"
    try:
        with aside.open("w", encoding="utf-8") as file:
            json.dump(asdict(plan), file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(folder.erasing_plan)
    except OSError as error:
        raise EnvironmentFault(f"数据文件夹不可写，{_UNDONE}", hint=system_words(error)) from error


def _own(folder: DataFolder) -> list[Path]:
    """What the desk keeps in its folder, in the order in which it goes."""
    found = (path for pattern in _OWN for path in sorted(folder.root.glob(pattern)))
    return [path for path in dict.fromkeys(found) if path not in {folder.lock, folder.erasing_plan}]


def _inventory(folder: DataFolder, second: str) -> dict[str, tuple[int, int]]:
    """The files and bytes that are going to be erased, by what they are."""
    parts: dict[str, tuple[int, int]] = {}
    places = [(_words(path), path) for path in _own(folder)]
    if second and Path(second).is_dir():
        places.append(("第二备份位置", Path(second)))
    for words, path in places:
        files, size = count(path)
        before = parts.get(words, (0, 0))
        parts[words] = before[0] + files, before[1] + size
    return parts


def _remove(folder: DataFolder, plan: ErasePlan) -> None:
    try:
        for path in _own(folder):
            wipe(path)
        if plan.second and Path(plan.second).is_dir():
            wipe(Path(plan.second))
    except OSError as error:
        raise EnvironmentFault(
            "有文件无法删除，消除尚未完成", hint=f"请关闭占用它的程序后再次执行；{system_words(error)}"
        ) from error


def _words(path: Path) -> str:
    named = {
        "evidence": "材料文件", "papers": "报表", "problems": "问题行文件", "replaced": "被替换的登记库",
        "backups": "备份", "logs": "程序日志",
    }  # fmt: skip
    return named.get(path.name, "登记库" if path.name.startswith("desk.sqlite3") else "其他程序文件")


def _end(folder: DataFolder, clock: Clock, plan: ErasePlan) -> Erased:
    """Writes the record, then takes away the plan and, when nothing else lies there, the folder."""
    left = tuple(sorted(path.name for path in folder.root.iterdir() if path not in {folder.erasing_plan, folder.lock}))
    record = Path(plan.record)
    erased = Erased(plan, record, left, iso(clock.now()) or "")
    write_document(record, record_blocks(erased))
    known_folders.forget(folder.root)
    for path in (folder.lock, folder.erasing_plan):
        path.unlink(missing_ok=True)
    if not left:
        folder.root.rmdir()
    return erased
