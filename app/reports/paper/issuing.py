"""Makes a paper: a draft, an issue, a 更正稿, or the issued one once more with what has moved since."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk.figures.frozen import freeze
from app.desk.paper import drop_back
from app.desk.paper import issue as acts
from app.desk.paper.build import build
from app.desk.paper.drafts import WORD, save_bytes, save_draft
from app.desk.paper.issue import Making
from app.desk.paper.moved import changed_since, frozen_periods
from app.desk.paper.names import issued_of, name_of_record, words_of
from app.desk.paper.register import drafted, file_of, paper_of
from app.desk.paper.rows import Moved, PaperName
from app.desk.paper.source import clean_key
from app.desk.paper.steps import Steps
from app.desk.paper.taken_over import last_words
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.exports import note_export
from app.files.shared.targets import check_target
from app.files.writers.paper_edits import add_page
from app.models.paper.records import PaperRecord
from app.reports.paper import docx, pdf, xlsx
from app.reports.paper.pdf import Printer
from app.rules.figures.fields import CALIBER_WORDS
from app.rules.figures.period_text import read_period, write_period
from app.rules.figures.periods import ANY_CYCLE, Period
from app.rules.paper.last_words import with_words
from app.rules.paper.model import Paper, PrintedFigure, Section, Table

Write = Callable[[Paper, Path], object]
MOVED_TITLE = "签发后变化"
MOVED_HEAD = ("指标", "口径", "范围", "签发时", "现在", "工单")
_MOVED_WIDTHS = (16, 14, 18, 10, 10, 32)
_FORMS: Mapping[str, Write] = {WORD: docx.write, ".xlsx": xlsx.write}
_MOST_NUMBERS = 20


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A written paper: an issued one has its record, a draft none; `changed` is what has moved since the issue."""

    name: PaperName
    period: Period
    file: Path
    sha256: str
    figures: tuple[PrintedFigure, ...]
    by: str
    record: PaperRecord | None = None
    changed: tuple[Moved, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """Which paper is wanted, where its file goes, and whether a file that is there may be replaced.

    `printer` prints it where the file is a .pdf (see app.reports.paper.pdf); `steps` report the work and let it be
    stopped, after which nothing remains.
    """

    name: PaperName
    path: Path
    until: datetime | None = None
    replace: bool = False
    issue: bool = False
    again: bool = False
    printer: Printer | None = None
    steps: Steps = field(default_factory=Steps)


def make(desk: Desk, *, person: Person, order: Order) -> Outcome[PaperFile]:
    """Writes a paper: the issued one if it was issued, else a draft, or with `issue` the paper that counts.

    Raises:
        NotAllowed: this person may not.
        Refused: there is no such period or subject; the ending of the file is none of .docx, .xlsx and .pdf; it was
            stopped.
        AlreadyThere: there is such a file and nobody was asked.
        EnvironmentFault: the file cannot be written; nothing half-written remains.

    """
    order = replace(order, name=spelled(order.name))
    check_target(order.path, desk.folder, replace=order.replace)
    write = writer_for(order.path, order.printer)
    with desk.register.reading() as stores:
        issued = issued_of(stores, order.name)
    if order.again and not order.issue:
        raise Refused("更正稿要签发", hint="请同时写 --issue", field="again")
    if issued and not order.again:
        return _once_more(desk, person, order, issued[-1], write)
    if order.issue:
        return _issue(desk, person, order, write)
    with desk.register.snapshot():
        paper = _build(desk, order)
        paper = with_words(paper, last_words(desk, paper), blanks=True)
        order.steps.next()
    outcome = save_draft(desk, person=person, paper=paper, write=write, path=order.path, replace=order.replace)
    digest = outcome.result.sha256
    made = PaperFile(order.name, paper.period, order.path, digest, paper.printed, person.name)
    return Outcome(outcome.changes, made, outcome.message)


def issue_edited(
    desk: Desk,
    *,
    person: Person,
    comparison_id: int,
    path: Path,
    replace: bool = False,
    steps: Steps | None = None,
) -> Outcome[PaperRecord]:
    """Issues a dropped-back file as it was decided; a report that was issued before becomes a 更正稿.

    Raises:
        Refused: a changed number is not decided yet.
        DeskError: as app.desk.paper.issue.issue.

    """
    with desk.register.snapshot():
        with desk.register.reading() as stores:
            draft = drop_back.compared_in(stores, comparison_id).draft
            again = bool(issued_of(stores, name_of_record(draft)))
        fresh = drop_back.present(desk, drafted(desk, draft.id), steps)
        ready = drop_back.edited(desk, comparison_id, fresh)
        facts = freeze(desk, frozen_periods(desk, ready.paper))
    write = _stoppable(ready.write, steps or Steps())
    making = Making(ready.paper, facts, write, path, replace, again, ready.words)
    return acts.issue(desk, person=person, making=making)


def spelled(name: PaperName) -> PaperName:
    """The report with its period and its subject as the register writes them.

    Raises:
        Refused: the period is none.

    """
    period = write_period(read_period(name.period, ANY_CYCLE))
    dimension, _, key = name.about.partition("=")
    return replace(name, period=period, about=f"{dimension}={clean_key(dimension, key)}" if dimension else "")


def writer_for(path: Path, printer: Printer | None = None) -> Write:
    """What writes a paper into a file of this ending; a .pdf needs the printer.

    Raises:
        Refused: papers are not written into such files.

    """
    ending = path.suffix.lower()
    if ending == ".pdf" and printer is not None:
        return partial(pdf.write, printer=printer)
    if ending not in _FORMS:
        shown = path.suffix or "没有后缀的文件"
        raise Refused(f"报表不能写成 {shown}", field="path", hint="请用 .docx、.xlsx 或 .pdf")
    return _FORMS[ending]


def moved_rows(changed: Sequence[Moved]) -> list[tuple[str, ...]]:
    """The lines of 签发后变化, as MOVED_HEAD names them."""
    return [
        (one.words, CALIBER_WORDS[one.caliber], _key(one), _text(one.then), _text(one.now), _numbers(one.tickets))
        for one in changed
    ]


def with_moved(paper: Paper, changed: Sequence[Moved]) -> Paper:
    """A paper with a last section of what has moved since its issue."""
    table = Table("", MOVED_HEAD, tuple(moved_rows(changed)), _MOVED_WIDTHS)
    return replace(paper, sections=(*paper.sections, Section(MOVED_TITLE, 1, (table,))))


def _issue(desk: Desk, person: Person, order: Order, write: Write) -> Outcome[PaperFile]:
    with desk.register.snapshot():
        paper = _build(desk, order)
        words = last_words(desk, paper)
        paper = with_words(paper, words, blanks=False)
        facts = freeze(desk, frozen_periods(desk, paper))
    making = Making(paper, facts, _stoppable(write, order.steps), order.path, order.replace, order.again, words)
    outcome = acts.issue(desk, person=person, making=making)
    record = outcome.result
    made = PaperFile(order.name, paper.period, order.path, record.sha256, paper.printed, record.issued_by, record)
    return Outcome(outcome.changes, made, outcome.message)


def _stoppable(write: Write, steps: Steps) -> Write:
    """What writes a paper and then lets it be stopped for the last time: the file is not yet in its place."""

    def written(paper: Paper, path: Path) -> None:
        write(paper, path)
        steps.next()

    return written


def _once_more(desk: Desk, person: Person, order: Order, record: PaperRecord, write: Write) -> Outcome[PaperFile]:
    """Writes an issued paper once more: the same digits, and a page of what has moved since."""
    require(person, Action.EXPORT)
    paper, changed = paper_of(desk, record.id), changed_since(desk, record)
    same_form = order.path.suffix.lower().lstrip(".") == record.form
    if same_form and not changed:
        save_bytes(order.path, file_of(desk, record.id))
    elif same_form and record.form == WORD.lstrip("."):
        save_bytes(order.path, add_page(file_of(desk, record.id), MOVED_TITLE, MOVED_HEAD, moved_rows(changed)))
    else:
        write(with_moved(paper, changed) if changed else paper, order.path)
    words = f"{words_of(order.name)} 已签发（{record.number}），数字以签发时为准"
    if changed:
        words += f"；签发后 {len(changed)} 个数有变，见“{MOVED_TITLE}”"
    note_export(desk, person=person, text=f"{record.number}：{order.path.name}")
    digest = hashlib.sha256(order.path.read_bytes()).hexdigest()
    made = PaperFile(order.name, paper.period, order.path, digest, paper.printed, record.issued_by, record, changed)
    return Outcome(Change.JOURNAL, made, words)


def _build(desk: Desk, order: Order) -> Paper:
    name = order.name
    dimension, _, key = name.about.partition("=")
    return build(
        desk,
        kind=name.kind,
        period=name.period,
        caliber=name.caliber,
        about=(dimension, key) if dimension else None,
        until=order.until,
        catch_up=name.catch_up,
        steps=order.steps,
    )


def _key(one: Moved) -> str:
    return "汇总" if one.key is None else one.key if isinstance(one.key, str) else " · ".join(one.key)


def _text(value: int | str | None) -> str:
    return "—" if value is None else str(value)


def _numbers(tickets: Sequence[str]) -> str:
    shown = "、".join(tickets[:_MOST_NUMBERS])
    return f"{shown} 等 {len(tickets)} 件" if len(tickets) > _MOST_NUMBERS else shown
