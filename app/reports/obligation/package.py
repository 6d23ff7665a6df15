"""Makes a month's evidence package in one go: summary, lists, papers with their hashes; verified, then frozen."""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.clock import to_local
from app.base.errors import AlreadyThere, FileRefused, Refused
from app.base.people import Person
from app.desk.evidence import acts as evidence_acts
from app.desk.obligation import packages
from app.desk.obligation.reads import MonthEvidence, board, evidence
from app.desk.obligation.rows import PackageRecord, PaperFile
from app.desk.paper import register
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.exports import head_of, make_folder, note_export
from app.files.papers.word import write_paper
from app.files.shared.aside import written_aside
from app.files.shared.targets import check_target
from app.files.writers.packages import package_digests
from app.files.writers.tables import write_workbook
from app.reports.obligation.lists import tables_of
from app.reports.obligation.summary import summary_paper
from app.rules.obligation.service import Month, read_month

HASHES = "校验值.txt"
_ENDINGS = (".docx", ".xlsx", ".zip")
_FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))


@dataclass(frozen=True, slots=True)
class Package:
    """The files of a package; a draft has no record. `changed` says what differs since it was frozen."""

    month: str
    files: tuple[Path, ...]
    members: int
    sha256: str
    record: PackageRecord | None = None
    changed: tuple[str, ...] = ()


@dataclass(slots=True)
class Work:
    """How far the work is: `progress` is called with the files done, `cancelled` asked between them."""

    progress: Callable[[int], None] | None = None
    cancelled: Callable[[], bool] | None = None
    done: int = field(default=0, init=False)

    def step(self) -> None:
        """One file is done.

        Raises:
            Refused: the person has cancelled.

        """
        self.done += 1
        if self.cancelled is not None and self.cancelled():
            raise Refused("已取消，没有留下文件")
        if self.progress is not None:
            self.progress(self.done)


def make_package(
    desk: Desk,
    *,
    person: Person,
    month: str,
    path: Path,
    replace: bool = False,
    again: bool = False,
    stem: str = "",
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Outcome[Package]:
    """Writes the package of a month into the folder `path`: the three files, opened again and compared.

    The package of a month that has ended is numbered and frozen: made once, it is written again as it was, with what
    has changed since said; `again` makes a new one that takes its place. Of a running month it is a draft. `stem` is
    another name for the files.

    Raises:
        NotAllowed: this person may not.
        Refused: it is no month of the service, `again` without a first one, or it was cancelled.
        AlreadyThere: there are such files and nobody was asked.
        FileRefused: an attachment is gone, or a written file is not what was written.
        EnvironmentFault: the folder cannot be written to. In every case nothing half-written remains.

    """
    require(person, Action.ISSUE)
    chosen, work = read_month(month), Work(progress, cancelled)
    targets = targets_in(path, chosen, stem)
    _check_targets(desk, targets, replace=replace)
    first = packages.latest(desk, chosen)
    if again and first is None:
        raise Refused(f"{chosen.text} 还没有证据包，不用更正", field="again")
    if first is not None and not again:
        return _once_more(desk, person, first, path, targets, work)
    found = evidence(desk, month=chosen.text)
    with tempfile.TemporaryDirectory(prefix="jiesu-desk-", ignore_cleanup_errors=True) as scratch:
        return _make(desk, person, found, path, targets, Path(scratch), work)


def targets_in(folder: Path, month: Month, stem: str = "") -> tuple[Path, ...]:
    """The three files of a month's package in a folder: summary, lists, archive; `stem` is another name than theirs."""
    return tuple(folder / f"{stem or f'履约证据包{month.text}'}{ending}" for ending in _ENDINGS)


def _check_targets(desk: Desk, targets: Sequence[Path], *, replace: bool) -> None:
    there: list[Path] = []
    for target in targets:
        try:
            check_target(target, desk.folder, replace=replace)
        except AlreadyThere as error:
            there += error.paths
    if there:
        raise AlreadyThere(*there)


def _make(
    desk: Desk,
    person: Person,
    found: MonthEvidence,
    folder: Path,
    targets: Sequence[Path],
    scratch: Path,
    work: Work,
) -> Outcome[Package]:
    whole = found.board.now >= min(found.board.month.end, found.board.service.end)
    number, running = packages.next_number(desk, found.board.month) if whole else ("", 0)
    members = _members(desk, person, found, number, targets, scratch, work)
    archive = scratch / "package.zip"
    _pack(archive, members, found, work)
    content = archive.read_bytes()
    contents = [members[targets[0].name].read_bytes(), members[targets[1].name].read_bytes(), content]
    make_folder(desk, folder)
    record = None
    with ExitStack() as held:
        # The files stand beside their places before anything is frozen, and get their names after it.
        for target, data in zip(targets, contents, strict=True):
            held.enter_context(written_aside(target)).write_bytes(data)
        if whole:
            record = packages.freeze(
                desk, person=person, board=found.board, number=number, running=running, content=content
            )
    if record is None:
        note_export(desk, person=person, text=f"履约证据包草稿 {found.board.month.text}：{targets[2].name}")
    digest = hashlib.sha256(content).hexdigest()
    made = Package(found.board.month.text, tuple(targets), len(members) + 1, digest, record)
    named = f"证据包 {record.number} 已制作" if record is not None else f"{found.board.month.text} 尚未结束，已写出草稿"
    return Outcome(Change.OBLIGATIONS | Change.JOURNAL, made, f"{named}：{len(members) + 1} 个文件，已逐个核对")


def _members(
    desk: Desk,
    person: Person,
    found: MonthEvidence,
    number: str,
    targets: Sequence[Path],
    scratch: Path,
    work: Work,
) -> dict[str, Path]:
    """Writes every file of the package into a folder of its own; by their names in the package."""
    members: dict[str, Path] = {}
    papers: list[tuple[str, PaperFile]] = []
    for paper in found.papers:
        name = f"报表/{_plain(paper.number)}_{_plain(paper.words)}.{paper.form}"
        members[name] = _put(scratch, len(members), register.file_of(desk, paper.paper_id))
        papers.append((name, paper))
        work.step()
    for name, digest in _attachments(found):
        members[name] = evidence_acts.path_of(desk, digest=digest)
        work.step()
    summary, lists = scratch / "summary.docx", scratch / "lists.xlsx"
    write_paper(summary, summary_paper(found.board, found.assessments, office=found.office, number=number))
    work.step()
    head = head_of(desk, person, title=f"履约证据包 {found.board.month.text}", about=f"编号：{number or '草稿'}")
    tables = tables_of(found.board, found.signed, found.assessments, papers)
    write_workbook(lists, tables, head=head, cancelled=work.cancelled)
    work.step()
    return {targets[0].name: summary, targets[1].name: lists, **members}


def _put(scratch: Path, place: int, content: bytes) -> Path:
    path = scratch / f"member-{place}"
    path.write_bytes(content)
    return path


def _attachments(found: MonthEvidence) -> Iterator[tuple[str, str]]:
    """The evidence of statements, records and assessments: (name in the package, digest), each content once."""
    seen: set[str] = set()
    kept = [entry.files for row in found.board.rows for entry in row.holding]
    kept += [row.files for row in found.assessments]
    for files in kept:
        for digest, name in files:
            if digest not in seen:
                seen.add(digest)
                yield f"证据/{len(seen):02d}_{_plain(name)}", digest


def _plain(name: str) -> str:
    """A name that every system takes."""
    return "".join(sign for sign in name if sign.isprintable()).translate(_FORBIDDEN).strip(" .")[:80] or "文件"


def _pack(archive: Path, members: dict[str, Path], found: MonthEvidence, work: Work) -> None:
    """Packs the members with the list of their hashes; opens the archive again and compares every one."""
    local = to_local(found.board.now)
    moment = (local.year, local.month, local.day, local.hour, local.minute, local.second)
    wanted = {name: _digest(path) for name, path in members.items()}
    listing = "".join(f"{digest}  {name}\n" for name, digest in wanted.items()).encode("utf-8")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as package:
        for name, path in members.items():
            package.writestr(_entry(name, moment), path.read_bytes())
            work.step()
        package.writestr(_entry(HASHES, moment), listing)
    wanted[HASHES] = hashlib.sha256(listing).hexdigest()
    if package_digests(archive) != wanted:
        raise FileRefused("证据包写入后核对不符，没有保存", hint="请重试；若再次出现请联系维护人员")


def _entry(name: str, moment: tuple[int, int, int, int, int, int]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, moment)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _once_more(
    desk: Desk, person: Person, record: PackageRecord, folder: Path, targets: Sequence[Path], work: Work
) -> Outcome[Package]:
    """Writes a frozen package as it was handed over, and says what has changed since."""
    content = packages.content_of(desk, record)
    changed = packages.changed_since(record, board(desk, month=record.month))
    with tempfile.TemporaryDirectory(prefix="jiesu-desk-", ignore_cleanup_errors=True) as scratch:
        archive = _put(Path(scratch), 0, content)
        with zipfile.ZipFile(archive) as package:
            names = package.namelist()
            contents = [package.read(name) for name in names[:2]]
    make_folder(desk, folder)
    with ExitStack() as held:
        for target, data in zip(targets, (*contents, content), strict=True):
            held.enter_context(written_aside(target)).write_bytes(data)
            work.step()
    note_export(desk, person=person, text=f"{record.number}：{targets[2].name}")
    words = f"证据包 {record.number} 已于 {to_local(record.made_at):%Y-%m-%d %H:%M} 制作，数字以当时为准"
    if changed:
        words += f"；之后有 {len(changed)} 项变化：{'；'.join(changed)}"
    made = Package(record.month, tuple(targets), len(names), record.sha256, record, changed)
    return Outcome(Change.JOURNAL, made, words)
