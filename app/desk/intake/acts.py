"""Imports files and pasted rows in one transaction; every row is created, updated, unchanged or refused."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from app.base.changes import Change, Outcome
from app.base.garbage import uncollected
from app.base.people import Person
from app.desk.intake import following, formats
from app.desk.intake.getting import Getting, Kind
from app.desk.intake.rows import RowKeeper, Tally
from app.desk.intake.spool import Spool
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.shared.taking_in import (
    Noted,
    Progress,
    check_cancelled,
    keep_refused,
    noted,
    report,
    whole_path,
)
from app.desk.upkeep import acts as upkeep_acts
from app.desk.watch.looking import note_look
from app.files.intake.packing import Item
from app.files.intake.previews import FilePreview
from app.models.intake.store import ImportResult
from app.models.register.stores import Stores
from app.rules.intake.drafts import RowProblem, UnusedColumn
from app.rules.journal import JournalVerb
from app.rules.shared.masking import mask_text
from app.rules.watch.states import LookKind

_STEP = 500
_EXAMPLE = 40
PASTED = "粘贴的内容"


class Stream(Protocol):
    """The rows of a file, with what is known at their end."""

    kind: str
    skipped_sheets: list[str]
    unused: tuple[UnusedColumn, ...]

    def batches(self) -> Iterator[tuple[bytes, list[Item]]]:
        """The rows some hundred at a time, once, each batch with the bytes that it came in."""


@dataclass(frozen=True, slots=True)
class FileResult:
    """The result of one file; `created + updated + unchanged + refused == rows`, always.

    `backlog` of the created ones came in as backlog. `problems` are the refused rows, `notes` what was left out of
    rows that came in, `told` sentences about granted deadlines beside the file's.
    """

    file: str
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    backlog: int = 0
    problems: tuple[RowProblem, ...] = ()
    notes: tuple[RowProblem, ...] = ()
    problems_file: str = ""
    skipped_sheets: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    error: str | None = None
    unused: tuple[UnusedColumn, ...] = ()


def preview(desk: Desk, *, path: Path, aliases: Mapping[str, str] | None = None) -> FilePreview:
    """The recognised columns and first rows of a file; nothing is stored.

    Raises:
        FileRefused: the file cannot be read as a whole.

    """
    shown = desk.reader.preview(whole_path(path), now=desk.now(), learned=formats.learned(desk), named=aliases or {})
    return _masked(shown)


def preview_pasted(desk: Desk, *, text: str) -> FilePreview:
    """The recognised columns and first rows of pasted text."""
    plain = whole_characters(text)
    return _masked(desk.reader.preview(None, text=plain, now=desk.now(), learned=formats.learned(desk), named={}))


def import_file(
    desk: Desk,
    *,
    person: Person,
    path: Path,
    backlog: bool = False,
    old_as_backlog: bool = False,
    aliases: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Outcome[FileResult]:
    """Imports one file.

    `progress` is called with the rows done and how many there are, 0 while they are being read; `cancelled` is asked
    between rows.

    `backlog` takes every new row in as backlog, `old_as_backlog` those that are history (app.rules.intake.age).
    `aliases` are headers the person has just named (header → field); they are remembered for files of that kind.

    Raises:
        FileRefused: the file is refused as a whole, nothing of it is stored.
        Refused: the import was cancelled, nothing of it is stored.

    """
    require(person, Action.IMPORT)
    digest = desk.reader.digest(whole_path(path))
    upkeep_acts.copy_before_import(desk, path=path)
    stream = desk.reader.tickets(
        whole_path(path),
        now=desk.now(),
        learned=formats.learned(desk),
        named=aliases or {},
        waiting=lambda: check_cancelled(cancelled),
    )
    with noted(desk, person, path, digest, backlog=backlog) as begun:
        kind = Kind(backlog, old_as_backlog)
        result = _take_in(desk, person, stream, begun, kind, aliases, progress, cancelled)
    return _outcome(desk, result, path, stream, problems_beside=path)


def import_text(
    desk: Desk, *, person: Person, text: str, backlog: bool = False, old_as_backlog: bool = False
) -> Outcome[FileResult]:
    """Imports pasted rows or a pasted ticket page like a file.

    Raises:
        FileRefused: no ticket is found in the text.

    """
    require(person, Action.IMPORT)
    plain = whole_characters(text)
    stream = desk.reader.tickets(None, text=plain, now=desk.now(), learned=formats.learned(desk), named={})
    digest = text_digest(plain)
    upkeep_acts.copy_before_paste(desk, text=plain)
    with noted(desk, person, Path(PASTED), digest, backlog=backlog) as begun:
        kind = Kind(backlog, old_as_backlog)
        result = _take_in(desk, person, stream, begun, kind, None, None, None)
    return _outcome(desk, result, Path(PASTED), stream, problems_beside=desk.folder.problems / f"{PASTED}.xlsx")


def import_known(desk: Desk, *, person: Person, path: Path, digest: str, stream: Stream) -> Outcome[FileResult]:
    """Imports rows of a file whose tickets are known: what they say is added to those."""
    require(person, Action.IMPORT)
    with noted(desk, person, path, digest) as begun:
        result = _take_in(desk, person, stream, begun, Kind(backlog=False, old_as_backlog=False), None, None, None)
    beside = desk.folder.problems / f"{PASTED}.xlsx" if path == Path(PASTED) else path
    return _outcome(desk, result, path, stream, problems_beside=beside)


def was_imported(desk: Desk, *, path: Path) -> bool:
    """Whether a file with exactly this content was imported, or refused as a whole, before."""
    digest = desk.reader.digest(whole_path(path))
    with desk.register.reading() as stores:
        return stores.imports.knows(digest)


def text_digest(text: str) -> str:
    """SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def whole_characters(text: str) -> str:
    """The text with half a character, as a clipboard may hold, replaced by a question mark."""
    return text.encode("utf-8", "replace").decode()


def shown_example(text: str) -> str:
    """The value of a column as it may be shown: masked, on one line, not too long."""
    plain = " ".join(mask_text(text).split())
    return plain if len(plain) <= _EXAMPLE else f"{plain[:_EXAMPLE]}…"


def _masked(file_preview: FilePreview) -> FilePreview:
    """Masks the phone numbers in the cells of a preview."""
    sheets = tuple(
        replace(
            sheet,
            rows=tuple(tuple(mask_text(cell) for cell in row) for row in sheet.rows),
            columns=tuple(replace(one, example=shown_example(one.example)) for one in sheet.columns),
        )
        for sheet in file_preview.sheets
    )
    return replace(file_preview, sheets=sheets)


def _take_in(
    desk: Desk,
    person: Person,
    stream: Stream,
    begun: Noted,
    kind: Kind,
    aliases: Mapping[str, str] | None,
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> Tally:
    """Reads the whole file and makes its rows ready; only then the register is held, and only written to."""
    with uncollected(), Spool(desk.folder.root) as spool:
        getting = Getting(desk, begun, kind, progress, cancelled)
        getting.read(stream.batches(), spool)
        with getting.writing(spool) as (stores, rows):
            keeper = RowKeeper(
                desk,
                stores,
                person,
                import_id=begun.import_id,
                name=begun.name,
                backlog=kind.backlog,
                at=getting.intake.at,
            )
            for count, item in enumerate(rows, start=1):
                keeper.take(item)
                if count % _STEP == 0:
                    report(count, spool.rows, progress, cancelled)
            tally = keeper.finish()
            following.note(stores, person, tally.to_follow)
            _note_import(stores, desk, person, begun, stream.kind, tally)
            if not kind.backlog:
                how = LookKind.PASTE if begun.name == PASTED else LookKind.IMPORT
                note_look(desk, stores, person, how, seen=tally.rows, text=tally.sentence())
            if aliases:
                stores.imports.learn(stream.kind, aliases)
    if progress is not None:
        progress(tally.rows, tally.rows)
    return tally


def _note_import(stores: Stores, desk: Desk, person: Person, begun: Noted, kind: str, tally: Tally) -> None:
    counts: ImportResult = {
        "kind": kind,
        "rows": tally.rows,
        "created": tally.created,
        "updated": tally.updated,
        "unchanged": tally.unchanged,
        "refused": tally.refused,
    }
    stores.imports.finish(begun.import_id, counts)
    write_line(desk, stores, person, JournalVerb.IMPORT, f"{begun.name}：{tally.sentence()}")


def _outcome(desk: Desk, tally: Tally, path: Path, stream: Stream, *, problems_beside: Path) -> Outcome[FileResult]:
    following.try_follow(desk)
    written, unwritten = keep_refused(desk, tally.problems, problems_beside, notes=tally.notes)
    result = FileResult(
        file=str(path),
        rows=tally.rows,
        created=tally.created,
        updated=tally.updated,
        unchanged=tally.unchanged,
        refused=tally.refused,
        backlog=tally.backlog,
        problems=tuple(tally.problems),
        notes=tuple(tally.notes),
        problems_file=written,
        skipped_sheets=tuple(stream.skipped_sheets),
        told=tuple(tally.told),
        unused=tuple(replace(one, example=shown_example(one.example)) for one in stream.unused),
    )
    changes = Change.TICKETS | Change.REMINDERS | Change.IMPORTS | Change.EXCLUSIONS | Change.JOURNAL | Change.PLATFORM
    return Outcome(changes, result, f"{path.name}：{tally.sentence()}{_told_words(tally.told)}{unwritten}")


def _told_words(told: Sequence[str]) -> str:
    """The sentences about granted deadlines, the first three of them."""
    if not told:
        return ""
    more = f"等 {len(told)} 件" if len(told) > 3 else ""
    return f"。延期核对：{'；'.join(told[:3])}{more}"
