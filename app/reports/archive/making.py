"""Makes the archive of the whole register: written aside, opened again, journalled, and only then put in place."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from app.base import known_folders
from app.base.changes import Change, Outcome
from app.base.clock import iso
from app.base.errors import EnvironmentFault, FileRefused, Refused, system_words
from app.base.people import Person
from app.base.private_files import make_folder
from app.base.settings import with_defaults
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.files.shared.aside import is_full, write_fault
from app.files.shared.hash_lists import LIST_NAME, differing, digest_of, files_below, lines_of
from app.files.shared.targets import check_folder
from app.files.writers.documents import write_document
from app.models.archive.source import ArchiveSource, opened_copy
from app.models.upkeep.backup import write_copy
from app.reports.archive.files import copy_evidence, write_kept, write_papers
from app.reports.archive.layout import BOOKS, COPY, FACTS, INDEX, PROTOCOL, REGISTER, Holds, Watch
from app.reports.archive.pages import write_pages
from app.reports.archive.protocol import protocol_blocks
from app.reports.archive.workbooks import write_books
from app.rules.journal import JournalVerb

DEFAULT_REASON = "服务终止归档"
_REASON = "archive"
_LEFT = re.compile(r"\.(.{1,60})\.[0-9a-f]{12}\.part")
_PART_LIVES = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Made:
    """An archive that stands: its folder, what it holds, its files, their bytes, and the hash of its list."""

    folder: Path
    holds: Holds
    files: int
    size: int
    list_hash: str


def make_archive(
    desk: Desk, *, person: Person, folder: Path, reason: str = DEFAULT_REASON, watch: Watch | None = None
) -> Outcome[Made]:
    """Writes everything the register holds, its papers and evidence into `folder`, unmasked, readable without the desk.

    `folder` is new or empty. Everything is read from one copy of the register, so that others go on working; the
    archive is opened again, every file against its hash and every row counted, before it gets its name.

    Raises:
        NotAllowed: this person may not (班组长 or administrators alone).
        Refused: no reason, the folder is not empty or lies in the data folder, or it was cancelled.
        FileRefused: what was written is not what the register holds.
        EnvironmentFault: it cannot be written. In every case nothing remains of it.

    """
    require(person, Action.ARCHIVE)
    if not reason.strip():
        raise Refused("请填写归档原因", field="reason")
    folder = Path(os.path.abspath(folder))
    _check_place(desk, folder)
    watch = watch or Watch()
    with _aside(desk, folder) as part:
        made = _write(desk, person, part, reason.strip(), watch)
        wrong = differing(part, watch.check)
        if wrong:
            raise FileRefused(f"归档写入后核对不符：{wrong[0]}，没有归档", hint="请换一个磁盘再试")
        words = (
            f"归档到 {folder.name}：工单 {made.holds.tickets:,} 件，各类记录 {made.holds.rows:,} 行，"
            f"报表 {len(made.holds.papers):,} 份，材料 {len(made.holds.evidence):,} 份"
        )
        with desk.register.writing() as stores:
            text = f"{words}；个人信息未隐去；原因：{made.holds.reason}；校验清单 SHA-256 {made.list_hash}"
            write_line(desk, stores, person, JournalVerb.ARCHIVE, text)
        if folder.is_dir():
            folder.rmdir()
        os.replace(part, folder)
    lack = f"；{len(made.holds.missing)} 份材料缺失或已损坏，已在清单中注明" if made.holds.missing else ""
    return Outcome(Change.JOURNAL, replace(made, folder=folder), f"{words}，写后已核对{lack}")


def _check_place(desk: Desk, folder: Path) -> None:
    try:
        check_folder(folder, desk.folder)
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise Refused(f"{folder} 不是空文件夹，没有归档", field="path", hint="请写一个新文件夹名")
    except (ValueError, RuntimeError) as error:
        raise Refused("不能用作文件夹名", field="path", hint="请换一个文件夹") from error
    except OSError as error:
        raise EnvironmentFault(f"无法写入 {folder}", hint=system_words(error)) from error


@contextmanager
def _aside(desk: Desk, folder: Path) -> Iterator[Path]:
    """A new folder beside `folder` to write to; nothing remains of it. What killed programs left is removed first."""
    part = folder.with_name(f".{folder.name[:60]}.{secrets.token_hex(6)}.part")
    try:
        make_folder(folder.parent)
        _sweep(desk, folder)
        make_folder(part)
        yield part
    except OSError as error:
        if is_full(error):
            raise write_fault(folder, error) from error
        raise EnvironmentFault(f"{folder} 无法写入，没有归档", hint=system_words(error)) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _sweep(desk: Desk, folder: Path) -> None:
    """Removes unfinished archives: those of this folder, and others that nobody has been writing for hours."""
    for path in folder.parent.iterdir():
        found = _LEFT.fullmatch(path.name)
        if found is None or path.is_symlink():
            continue
        age = desk.now().timestamp() - path.stat().st_mtime
        if found[1] == folder.name[:60] or age > _PART_LIVES.total_seconds():
            shutil.rmtree(path, ignore_errors=True)


def _write(desk: Desk, person: Person, part: Path, reason: str, watch: Watch) -> Made:
    copy = part / REGISTER / COPY
    write_copy(desk.folder.database, copy, now=desk.now(), reason=_REASON)
    with opened_copy(copy) as source:
        make_folder(part / BOOKS)
        holds = _holds(desk, person, part, source, reason, watch)
        if write_pages(source, part, holds, watch) != holds.tickets:
            raise FileRefused(f"{INDEX} 写入后清点不符，没有归档", hint="请重试")
    (part / FACTS).write_text(json.dumps(_facts(holds), ensure_ascii=False, indent=1), encoding="utf-8")
    lines = list(lines_of(part, files_below(part), watch.step))
    seal = hashlib.sha256("".join(lines).encode()).hexdigest()
    files = len(lines) + 2
    size = sum((part / name).stat().st_size for name in files_below(part))
    write_document(part / PROTOCOL, protocol_blocks(holds, files=files, size=size, seal=seal))
    lines.append(f"{digest_of(part / PROTOCOL)}  {PROTOCOL}\n")
    (part / LIST_NAME).write_text("".join(lines), encoding="utf-8", newline="\n")
    return Made(part, holds, files, size, digest_of(part / LIST_NAME))


def _holds(desk: Desk, person: Person, part: Path, source: ArchiveSource, reason: str, watch: Watch) -> Holds:
    with desk.register.reading() as stores:
        name = with_defaults(stores.keep.settings())["desk_name"]
    head = source.head()
    evidence, missing = copy_evidence(source, part, desk.folder.evidence, watch)
    return Holds(
        desk=name,
        register=known_folders.identity_in(desk.folder.root),
        made_at=desk.now(),
        made_by=person.name,
        reason=reason,
        line=head.count,
        head=head.hash,
        tables=write_books(source, part / BOOKS, watch),
        papers=write_papers(source, part, watch),
        kept=write_kept(source, part, watch),
        evidence=evidence,
        missing=missing,
    )


def _facts(holds: Holds) -> dict[str, object]:
    """What a program needs to know of an archive."""
    return {
        "desk": holds.desk,
        "register": holds.register,
        "made_at": iso(holds.made_at),
        "made_by": holds.made_by,
        "reason": holds.reason,
        "journal": {"line": holds.line, "hash": holds.head},
        "tables": {
            name: {"words": one.words, "book": one.book, "rows": one.rows} for name, one in holds.tables.items()
        },
        "papers": len(holds.papers),
        "evidence": len(holds.evidence),
        "missing": list(holds.missing),
    }
