"""Takes an edited file back onto its draft: each number that differs is listed, and kept or corrected by a word."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.errors import FileRefused, Refused
from app.base.people import Person
from app.desk.paper.build import build
from app.desk.paper.names import name_of_record, the_draft, words_of
from app.desk.paper.rows import Compared
from app.desk.paper.steps import Steps
from app.desk.shared.access import Action, require
from app.desk.shared.conflict import check_version, saving
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.files.readers.papers import lines_in, read_lines
from app.files.shared.sources import is_regular
from app.files.writers.paper_edits import put_texts
from app.models.paper.packing import unpack, unpack_lines
from app.models.paper.records import ChangeRecord, NewChange
from app.models.register.stores import Stores
from app.rules.figures.period_text import write_period
from app.rules.journal import JournalVerb
from app.rules.paper.comparison import Difference, Line, compare
from app.rules.paper.figure_words import figure_words
from app.rules.paper.last_words import BLANK, analyst_words, blanks_in, with_words
from app.rules.paper.model import Paper
from app.rules.paper.states import FigureChange, Verdict
from app.rules.paper.texts import with_texts

CHANGES = Change.PAPERS | Change.JOURNAL
_LARGEST = 32 << 20
_LONGEST_WORD = 200


def drop_back(
    desk: Desk, *, person: Person, draft_id: int, path: Path, steps: Steps | None = None
) -> Outcome[Compared]:
    """Compares an edited file with its draft and keeps it with the list of its changed numbers.

    Raises:
        NotAllowed: this person may not export.
        Refused: there is no such draft, it is no Word file, or it was stopped; nothing is kept.
        FileRefused: the file is missing, damaged, too large, or no Word file.

    """
    require(person, Action.EXPORT)
    with desk.register.reading() as stores:
        draft = the_draft(stores, draft_id)
        paper, drafted = unpack(stores.paper_drafts.body(draft_id)), unpack_lines(stores.paper_drafts.texts(draft_id))
    if not drafted:
        raise Refused("这份草稿不是 Word 文件，不能放回改稿", hint="请先生成 .docx 草稿")
    content = _content(path)
    found = read_lines(path)
    differences = compare(drafted, found)
    fresh = present(desk, paper, steps)
    differences += _moved(paper, fresh, found, differences)
    changes = _worded(paper, fresh, differences)
    about = {
        "file": path.name.encode("utf-8", "replace").decode(),
        "sha256": hashlib.sha256(content).hexdigest(),
        "at": desk.now(),
        "who": person.name,
    }
    words = words_of(name_of_record(draft))
    said = counted_words(changes)
    if open_places := blanks_in(found):
        said += f"，{open_places} 处“{BLANK}”待填"
    with desk.register.writing() as stores:
        comparison_id = stores.paper_drafts.add_comparison(draft_id, about, content, changes)
        write_line(desk, stores, person, JournalVerb.PAPER_COMPARE, f"{words} 放回 {about['file']}：{said}")
        compared = compared_in(stores, comparison_id)
    return Outcome(CHANGES, compared, f"{words} 改稿已放回：{said}")


def counted_words(changes: Sequence[NewChange]) -> str:
    """改了 2 个数、删了 1 个数; 数字与台账一致 without any."""
    parts = [
        f"{kind.word} {count} 个数" for kind in FigureChange if (count := sum(one.change is kind for one in changes))
    ]
    return "、".join(parts) or "数字与台账一致"


def last_compared(desk: Desk, draft_id: int) -> Compared | None:
    """The newest file that was dropped back onto a draft; None without any."""
    with desk.register.reading() as stores:
        found = stores.paper_drafts.last_comparison(draft_id)
        return None if found is None else compared_in(stores, found.id)


def compared_in(stores: Stores, comparison_id: int) -> Compared:
    """A dropped-back file with its changed numbers.

    Raises:
        Refused: there is none.

    """
    comparison = stores.paper_drafts.comparison(comparison_id)
    if comparison is None:
        raise Refused("没有这份改稿")
    draft = the_draft(stores, comparison.draft_id)
    return Compared(comparison, draft, tuple(stores.paper_drafts.changes(comparison_id)))


def decide(
    desk: Desk, *, person: Person, change_id: int, verdict: Verdict, word: str = "", version: int | None = None
) -> Outcome[None]:
    """Keeps a changed number with a word why, or puts the register's back when the paper is issued.

    Raises:
        Refused: there is no such number; it is kept without a word (field "word"); a number that was removed or added
            cannot be put back by the program.
        EditConflict: somebody decided it since `version` was read.

    """
    require(person, Action.ISSUE)
    word = word.strip()[:_LONGEST_WORD]
    with desk.register.writing() as stores:
        change = stores.paper_drafts.change(change_id)
        if change is None:
            raise Refused("没有这个数")
        check_version(f"“{change.name or change.stands}”", change.version, version)
        if verdict is Verdict.KEPT and not word:
            raise Refused("保留改动要写明理由", field="word")
        if verdict is Verdict.CORRECTED and change.change in (FigureChange.REMOVED, FigureChange.ADDED):
            raise Refused(f"{change.change.word}的数请在文件里改回，再放回一次", hint="或写明理由保留")
        decision = {"verdict": verdict, "word": word, "decided_at": desk.now(), "decided_by": person.name}
        with saving(f"“{change.name or change.stands}”"):
            stores.paper_drafts.decide(change, **decision)  # type: ignore[arg-type]  # the columns of ChangeDecision
        text = f"{change.name or '添加的数'}：{_decided(change, verdict)}{'，' + word if word else ''}"
        write_line(desk, stores, person, JournalVerb.PAPER_DECIDE, text)
    return Outcome(CHANGES, None, text)


@dataclass(frozen=True, slots=True)
class Edited:
    """An edited paper ready to be issued: its figures as they stand in the file, and the file as it was decided."""

    paper: Paper
    content: bytes
    under_title: str
    words: Mapping[str, str]

    def write(self, paper: Paper, path: Path) -> None:
        """Writes the file with the line under the title that the paper has."""
        path.write_bytes(put_texts(self.content, {}, under_title=(self.under_title, paper.subtitle)))


def edited(desk: Desk, comparison_id: int, fresh: Paper) -> Edited:
    """The edited paper of a dropped-back file; `fresh` is the paper as the register stands.

    Raises:
        Refused: a changed number is not decided yet, or a place for a number is still open.

    """
    with desk.register.reading() as stores:
        compared = compared_in(stores, comparison_id)
        content = stores.paper_drafts.compared_content(comparison_id)
        drafted = unpack(stores.paper_drafts.body(compared.draft.id))
    waiting = sum(one.verdict is Verdict.OPEN for one in compared.changes)
    if waiting:
        raise Refused(f"还有 {waiting} 个改动的数没有定", hint="请逐个选择改回或写明理由保留")
    corrected = [one for one in compared.changes if one.verdict is Verdict.CORRECTED and one.place]
    content = put_texts(content, {_place(one.place): one.register for one in corrected})
    lines = lines_in(content)
    if open_places := blanks_in(lines):
        raise Refused(f"改稿里还有 {open_places} 处“{BLANK}”没有填写", hint="请在文件里填好数字或删去，再放回一次")
    shown = _as_it_stands(fresh, drafted, compared.changes)
    shown = with_words(shown, analyst_words(lines, fresh, numbers=True), blanks=True)
    return Edited(shown, content, drafted.subtitle, analyst_words(lines, fresh))


def present(desk: Desk, paper: Paper, steps: Steps | None = None) -> Paper:
    """A paper built anew, as the register stands, of the same period up to the same moment."""
    return build(
        desk,
        kind=paper.kind,
        period=write_period(paper.period.name),
        caliber=paper.caliber,
        about=paper.about,
        until=paper.until,
        catch_up=paper.catch_up,
        steps=steps,
    )


def _as_it_stands(fresh: Paper, drafted: Paper, changes: Sequence[ChangeRecord]) -> Paper:
    now = {one.tag: one for one in fresh.printed}
    kept = {one.tag: one.stands for one in changes if one.verdict is Verdict.KEPT and one.tag}
    gone = {tag for tag, text in kept.items() if not text}
    printed = [now.get(one.tag, one) for one in drafted.printed if one.tag not in gone]
    shown = with_texts(fresh, kept)
    return replace(shown, printed=tuple(replace(one, text=kept.get(one.tag, one.text)) for one in printed))


def _moved(paper: Paper, fresh: Paper, found: Sequence[Line], differences: Sequence[Difference]) -> list[Difference]:
    """The figures that the file left as drafted although the register has moved since."""
    now = {one.tag: one.text for one in fresh.printed}
    stale = {one.tag: one.text for one in paper.printed if now.get(one.tag, one.text) != one.text}
    told = {one.tag for one in differences}
    places: dict[str, list[str]] = defaultdict(list)
    for number, line in enumerate(found):
        start = 0
        for piece in line.pieces:
            if piece.tag in stale and piece.tag not in told:
                places[piece.tag].append(f"{number}:{start}:{start + len(piece.text)}")
            start += len(piece.text)
    return [
        Difference(FigureChange.MOVED, tag, stale[tag], stale[tag], "", place)
        for tag, own in places.items()
        for place in own
    ]


def _worded(paper: Paper, fresh: Paper, differences: Sequence[Difference]) -> list[NewChange]:
    figures = {one.tag: one for one in paper.printed}
    now: Mapping[str, str] = {one.tag: one.text for one in fresh.printed}
    return [
        NewChange(
            change=one.change,
            tag=one.tag,
            name=figure_words(figures[one.tag]) if one.tag in figures else "",
            drafted=one.drafted,
            stands=one.stands,
            register=now.get(one.tag, one.drafted),
            context=one.context,
            place=one.place,
        )
        for one in differences
    ]


def _place(text: str) -> tuple[int, int, int]:
    paragraph, start, end = map(int, text.split(":"))
    return paragraph, start, end


def _decided(change: ChangeRecord, verdict: Verdict) -> str:
    if verdict is Verdict.KEPT:
        return (
            f"保留{'删除' if change.change is FigureChange.REMOVED else change.stands}（台账 {change.register or '—'}）"
        )
    return f"改回 {change.register}（改稿 {change.stands}）"


def _content(path: Path) -> bytes:
    if not is_regular(path):
        raise FileRefused(f"找不到 {path.name}", hint="请重新选择文件")
    if path.stat().st_size > _LARGEST:
        raise FileRefused(f"{path.name} 太大，没有放回", hint=f"最多 {_LARGEST >> 20} MB")
    return path.read_bytes()
