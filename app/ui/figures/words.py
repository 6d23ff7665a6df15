"""The texts of the quality page: the columns of its lists, and the figures of one line that open their tickets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from fractions import Fraction
from operator import attrgetter
from typing import NamedTuple

from app.base.table import Kind
from app.desk.figures.quality import ComparedRow
from app.rules.figures.quality import QualityRow
from app.rules.figures.rates import mostly_words, show_rate, show_score
from app.rules.survey.form import COUNTED, COUNTED_WORDS
from app.ui.kit.table.columns import Amount, Cell, Column, Value, ticket_cell
from app.ui.kit.table.values import integer, long_text, made, text


class Figure(NamedTuple):
    """A figure of one line with the tickets it counts; `alarming` ones are red unless zero."""

    words: str
    ids: list[int]
    alarming: bool = False


def minutes_words(minutes: int | None) -> str:
    """A duration in words: 25 分, 3.5 小时, 2.1 天; a dash for none."""
    if minutes is None:
        return "—"
    if minutes < 100:
        return f"{minutes} 分"
    return f"{minutes / 60:.1f} 小时" if minutes < 48 * 60 else f"{minutes / 1440:.1f} 天"


def figures(row: QualityRow) -> Iterator[tuple[str, list[Figure]]]:
    """The figures of a line under their headings."""
    tally = row.tally
    yield (
        f"联系　联系率 {show_rate(row.contact)}，接通率 {show_rate(row.reach)}",
        [
            Figure("受理", tally.received),
            Figure("应联系", tally.tickets),
            Figure("已联系", tally.contacted),
            Figure("未联系", sorted({*tally.tickets} - {*tally.contacted})),
            Figure("拨打次数", tally.calls),
            Figure("接通次数", tally.reached),
        ],
    )
    yield (
        f"回访　有效回访 V = {row.valid:,}",
        [
            Figure("有效回访", tally.valid),
            Figure("已联系", tally.said_contacted),
            Figure("已解决", tally.solved),
            Figure("未解决", sorted({*tally.valid} - {*tally.solved})),
            Figure("满意", tally.satisfied),
            Figure("基本满意", tally.mostly),
        ],
    )
    for heading, counted in (
        ("不满意原因", tally.reasons),
        ("答复退回", tally.sent_back),
        ("联系问题", tally.findings),
        ("联系问题（平台故障内，单独统计）", tally.in_outage),
    ):
        if counted:
            shares = sorted(counted.items(), key=lambda share: -len(share[1]))
            yield (
                heading,
                [
                    Figure(kind, ids, alarming=counted is tally.sent_back or counted is tally.findings)
                    for kind, ids in shares
                ],
            )


def _total(counted: dict[str, list[int]]) -> int:
    return sum(len(ids) for ids in counted.values())


def _name(row: QualityRow, _now: datetime) -> Cell:
    return Cell(row.name, f"受理 {len(row.tally.received):,}", bold=True)


def _contact(row: QualityRow, _now: datetime) -> Cell:
    return Cell(show_rate(row.contact), f"{len(row.tally.contacted):,} / {len(row.tally.tickets):,}")


def _reach(row: QualityRow, _now: datetime) -> Cell:
    return Cell(show_rate(row.reach), f"{len(row.tally.reached):,} / {len(row.tally.calls):,}")


def _first(row: QualityRow, _now: datetime) -> Cell:
    most = f"九成在 {minutes_words(row.ninetieth)}内" if row.ninetieth is not None else "—"
    return Cell(minutes_words(row.median), most)


def _faults(row: QualityRow, _now: datetime) -> Cell:
    return Cell(f"退回 {_total(row.tally.sent_back):,}", f"问题 {_total(row.tally.findings):,}")


def _valid(row: QualityRow, _now: datetime) -> Cell:
    return Cell(f"{row.valid:,}", bold=True)


def _rate(name: str, of: str) -> Callable[[QualityRow, datetime], Cell]:
    def cell(row: QualityRow, _now: datetime) -> Cell:
        counted = len(getattr(row.tally, of))
        more = f" + {mostly_words(len(row.tally.mostly), row.row.weights)}" if of == "satisfied" else ""
        return Cell(show_rate(getattr(row, name)), f"{counted:,}{more}" if row.valid else "")

    return cell


def _score(row: QualityRow, _now: datetime) -> Cell:
    return Cell(show_score(row.score, row.row.weights.rounding), bold=True)


def _tickets(row: QualityRow) -> int:
    return len(row.tally.received)


def _sent_back(row: QualityRow) -> int:
    return _total(row.tally.sent_back)


def _found(row: QualityRow) -> int:
    return _total(row.tally.findings)


def _share_of(name: str) -> Callable[[QualityRow], float | None]:
    def share(row: QualityRow) -> float | None:
        known: Fraction | None = getattr(row, name)
        return None if known is None else float(known)

    return share


def _percent(heading: str, name: str) -> tuple[Value, ...]:
    return (made(heading, _share_of(name), Kind.PERCENT, 10),)


COLUMNS = (
    Column(
        "名称",
        _name,
        130,
        grows=True,
        values=(text("名称", "name", 24), made("受理", _tickets, Kind.INTEGER, 8)),
        amount=Amount("受理合计", _tickets),
    ),
    Column("联系率", _contact, 84, leaves=1, values=_percent("联系率", "contact")),
    Column("接通率", _reach, 84, leaves=3, values=_percent("接通率", "reach")),
    Column(
        "首次联系",
        _first,
        110,
        leaves=4,
        values=(integer("首次联系中位（分）", "median", 16), integer("九成首次联系（分）", "ninetieth", 16)),
    ),
    Column(
        "退回 / 问题",
        _faults,
        92,
        leaves=2,
        values=(made("退回", _sent_back, Kind.INTEGER, 8), made("问题", _found, Kind.INTEGER, 8)),
        amount=Amount("退回合计", _sent_back),
    ),
    Column("V", _valid, 50, values=(integer("V", "valid"),), amount=Amount("V 合计", attrgetter("valid"))),
    Column("响应率", _rate("response", "said_contacted"), 76, values=_percent("响应率", "response")),
    Column("解决率", _rate("resolution", "solved"), 76, values=_percent("解决率", "resolution")),
    Column("满意率", _rate("satisfaction", "satisfied"), 92, values=_percent("满意率", "satisfaction")),
    Column("综合", _score, 62, values=(made("综合", _share_of("score"), Kind.DECIMAL, 10),)),
)


def _ticket(row: ComparedRow, _now: datetime) -> Cell:
    return ticket_cell(row.title, row.number, row.unit)


def _both(question: str) -> Callable[[ComparedRow, datetime], Cell]:
    def cell(row: ComparedRow, _now: datetime) -> Cell:
        return Cell(f"本台 {row.ours.get(question, '—')}", f"平台 {row.platform.get(question, '—')}")

    return cell


def _differs(row: ComparedRow, _now: datetime) -> Cell:
    if not row.differs:
        return Cell("一致", tone="green", icon="check")
    words = "、".join(COUNTED_WORDS[question].removeprefix("是否") for question in row.differs)
    return Cell(f"{words}不一致", tone="red", icon="circle-alert")


def _answer(side: str, question: str) -> Callable[[ComparedRow], str]:
    def answer(row: ComparedRow) -> str:
        answers: Mapping[str, str] = getattr(row, side)
        return answers.get(question, "")

    return answer


def _question(question: str) -> Column:
    words = COUNTED_WORDS[question]
    sides = (("本台", "ours"), ("平台", "platform"))
    values = tuple(made(f"{words}（{name}）", _answer(side, question)) for name, side in sides)
    return Column(words, _both(question), 150, leaves=1, values=values)


COMPARED = (
    Column(
        "工单",
        _ticket,
        220,
        grows=True,
        values=(long_text("标题", "title"), text("工单编号", "number", 24), text("承办单位", "unit", 20)),
    ),
    *(_question(question) for question in COUNTED),
    Column("结果", _differs, 216),
)
