"""Enters official rankings: typed, pasted, or from a file with the units, the list of tickets, or both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.errors import FileRefused, Refused
from app.base.people import Person
from app.base.settings import with_defaults
from app.desk.figures import settings as figure_settings
from app.desk.figures.asked import Asked, period_asked
from app.desk.intake import formats
from app.desk.ranking.reads import NO, YES
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.shared.taking_in import whole_path
from app.models.ranking.records import LineRecord, NewRanking, OfficialTicketRecord
from app.models.register.stores import Stores
from app.rules.exclusion.export import exported_flags
from app.rules.exclusion.moves import ExclusionFlag
from app.rules.figures.period_text import period_words, write_period
from app.rules.figures.periods import Period
from app.rules.intake.drafts import TicketDraft
from app.rules.journal import JournalVerb
from app.rules.ranking.states import SCOPE_WORDS, Origin, Scope
from app.rules.ranking.table import OfficialUnit, find_ours, read_score, read_units
from app.rules.shared.folding import whole_characters

_CHANGES = Change.RANKINGS | Change.JOURNAL
_PASTED = "粘贴的内容"


def enter(
    desk: Desk,
    *,
    person: Person,
    scope: Scope,
    period: str,
    place: int | None,
    score: str,
    units: int | None = None,
    note: str = "",
) -> Outcome[int]:
    """Enters our place and score as somebody told them; returns the ranking's id.

    An earlier list of the others or of tickets for this period stays with its own entry and no longer holds.

    Raises:
        Refused: there is no such period, neither a place nor a score, or they cannot be (fields "period", "place",
            "score", "units").

    """
    require(person, Action.SETTINGS)
    told = read_score(score)
    if place is None and not told:
        raise Refused("请填写名次或成绩", field="place")
    for field, number in (("place", place), ("units", units)):
        if number is not None and not 0 < number <= 1000:
            raise Refused(f"{number} 不能采用", field=field, hint="请写 1 到 1000")
    if place is not None and units is not None and place > units:
        raise Refused(f"名次 {place} 大于单位数 {units}", field="place", hint="请核对")
    found = Found(place=place, score=told, units=units)
    return _enter(desk, person, scope, _period(desk, period), Origin.TYPED, "", found, note)


def take_in(
    desk: Desk,
    *,
    person: Person,
    scope: Scope,
    period: str,
    path: Path | None,
    text: str = "",
    ours: str = "",
    note: str = "",
) -> Outcome[int]:
    """Enters a ranking from a file, without a path from pasted text; returns its id.

    A sheet with units and scores gives the ranking; tickets with their answers give the official list. With tickets
    alone, the ranking entered before for this period keeps its place, score and units.

    Raises:
        Refused: there is no such period, a value cannot be taken (the message names sheet, row and column), or our own
            unit is not among the units (field "ours").
        FileRefused: the file cannot be read, or holds neither units nor tickets.

    """
    require(person, Action.SETTINGS)
    when = _period(desk, period)
    whole = None if path is None else whole_path(path)
    plain = whole_characters(text)
    units = read_units(desk.reader.plain_tables(whole, text=plain))
    tickets = () if units is not None and path is None else _tickets(desk, whole, plain)
    if units is None and not tickets:
        hint = "排名表应有“单位”“综合成绩”两列；工单清单应有工单编号和回访结果"
        raise FileRefused("没有找到单位排名，也没有找到工单清单，未导入", hint=hint)
    name = _PASTED if path is None else path.name.encode("utf-8", "replace").decode()
    origin = Origin.PASTED if path is None else Origin.FILE
    with desk.register.reading() as stores:
        found = _found(stores, scope, when, units, tickets, ours)
    return _enter(desk, person, scope, when, origin, name, found, note)


@dataclass(frozen=True, slots=True)
class Found:
    """What an entry says: our place and score, how many units, their lines, the list of tickets."""

    place: int | None
    score: str
    units: int | None
    lines: Sequence[LineRecord] = ()
    tickets: Sequence[OfficialTicketRecord] = ()


def _found(
    stores: Stores,
    scope: Scope,
    period: Period,
    units: Sequence[OfficialUnit] | None,
    tickets: Sequence[OfficialTicketRecord],
    ours: str,
) -> Found:
    """What a file says, completed by what holds: units without tickets keep the list, tickets alone keep the units."""
    before = next((one for one in stores.rankings.of_period(write_period(period.name)) if one.scope is scope), None)
    kept = tickets or (stores.rankings.tickets(before.id) if before is not None else ())
    if units is None:
        if before is None:
            return Found(place=None, score="", units=None, tickets=kept)
        lines = stores.rankings.lines(before.id)
        return Found(place=before.place, score=before.score, units=before.units, lines=lines, tickets=kept)
    mine = find_ours(units, (ours,) if ours else (*stores.rankings.our_names(), *_desk_names(stores)))
    if mine is None:
        known = "、".join(unit.unit for unit in units[:20])
        raise Refused("排名里没有找到本单位", field="ours", hint=f"请写明是哪一个：{known}")
    lines = [LineRecord(unit.place, unit.unit, unit.score, int(unit is mine)) for unit in units]
    return Found(place=mine.place, score=mine.score, units=len(units), lines=lines, tickets=kept)


def _desk_names(stores: Stores) -> tuple[str, str]:
    """What the district calls us: the office that papers are sent out by, else the name of the desk."""
    settings = with_defaults(stores.keep.settings())
    return settings["paper_office"], settings["desk_name"]


def _enter(
    desk: Desk, person: Person, scope: Scope, period: Period, origin: Origin, file: str, found: Found, note: str
) -> Outcome[int]:
    new = NewRanking(
        scope=scope,
        period=write_period(period.name),
        place=found.place,
        score=found.score,
        units=found.units,
        origin=origin,
        file=file,
        made_at=desk.now(),
        made_by=person.name,
        note=note.strip(),
    )
    name = f"{period_words(period.name)}{SCOPE_WORDS[scope]}"
    told = [f"第 {found.place}" if found.place else "", f"{found.score} 分" if found.score else ""]
    counted = [
        f"{len(found.lines)} 个单位" if found.lines else "",
        f"{len(found.tickets)} 件工单" if found.tickets else "",
    ]
    words = "，".join(filter(None, [*told, *counted]))
    with desk.register.writing() as stores:
        ranking_id = stores.rankings.add(new, found.lines, found.tickets)
        text = "；".join(filter(None, [f"{name}：{words}", file, note.strip()]))
        write_line(desk, stores, person, JournalVerb.RANKING, text)
    return Outcome(_CHANGES, ranking_id, f"已登记{name}：{words}")


def _period(desk: Desk, text: str) -> Period:
    return period_asked(Asked(text), figure_settings.book(desk))


def _tickets(desk: Desk, path: Path | None, text: str) -> tuple[OfficialTicketRecord, ...]:
    """The tickets of a file that lists any; a row whose other cells cannot be read is left out."""
    try:
        stream = desk.reader.tickets(path, text=text, now=desk.now(), learned=formats.learned(desk), named={})
        items: list[object] = list(stream)
    except FileRefused:
        try:
            items = list(desk.reader.plain_list(path, text=text, now=desk.now()).tickets)
        except FileRefused:
            return ()
    return tuple(_listed(item) for item in items if isinstance(item, TicketDraft) and _has_answers(item))


def _has_answers(draft: TicketDraft) -> bool:
    return ExclusionFlag.EXCLUDED in exported_flags(draft.extra) or any(
        draft.values.get(f"platform_{name}") for name in _ANSWERS
    )


_ANSWERS = ("valid", "contacted", "solved", "satisfied")


def _listed(draft: TicketDraft) -> OfficialTicketRecord:
    valid, contacted, solved, satisfied = (str(draft.values.get(f"platform_{name}") or "") for name in _ANSWERS)
    excluded = exported_flags(draft.extra).get(ExclusionFlag.EXCLUDED)
    flag = "" if excluded is None else YES if excluded else NO
    return OfficialTicketRecord(draft.row, draft.number, valid, contacted, solved, satisfied, flag)
