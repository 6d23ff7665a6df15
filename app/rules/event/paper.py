"""The papers of an event on the official page: the report while it lasts, and the one that ends it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.base.clock import local_minute, to_local
from app.rules.event.hours import HourCount
from app.rules.event.states import EventPaper
from app.rules.paper.model import Block, Chart, ChartForm, Paragraph, PlainPaper, Section, Series, Table

# So many units and streets stand in a report; the others are one line.
_MOST = 8
_TICKET_HEAD = ("序号", "工单编号", "派单时间", "承办单位", "状态", "联系")


@dataclass(frozen=True, slots=True)
class TicketLine:
    """One ticket as a paper lists it; without the caller."""

    number: str
    came_at: datetime
    unit: str
    state: str
    contacted: bool


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """Who was told."""

    at: datetime
    whom: str
    channel: str
    told_by: str


@dataclass(frozen=True, slots=True)
class WordingLine:
    """One version of the shared wording; without a text the one before was taken back."""

    number: int
    text: str
    set_at: datetime
    set_by: str


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What the papers of an event say, at the moment `made_at`; every text is masked.

    `callers` are told apart by their numbers, `reached` those of them who were reached since the event began.
    `states`, `units` and `streets` are (word, tickets), the largest first. `note` is what a person adds: the situation
    in a report, the result in the closing paper.
    """

    title: str
    office: str
    made_at: datetime
    opened_at: datetime
    opened_by: str
    origin: str
    number: int
    tickets: tuple[TicketLine, ...]
    open: int
    callers: int
    reached: int
    states: tuple[tuple[str, int], ...]
    units: tuple[tuple[str, int], ...]
    streets: tuple[tuple[str, int], ...]
    hours: tuple[HourCount, ...]
    wordings: tuple[WordingLine, ...]
    notices: tuple[NoticeLine, ...]
    bulletins: int
    note: str = ""

    @property
    def wording(self) -> WordingLine | None:
        """The wording that holds."""
        last = self.wordings[-1] if self.wordings else None
        return last if last is not None and last.text else None


def bulletin(facts: PaperFacts) -> PlainPaper:
    """The report of an event while it lasts."""
    return _paper(facts, EventPaper.BULLETIN, f"第 {facts.number} 期", _bulletin(facts))


def closing(facts: PaperFacts) -> PlainPaper:
    """The paper that ends an event."""
    days = f"{local_minute(facts.opened_at)} 至 {local_minute(facts.made_at)}"
    return _paper(facts, EventPaper.CLOSING, days, _closing(facts))


def _paper(facts: PaperFacts, kind: EventPaper, line: str, sections: Iterator[Section]) -> PlainPaper:
    return PlainPaper(
        title=f"关于“{facts.title}”群体诉求的{kind.word}",
        subtitle=f"{line}　{to_local(facts.made_at):%Y-%m-%d %H:%M}" if kind is EventPaper.BULLETIN else line,
        office=facts.office,
        made_at=facts.made_at,
        sections=tuple(sections),
    )


def _bulletin(facts: PaperFacts) -> Iterator[Section]:
    yield Section("基本情况", 1, _texts(_overall(facts), facts.note))
    yield Section("来件趋势", 1, (_says(_recent(facts)), _chart(facts)))
    yield Section("办理进展", 1, (_says(_progress(facts)), _shares("承办单位", facts.units), *_streets(facts)))
    yield Section("统一口径", 1, _wording(facts))
    yield Section("告知情况", 1, _notices(facts))


def _closing(facts: PaperFacts) -> Iterator[Section]:
    yield Section("基本情况", 1, _texts(_overall(facts)))
    yield Section("处置结果", 1, _texts(*facts.note.splitlines()))
    yield Section("办理情况", 1, (_says(_progress(facts)), _shares("承办单位", facts.units), *_streets(facts)))
    yield Section("口径沿革", 1, tuple(_says(_version(one)) for one in facts.wordings) or _texts("没有统一口径。"))
    yield Section("告知情况", 1, _notices(facts))
    yield Section("工单清单", 1, (_list(facts),))


def _overall(facts: PaperFacts) -> str:
    first, last = facts.tickets[0].came_at, facts.tickets[-1].came_at
    return (
        f"{facts.origin}，{local_minute(facts.opened_at)}由{facts.opened_by}建立群体事件。"
        f"截至{local_minute(facts.made_at)}，共 {len(facts.tickets)} 件诉求、{facts.callers} 位诉求人，"
        f"首件 {local_minute(first)}，末件 {local_minute(last)}；"
        f"未办结 {facts.open} 件，已办结 {len(facts.tickets) - facts.open} 件。"
        f"{f'此前已编发快报 {facts.bulletins} 期。' if facts.bulletins else ''}"
    )


def _progress(facts: PaperFacts) -> str:
    states = "，".join(f"{word} {count} 件" for word, count in facts.states)
    return f"{states}。事件建立以来已联系到诉求人 {facts.reached} 位，尚未联系到 {facts.callers - facts.reached} 位。"


def _recent(facts: PaperFacts) -> str:
    """How many came in lately: the last hour, and the hours of the chart."""
    hour_ago = facts.made_at - timedelta(hours=1)
    last = sum(one.came_at > hour_ago for one in facts.tickets)
    shown = sum(one.tickets for one in facts.hours)
    most = max(facts.hours, key=lambda one: one.tickets)
    peak = f"，最多的一小时为 {most.words} 时（{most.tickets} 件）" if most.tickets else ""
    return f"最近 1 小时 {last} 件，近 {len(facts.hours) - 1} 小时 {shown} 件{peak}。"


def _chart(facts: PaperFacts) -> Chart:
    counts = tuple(float(one.tickets) for one in facts.hours)
    names = tuple(f"{to_local(one.start):%H}" for one in facts.hours)
    return Chart(f"近 {len(facts.hours) - 1} 小时每小时来件", ChartForm.COLUMNS, names, (Series("件", counts),), "件")


def _shares(word: str, counted: Sequence[tuple[str, int]]) -> Table:
    shown = list(counted[:_MOST])
    rest = sum(count for _, count in counted[_MOST:])
    if rest:
        shown.append((f"其他 {len(counted) - _MOST} 个", rest))
    return Table(f"按{word}", (word, "件数"), tuple((name or "未派单", count) for name, count in shown), (40, 16))


def _streets(facts: PaperFacts) -> tuple[Table, ...]:
    named = [one for one in facts.streets if one[0]]
    return (_shares("街乡镇", named),) if named else ()


def _wording(facts: PaperFacts) -> tuple[Block, ...]:
    found = facts.wording
    if found is None:
        return _texts("尚未统一口径。")
    return _texts(f"第 {found.number} 版，{local_minute(found.set_at)}由{found.set_by}发布：", *found.text.splitlines())


def _version(one: WordingLine) -> str:
    head = f"第 {one.number} 版（{local_minute(one.set_at)}，{one.set_by}）："
    return head + (" ".join(one.text.split()) if one.text else "撤回口径")


def _notices(facts: PaperFacts) -> tuple[Block, ...]:
    if not facts.notices:
        return _texts("尚无告知记录。")
    lines = tuple((local_minute(one.at), one.whom, one.channel, one.told_by) for one in facts.notices)
    return (Table("告知记录", ("时间", "告知对象", "方式", "告知人"), lines, (16, 30, 12, 14)),)


def _list(facts: PaperFacts) -> Table:
    lines = tuple(
        (
            place, one.number, local_minute(one.came_at), one.unit or "未派单", one.state,
            "已联系" if one.contacted else "未联系",
        )
        for place, one in enumerate(facts.tickets, start=1)
    )  # fmt: skip
    return Table("全部工单", _TICKET_HEAD, lines, (8, 30, 18, 24, 12, 10))


def _texts(*lines: str) -> tuple[Block, ...]:
    return tuple(_says(line) for line in lines if line.strip())


def _says(text: str) -> Paragraph:
    return Paragraph((text.strip(),))
