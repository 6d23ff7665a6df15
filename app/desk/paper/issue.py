"""Issues a paper: its number, figures, facts and file in one transaction with its journal line, all or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.clock import to_local
from app.base.errors import Refused
from app.base.people import Person
from app.desk.due import clocks
from app.desk.figures.frozen import FrozenFacts
from app.desk.figures.settings import book_in
from app.desk.paper.names import issued_of, name_of, words_of
from app.desk.paper.placing import Place, placing, put_in_place, write_beside
from app.desk.paper.rows import PaperName
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.files.shared.targets import check_target
from app.models.paper.packing import pack
from app.models.paper.records import NewPaper, PaperContents, PaperRecord
from app.models.register.stores import Stores
from app.rules.figures.fields import DEFINITIONS
from app.rules.figures.rates import Weights
from app.rules.journal import JournalVerb
from app.rules.paper.model import Paper
from app.rules.paper.numbering import PaperNumber

CHANGES = Change.PAPERS | Change.JOURNAL | Change.REMINDERS
_TRIES = 5
# Writes a paper to a path; the layer above hands it in.
Write = Callable[[Paper, Path], object]


@dataclass(frozen=True, slots=True)
class Making:
    """What is issued: the built paper, the facts of its tickets, and how its file is made.

    `path` is where it shall stand, `replace` whether an older file there may go; `again` makes a 更正稿 of a paper that
    was issued before; `words` are the analyst's paragraphs by their heading.
    """

    paper: Paper
    facts: FrozenFacts
    write: Write
    path: Path
    replace: bool = False
    again: bool = False
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A paper with the number it takes, its written file, and the token of the place where that stands."""

    paper: Paper
    number: PaperNumber
    corrects: PaperRecord | None
    content: bytes
    token: str


def issue(desk: Desk, *, person: Person, making: Making) -> Outcome[PaperRecord]:
    """Issues a paper.

    The file is written first; its row, what it froze and its journal line are one transaction, and with the commit the
    file gets its name. A crash in between leaves either nothing or all (see app.desk.paper.placing).

    Raises:
        NotAllowed: this person may not issue papers.
        Refused: it is issued already (and `again` was not asked for), or never was (and it was); nothing may be
            written at its path.
        AlreadyThere: there is such a file and nobody was asked.
        EnvironmentFault: the file cannot be written. In every case nothing remains.

    """
    require(person, Action.ISSUE)
    check_target(making.path, desk.folder, replace=making.replace)
    name = name_of(making.paper)
    with placing(desk, making.path) as place:
        paper_id = _issue(desk, person, making, name, place)
        with desk.register.reading() as stores:
            paper = stores.papers.get(paper_id)
        assert paper is not None  # it was just committed, and no paper ever goes
        placed = put_in_place(desk, paper, place.aside)
    words = f"{words_of(name)} 已签发：{paper.number}"
    if not placed:
        words += f"；文件没能写到 {making.path}，可在报表页另存"
    return Outcome(CHANGES, replace(paper, placed=placed), words)


def _issue(desk: Desk, person: Person, making: Making, name: PaperName, place: Place) -> int:
    """Writes the file under the number it will have, and commits it; another's issue in between changes the number."""
    for _ in range(_TRIES):
        with desk.register.reading() as stores:
            number, first = _number(desk, stores, making, name)
        paper = numbered(making.paper, number, first)
        written = place.home / f"paper{making.path.suffix}"
        making.write(paper, written)
        content = written.read_bytes()
        place.aside.unlink(missing_ok=True)
        write_beside(place, making.path, content)
        with desk.register.writing() as stores:
            if _number(desk, stores, making, name) == (number, first):
                return _commit(desk, stores, person, making, _Ready(paper, number, first, content, place.token))
    raise Refused("同时有别的报表在签发", hint="请稍后再试")


def _number(desk: Desk, stores: Stores, making: Making, name: PaperName) -> tuple[PaperNumber, PaperRecord | None]:
    """The number that the paper takes now, and the paper that it corrects."""
    issued = issued_of(stores, name)
    if issued and not making.again:
        raise Refused(f"{words_of(name)} 已签发：{issued[-1].number}", hint="要改数请作更正稿（--issue --again）")
    if making.again and not issued:
        raise Refused(f"{words_of(name)} 还没有签发，不能更正", hint="请先签发")
    year = to_local(desk.now()).year
    number = PaperNumber(name.kind, year, stores.papers.next_running(name.kind, year))
    return number, issued[0] if issued else None


def numbered(paper: Paper, number: PaperNumber, corrects: PaperRecord | None) -> Paper:
    """The paper with its number in the line under its title; a 更正稿 names the one it takes the place of."""
    words = str(number) if corrects is None else f"{number}（更正稿，代替{corrects.number}）"
    return replace(paper, subtitle=f"{words}　{paper.subtitle}".rstrip())


def _commit(desk: Desk, stores: Stores, person: Person, making: Making, ready: _Ready) -> int:
    name, paper = name_of(ready.paper), ready.paper
    new = _new(desk, stores, person, making, ready)
    definitions = {str(field): definition.sentence for field, definition in DEFINITIONS.items()}
    contents = PaperContents(ready.content, pack(paper), making.facts.packed, definitions, making.words)
    paper_id = stores.papers.add(new, contents)
    clocks.settle_issued(stores, name)
    verb = JournalVerb.PAPER_ISSUE if ready.corrects is None else JournalVerb.PAPER_CORRECT
    instead = "" if ready.corrects is None else f"，代替 {ready.corrects.number}"
    counted = f"{len(paper.printed)} 个数，校验值 {new.sha256[:16]}"
    write_line(desk, stores, person, verb, f"{words_of(name)} {new.number}{instead}：{making.path.name}，{counted}")
    return paper_id


def _new(desk: Desk, stores: Stores, person: Person, making: Making, ready: _Ready) -> NewPaper:
    name, number = name_of(ready.paper), ready.number
    return NewPaper(
        kind=name.kind,
        year=number.year,
        running=number.running,
        number=str(number),
        period=name.period,
        caliber=name.caliber,
        about=name.about,
        catch_up=name.catch_up,
        until=ready.paper.until,
        corrects=None if ready.corrects is None else ready.corrects.id,
        title=ready.paper.title,
        form=making.path.suffix.lstrip(".").lower(),
        file=str(making.path.absolute()),
        sha256=hashlib.sha256(ready.content).hexdigest(),
        line=making.facts.line,
        rules=rules_words(ready.paper, book_in(stores).of(ready.paper.period).weights),
        issued_at=desk.now(),
        issued_by=person.name,
        token=ready.token,
    )


def rules_words(paper: Paper, weights: Weights) -> Mapping[str, str]:
    """The versions of the rules under which a paper's figures were counted."""
    rules = paper.period.rules
    return {
        "weights_since": weights.since.isoformat(),
        "response": str(weights.response),
        "resolution": str(weights.resolution),
        "satisfaction": str(weights.satisfaction),
        "mostly": str(weights.mostly),
        "partly": str(weights.partly),
        "periods_since": rules.since.isoformat(),
        "day_hour": str(rules.day_hour),
        "assessment_day": str(rules.assessment_day),
        "answers": "platform",
        "which": "last",
    }
