"""Imports files and pasted rows in one transaction; every row is created, updated, unchanged or refused."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from app.base.changes import Change, Outcome
from app.base.errors import FileRefused, system_words
from app.base.people import Person
from app.desk.intake.rows import RowKeeper, Tally
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.shared.taking_in import Progress, keep_refused, report, uncollected
from app.desk.shared.whole_settings import whole_setting
from app.files.intake.apart import ApartStream, Asked, worth_a_process
from app.files.intake.drafts import DraftStream, FilePreview, preview_file, preview_text, read_drafts, read_text_drafts
from app.models.intake.store import ImportResult
from app.models.register.stores import Stores
from app.rules.intake.age import OLD_AFTER_DAYS
from app.rules.intake.drafts import RowProblem
from app.rules.journal import JournalVerb
from app.rules.shared.phones import mask_text

_CHUNK = 1 << 20
_STEP = 500
Stream = DraftStream | ApartStream
PASTED = "粘贴的内容"


class _Kind(NamedTuple):
    """Which new rows come in as backlog: all of them, or those that are history."""

    backlog: bool
    old_as_backlog: bool


@dataclass(frozen=True, slots=True)
class FileResult:
    """The result of one file; `created + updated + unchanged + refused == rows`, always.

    `backlog` of the created ones came in as backlog.
    """

    file: str
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    backlog: int = 0
    problems: tuple[RowProblem, ...] = ()
    problems_file: str = ""
    skipped_sheets: tuple[str, ...] = ()
    error: str | None = None


def preview(desk: Desk, *, path: Path, aliases: Mapping[str, str] | None = None) -> FilePreview:
    """The recognised columns and first rows of a file; nothing is stored.

    Raises:
        FileRefused: the file cannot be read as a whole.

    """
    return _masked(preview_file(path, now=desk.now(), aliases=aliases_of(desk, aliases)))


def preview_pasted(desk: Desk, *, text: str) -> FilePreview:
    """The recognised columns and first rows of pasted text."""
    return _masked(preview_text(text, now=desk.now(), aliases=aliases_of(desk, None)))


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
    """Imports one file. `progress` is called with the rows done; `cancelled` is checked between rows.

    `backlog` takes every new row in as backlog, `old_as_backlog` those that are history (app.rules.intake.age).
    `aliases` are headers the person has just named (header → field); they are remembered for files of that kind.

    Raises:
        FileRefused: the file is refused as a whole, nothing of it is stored.
        Refused: the import was cancelled, nothing of it is stored.

    """
    require(person, Action.IMPORT)
    digest = file_digest(path)
    name = path.name.encode("utf-8", "replace").decode()  # a name that is no UTF-8 is kept with question marks
    stream = _open_stream(desk, path, aliases)
    try:
        kind = _Kind(backlog, old_as_backlog)
        result = _take_in(desk, person, stream, name, digest, kind, aliases, progress, cancelled)
    except FileRefused as error:
        _note_refusal(desk, person, name, digest, error)
        raise
    return _outcome(desk, result, path, stream, problems_beside=path)


def import_text(
    desk: Desk, *, person: Person, text: str, backlog: bool = False, old_as_backlog: bool = False
) -> Outcome[FileResult]:
    """Imports pasted rows or a pasted ticket page like a file.

    Raises:
        FileRefused: no ticket is found in the text.

    """
    require(person, Action.IMPORT)
    written = text.encode("utf-8", "replace")  # half a character, as a clipboard may hold, becomes a question mark
    digest = hashlib.sha256(written).hexdigest()
    stream = read_text_drafts(written.decode(), now=desk.now(), aliases=aliases_of(desk, None))
    kind = _Kind(backlog, old_as_backlog)
    result = _take_in(desk, person, stream, PASTED, digest, kind, None, None, None)
    return _outcome(desk, result, Path(PASTED), stream, problems_beside=desk.folder.problems / f"{PASTED}.xlsx")


def was_imported(desk: Desk, *, path: Path) -> bool:
    """Whether a file with exactly this content was imported, or refused as a whole, before."""
    with desk.register.reading() as stores:
        return stores.imports.knows(file_digest(path))


def file_digest(path: Path) -> str:
    """SHA-256 of a file's content.

    Raises:
        FileRefused: the file cannot be read.

    """
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_CHUNK):
                digest.update(block)
    except OSError as error:
        raise FileRefused("文件无法读取，未导入", hint=system_words(error)) from error
    return digest.hexdigest()


def _masked(file_preview: FilePreview) -> FilePreview:
    """Masks the phone numbers in the cells of a preview."""
    sheets = tuple(
        replace(sheet, rows=tuple(tuple(mask_text(cell) for cell in row) for row in sheet.rows))
        for sheet in file_preview.sheets
    )
    return replace(file_preview, sheets=sheets)


def _open_stream(desk: Desk, path: Path, named: Mapping[str, str] | None) -> Stream:
    if not worth_a_process(path):
        return read_drafts(path, now=desk.now(), aliases=aliases_of(desk, named))
    with desk.register.reading() as stores:
        learned = stores.imports.every_alias()
    return ApartStream(Asked(path.resolve(), desk.now(), learned, dict(named or {})))


def aliases_of(desk: Desk, named: Mapping[str, str] | None) -> Callable[[str], Mapping[str, str]]:
    """Returns a function from a kind of file to its headers and fields: the learned ones, then those just named."""

    def learned(kind: str) -> Mapping[str, str]:
        with desk.register.reading() as stores:
            return {**stores.imports.aliases_for(kind), **(named or {})}

    return learned


def _take_in(
    desk: Desk,
    person: Person,
    stream: Stream,
    name: str,
    digest: str,
    kind: _Kind,
    aliases: Mapping[str, str] | None,
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> Tally:
    drafts = iter(stream)
    first = next(drafts, None)  # the file is opened and its header found before the register is held
    with uncollected(), desk.register.writing() as stores:
        import_id = stores.imports.begin(
            {"at": desk.now(), "who": person.name, "file": name, "digest": digest, "backlog": kind.backlog}
        )
        old_after_days = whole_setting(stores, OLD_AFTER_DAYS) if kind.old_as_backlog else None
        keeper = RowKeeper(
            desk, stores, person, import_id=import_id, name=name, backlog=kind.backlog, old_after_days=old_after_days
        )
        for count, item in enumerate(_chain(first, drafts), start=1):
            keeper.take(item)
            if count % _STEP == 0:
                report(count, progress, cancelled)
        tally = keeper.finish()
        for follow in desk.followers.of_import:
            follow(desk, stores, person)
        _note_import(stores, desk, person, import_id, stream.kind, name, tally)
        if aliases:
            stores.imports.learn(stream.kind, aliases)
    if progress is not None:
        progress(tally.rows)
    return tally


def _chain(first: object | None, rest: Iterable[object]) -> Iterable[object]:
    if first is not None:
        yield first
        yield from rest


def _note_import(
    stores: Stores, desk: Desk, person: Person, import_id: int, kind: str, name: str, tally: Tally
) -> None:
    counts: ImportResult = {
        "kind": kind,
        "rows": tally.rows,
        "created": tally.created,
        "updated": tally.updated,
        "unchanged": tally.unchanged,
        "refused": tally.refused,
    }
    stores.imports.finish(import_id, counts)
    write_line(desk, stores, person, JournalVerb.IMPORT, f"{name}：{tally.sentence()}")


def _note_refusal(desk: Desk, person: Person, name: str, digest: str, error: FileRefused) -> None:
    with desk.register.writing() as stores:
        stores.imports.begin(
            {"at": desk.now(), "who": person.name, "file": name, "digest": digest, "error": error.message}
        )
        write_line(desk, stores, person, JournalVerb.IMPORT_REFUSED, f"{name}：{error.message}")


def _outcome(desk: Desk, tally: Tally, path: Path, stream: Stream, *, problems_beside: Path) -> Outcome[FileResult]:
    written, unwritten = keep_refused(desk, tally.problems, problems_beside)
    result = FileResult(
        file=str(path),
        rows=tally.rows,
        created=tally.created,
        updated=tally.updated,
        unchanged=tally.unchanged,
        refused=tally.refused,
        backlog=tally.backlog,
        problems=tuple(tally.problems),
        problems_file=written,
        skipped_sheets=tuple(stream.skipped_sheets),
    )
    changes = Change.TICKETS | Change.REMINDERS | Change.IMPORTS | Change.EXCLUSIONS | Change.JOURNAL
    return Outcome(changes, result, f"{path.name}：{tally.sentence()}{unwritten}")
