"""Reads the proof of a printed figure: of a draft as the register stands, of an issued paper as it was issued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction

from app.base.clock import local_day, to_local
from app.base.errors import Refused
from app.desk.figures import asked as questions
from app.desk.figures import counting
from app.desk.figures.asked import Asked, FigureRow
from app.desk.figures.columns import Columns
from app.desk.figures.frozen import CellOf, counted_then, tickets_then
from app.desk.figures.settings import book_in
from app.desk.paper import register
from app.desk.proof.rows import Proof, ProofChange, ProofTicket
from app.desk.shared.context import Desk
from app.desk.ticket.row import title_of
from app.models.figures.origins import Origin, OriginStore
from app.models.register.stores import Stores
from app.rules.figures.fields import CALIBER_WORDS, DEFINITIONS, Field
from app.rules.figures.period_text import period_words, write_period
from app.rules.figures.periods import Period
from app.rules.figures.rates import DEFAULT_WEIGHTS, Weights, weights_words
from app.rules.figures.rows import RATES, Counted, Row
from app.rules.paper.figure_words import field_of, figure_words
from app.rules.paper.model import Aspect, Paper, PrintedFigure
from app.rules.shared.masking import mask_text

MOST_TICKETS, MOST_CHANGES = 200, 50
# For a rate: the counts of its formula, the one that a ticket of its base must belong to, the word for the others.
_PARTS: dict[Field, tuple[tuple[Field, ...], Field, str]] = {
    Field.IN_TIME_RATE: ((Field.CLOSED_IN_TIME, Field.CLOSED), Field.CLOSED_IN_TIME, "超期办结"),
    Field.RESPONSE: ((Field.CONTACTED, Field.VALID), Field.CONTACTED, "未联系"),
    Field.RESOLUTION: ((Field.SOLVED, Field.VALID), Field.SOLVED, "未解决"),
    Field.SATISFACTION: ((Field.SATISFIED, Field.MOSTLY, Field.VALID), Field.SATISFIED, "不满意或基本满意"),
    Field.SCORE: ((Field.CONTACTED, Field.SOLVED, Field.SATISFIED, Field.MOSTLY, Field.VALID), Field.SOLVED, "未解决"),
}
_ASPECT_WORDS = {
    Aspect.CHANGE_PREVIOUS: "与上一期比：数量为百分比，率和成绩为两个印出值之差",
    Aspect.CHANGE_LAST_YEAR: "与去年同期比：数量为百分比，率和成绩为两个印出值之差",
    Aspect.BEFORE: "上一期的值",
    Aspect.YEAR_BEFORE: "去年同期的值",
    Aspect.SHARE: "占全部受理量的百分比",
    Aspect.PLACE: "按综合成绩、受理量排的名次",
    Aspect.MEAN: "各行精确值的平均，每行权重相同",
    Aspect.BELOW: "比平均或总体低多少",
    Aspect.LOST: "这一行的工单使综合成绩少了多少分",
}


@dataclass(frozen=True, slots=True)
class Whose:
    """Of which paper a figure is: an issued one or a draft."""

    paper_id: int | None = None
    draft_id: int | None = None


def proof(desk: Desk, *, whose: Whose, tag: str, most: int = MOST_TICKETS) -> Proof:
    """The proof of a figure by its tag.

    Raises:
        Refused: the paper has no such figure.

    """
    paper, facts = _paper(desk, whose)
    figure = next((one for one in paper.printed if one.tag == tag), None)
    if figure is None:
        raise Refused("这份报表里没有这个数")
    return proof_of(desk, paper, figure, facts, most)


def proof_of(desk: Desk, paper: Paper, figure: PrintedFigure, facts: bytes | None, most: int) -> Proof:
    """The proof of a figure; `facts` are those of an issued paper."""
    field = field_of(figure.id)
    if field is None:
        return _plain(paper, figure)
    asked = _asked(paper, figure)
    with desk.register.snapshot():
        found = questions.figures(desk, asked)
        now = _row(found.rows if asked.by else (found.total,), figure)
        cell = CellOf(found.period, figure.caliber, field, figure.by, figure.key)
        row = now if facts is None else replace(now, counted=counted_then(facts, cell))
        ids = _ids(desk, found.period, asked, field, figure, facts)
        base = _PARTS.get(field)
        counting_ids = ids if base is None else _ids(desk, found.period, asked, base[1], figure, facts)
        with desk.register.reading() as stores:
            present = ids if facts is None else list(questions.ids_behind(desk, asked, field, figure.key))
            recounted = _recount(stores, found.period, asked, field, figure, present)
            missing = [one for one in ids if one not in set(counting_ids)]
            shown = [*missing, *(one for one in ids if one not in set(missing))][:most]
            origins = OriginStore(stores.connection).of(shown)
            changes = [
                ProofChange(one.id, one.at, one.who, one.ticket_number, mask_text(one.text), one.changes)
                for one in OriginStore(stores.connection).changes(ids, MOST_CHANGES)
            ]
    exact = None if field not in RATES else RATES[field](row.counted, row.weights)
    return Proof(
        figure=figure,
        words=figure_words(figure),
        sentence=_sentence(field, figure),
        parts=tuple((DEFINITIONS[one].words, int(getattr(row.counted, one))) for one in (base[0] if base else ())),
        exact=_exact(exact, field),
        period=_period(found.period),
        rules=_rules(paper, figure, now.weights),
        value_now=_text(now.printed(field)),
        recounted=recounted,
        misses="" if base is None else base[2],
        tickets=tuple(_ticket(one, set(counting_ids)) for one in origins),
        total=len(ids),
        changes=tuple(changes),
    )


def ids_behind(desk: Desk, *, whose: Whose, tag: str) -> tuple[str, list[int]]:
    """The words of a figure and the ids of all its tickets."""
    paper, facts = _paper(desk, whose)
    figure = next((one for one in paper.printed if one.tag == tag), None)
    field = None if figure is None else field_of(figure.id)
    if figure is None or field is None:
        return "", []
    asked = _asked(paper, figure)
    with desk.register.reading() as stores:
        period = questions.period_asked(asked, book_in(stores))
    return figure_words(figure), _ids(desk, period, asked, field, figure, facts)


def _paper(desk: Desk, whose: Whose) -> tuple[Paper, bytes | None]:
    if whose.paper_id is not None:
        with desk.register.reading() as stores:
            facts = stores.papers.contents(whose.paper_id).facts
        return register.paper_of(desk, whose.paper_id), facts
    if whose.draft_id is None:
        raise Refused("还没有草稿")
    return register.drafted(desk, whose.draft_id), None


def _asked(paper: Paper, figure: PrintedFigure) -> Asked:
    own = not figure.period
    answers = "desk" if figure.id.startswith("desk.") else "platform"
    which = "first" if "first." in figure.id else "last"
    until = next((one.until for one in paper.frozen if one.period == figure.period), paper.until if own else None)
    text = figure.period or write_period(paper.period.name)
    return Asked(text, figure.by, figure.caliber, answers, which, until)


def _ids(
    desk: Desk, period: Period, asked: Asked, field: Field, figure: PrintedFigure, facts: bytes | None
) -> list[int]:
    if facts is not None and asked.answers == "platform" and asked.which == "last":
        return tickets_then(facts, CellOf(period, figure.caliber, field, figure.by, figure.key))
    return list(questions.ids_behind(desk, asked, field, figure.key))


def _recount(
    stores: Stores, period: Period, asked: Asked, field: Field, figure: PrintedFigure, ids: Sequence[int]
) -> str | None:
    """The figure counted anew from the register's rows of its tickets, past everything that is kept for speed."""
    columns = Columns()
    columns.fill(stores.facts.of(ids), stores.facts.surveys(ids))
    answers = "desk" if asked.answers == "desk" else asked.which
    counted = counting.counted(counting.place(columns, period, figure.caliber, answers))
    return _text(Row("", counted[()]).printed(field))


def _row(rows: Sequence[FigureRow], figure: PrintedFigure) -> Row:
    return next((one.now for one in rows if one.key == figure.key), Row("", Counted()))


def _sentence(field: Field, figure: PrintedFigure) -> str:
    aspect = _ASPECT_WORDS.get(figure.aspect, "")
    return DEFINITIONS[field].sentence + (f"；{aspect}" if aspect else "")


def _rules(paper: Paper, figure: PrintedFigure, weights: Weights = DEFAULT_WEIGHTS) -> tuple[str, ...]:
    rules = paper.period.rules
    return (
        CALIBER_WORDS[figure.caliber],
        f"权重 {weights_words(weights)}",
        f"考核期自 {rules.assessment_day} 日起，日报日自前一日 {rules.day_hour}:00 起",
        "回访结果按平台，取最终一次" if not figure.id.startswith("desk.") else "回访结果按本台",
    )


def _period(period: Period) -> str:
    first, last = local_day(period.start), local_day(period.end - timedelta(seconds=1))
    cut = f"，截至 {to_local(period.end):%m-%d %H:%M}" if period.cut else ""
    return f"{period_words(period.name)}（{first} 至 {last}{cut}），按派单时间"


def _exact(value: Fraction | None, field: Field) -> str:
    """The value before it was rounded: 89.3203…, 四舍五入."""
    if value is None:
        return ""
    shown = value if field is Field.SCORE else value * 100
    text = f"{float(shown):.4f}"
    return f"{text}{'' if shown == Fraction(text) else '…'}"


def _text(value: int | str | None) -> str:
    return "—" if value is None else str(value)


def _ticket(origin: Origin, counting_ids: set[int]) -> ProofTicket:
    return ProofTicket(
        origin.ticket_id,
        origin.number,
        mask_text(title_of(origin)),
        mask_text(origin.unit),
        origin.ticket_id in counting_ids,
        origin.file or "",
        origin.row,
        {mask_text(name): mask_text(text) for name, text in origin.cells.items()},
    )


def _plain(paper: Paper, figure: PrintedFigure) -> Proof:
    """The proof of a count that the engine of figures does not know: its words and its period alone."""
    return Proof(
        figure, figure_words(figure), "由报表按登记直接统计", (), "", _period(paper.period), _rules(paper, figure),
        figure.text, None, "", (), 0, (),
    )  # fmt: skip
