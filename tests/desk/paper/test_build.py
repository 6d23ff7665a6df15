"""Papers against sentences and tables put together one by one: exact words, cells equal to `figures`, every heading."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from fractions import Fraction

import pytest

from app.base.clock import StillClock, from_local
from app.base.errors import FileRefused, Refused
from app.base.people import Person
from app.cli.figures.figures import figures_shape
from app.desk.figures.asked import Asked, figures
from app.desk.figures.counterfactual import problems
from app.desk.kind_measure import acts as kind_measures
from app.desk.paper.build import build
from app.desk.paper.sections.tables import RATES_HEAD
from app.desk.paper.sections.warnings import NONE
from app.rules.figures.fields import Caliber
from app.rules.figures.rates import one_decimal
from app.rules.paper.kinds import FORMS, PaperKind
from app.rules.paper.model import Chart, Paper, Paragraph, PrintedFigure, Table
from app.rules.paper.words import NOT_ANALYSED
from tests.support.figure_tickets import Counter1by1, filled_desk, rates
from tests.support.registers import desk_on

PERIODS = {
    PaperKind.DAILY: "day:2026-11-10",
    PaperKind.WEEKLY: "week:2026-W46",
    PaperKind.MONTHLY: "month:2026-11",
    PaperKind.QUARTERLY: "quarter:2026-Q4",
    PaperKind.HALF_YEAR: "half:2027-H1",
    PaperKind.ANNUAL: "year:2027",
    PaperKind.RATES: "assess:2026-11",
    PaperKind.COUNTERMEASURES: "assess:2026-11",
    PaperKind.TOPIC: "year:2026",
    PaperKind.SURVEY: "month:2026-11",
    PaperKind.EXCLUSION: "month:2026-11",
}
WITH_SENTENCES = [kind for kind in PaperKind if kind not in {PaperKind.RATES, PaperKind.COUNTERMEASURES}]
FIELDS = (
    "received", "closed", "valid", "contacted", "solved", "satisfied", "mostly",
    "response", "resolution", "satisfaction", "score",
)  # fmt: skip
ABOUT = ("category2", "预付卡")


@pytest.fixture
def register(folder):
    made = filled_desk(folder, StillClock(from_local(datetime.fromisoformat("2028-06-01T09:00"))), 700)
    yield made
    made.close()


def _build(desk, kind: PaperKind, **said) -> Paper:
    about = ABOUT if kind is PaperKind.TOPIC else None
    return build(desk, kind=kind, **{"period": PERIODS[kind], "about": about} | said)


def _blocks(paper: Paper, kind: type) -> list:
    return [block for section in paper.sections for block in section.blocks if isinstance(block, kind)]


def _texts(table: Table) -> list[list[str]]:
    return [[cell.text if isinstance(cell, PrintedFigure) else str(cell) for cell in line] for line in table.lines]


def _change(now: Fraction | None, before: Fraction | None, covered: bool, unit: str, *, of_base: bool) -> str:
    """A change in the words of the sentences, put together without the desk's code."""
    if not covered:
        return "—（基期数据不全）"
    if now is None or before is None or (of_base and not before):
        return "—"
    value = (now - before) * 100 / before if of_base else now - before
    tenths = int(abs(value) * 10 + Fraction(1, 2))
    if not tenths:
        return "持平"
    return f"{'上升' if value > 0 else '下降'}{tenths // 10}.{tenths % 10}{unit}"


def _three(told: dict, unit: str = "%") -> str:
    texts = [
        "—" if told[name] is None else f"{told[name]}{unit}" for name in ("response", "resolution", "satisfaction")
    ]
    return f"{texts[0]}、{texts[1]}和{texts[2]}"


def expected_sentences(desk, period: str, about: tuple[str, str] | None) -> str:
    """The sentences of an analysis, from a count one by one."""
    one_by_one = Counter1by1(desk)
    found = figures(desk, Asked(period))
    by, key = ((about[0],), (about[1],)) if about else ((), ())

    def counts(base, *, net: bool) -> dict:
        empty = dict.fromkeys(
            ("received", "closed", "closed_in_time", "valid", "contacted", "solved", "satisfied", "mostly"), 0
        )
        return one_by_one.count(base.start, base.end, net=net, answers="last", by=by).get(key, empty)

    now, before = counts(found.period, net=False), counts(found.previous.period, net=False)
    year = None if found.last_year is None else counts(found.last_year.period, net=False)
    told, told_before = rates(now), rates(before)
    covered = found.previous.covered
    received = _change(Fraction(now["received"]), Fraction(before["received"]), covered, "%", of_base=True)
    yearly = "—"
    if year is not None and found.last_year is not None:
        yearly = _change(
            Fraction(now["received"]), Fraction(year["received"]), found.last_year.covered, "%", of_base=True
        )
    names = ("response", "resolution", "satisfaction")
    pairs = [(told[name], told_before[name]) for name in names]
    if not covered or None in pairs[0]:
        moved = "环比—（基期数据不全）" if not covered else "环比—"
    else:
        words = [_change(Fraction(here), Fraction(there), True, "个百分点", of_base=False) for here, there in pairs]
        moved = f"环比分别{words[0]}、{words[1]}和{words[2]}"
    net = rates(counts(found.period, net=True))
    score, net_score = ("—" if one["score"] is None else one["score"] for one in (told, net))
    return (
        f"本期受理诉求{now['received']}件，环比{received}，同比{yearly}；办结{now['closed']}件，有效回访{now['valid']}件。"
        f"全口径含剔除响应率、解决率、满意率分别为{_three(told)}，{moved}，综合成绩{score}分。"
        f"不含剔除响应率、解决率、满意率分别为{_three(net)}，综合成绩{net_score}分。"
    )


@pytest.mark.parametrize("kind", WITH_SENTENCES)
def test_the_sentences_are_word_for_word_those_counted_one_by_one(register, kind):
    paper = _build(register, kind)
    said = _blocks(paper, Paragraph)
    first = next(one.text for one in said if one.text.startswith("本期受理诉求"))
    assert first == expected_sentences(register, PERIODS[kind], ABOUT if kind is PaperKind.TOPIC else None)


@pytest.mark.parametrize(
    "period", ["day:2026-11-10", "day:2025-11-02", "date:2028-02-29", "day:2026-03-03", "date:2026-01-01"]
)
def test_the_sentences_of_days_with_nothing_no_base_and_no_last_year(register, period):
    paper = _build(register, PaperKind.DAILY, period=period)
    assert paper.sections[0].blocks[0].text == expected_sentences(register, period, None)


@pytest.mark.parametrize("kind", list(PaperKind))
def test_every_kind_has_exactly_its_headings_in_their_order(register, kind):
    paper = _build(register, kind)
    headings = [section.heading for section in paper.sections if section.level == 1 and section.heading]
    assert tuple(headings) == FORMS[kind].headings


def test_the_general_situation_begins_with_the_sentences(register):
    for kind in (PaperKind.DAILY, PaperKind.WEEKLY, PaperKind.MONTHLY, PaperKind.ANNUAL, PaperKind.TOPIC):
        assert _build(register, kind).sections[0].blocks[0].text.startswith("本期受理诉求")


def _rates_rows(found: dict) -> list[list[str]]:
    def cells(row: dict) -> list[str]:
        return ["—" if row[name] is None else str(row[name]) for name in FIELDS]

    rows = [[str(place), row["key"], *cells(row)] for place, row in enumerate(found["rows"], start=1)]
    return [*rows, ["", "汇总", *cells(found["total"])]]


@pytest.mark.parametrize(
    ("kind", "period", "until"),
    [
        (PaperKind.MONTHLY, "month:2026-11", None),
        (PaperKind.ANNUAL, "year:2027", None),
        (PaperKind.COUNTERMEASURES, "assess:2026-11", None),
        (PaperKind.DAILY, "assess:2026-11", "2026-11-10T12:00"),
    ],
)
def test_the_table_of_rates_equals_figures_cell_for_cell(register, kind, period, until):
    paper = _build(register, kind)
    cut = None if until is None else from_local(datetime.fromisoformat(until))
    found = figures_shape(figures(register, Asked(period, ("unit",), Caliber.NET, until=cut)))
    (table,) = [one for one in _blocks(paper, Table) if one.head == RATES_HEAD]
    assert _texts(table) == _rates_rows(found)


@pytest.mark.parametrize("caliber", list(Caliber))
def test_the_table_paper_in_both_calibers_with_the_mean_in_a_table_of_its_own(register, caliber):
    paper = _build(register, PaperKind.RATES, caliber=caliber)
    found = figures_shape(figures(register, Asked("assess:2026-11", ("unit",), caliber)))
    table, mean = _blocks(paper, Table)
    assert _texts(table) == _rates_rows(found)
    names = FIELDS[-4:]
    assert _texts(mean) == [
        ["各行平均", *(found["mean"][name] for name in names)],
        ["汇总（合并计数）", *(found["total"][name] for name in names)],
    ]
    words = "含" if caliber is Caliber.GROSS else "不含"
    assert paper.title.endswith(f"“三率”统计表10.19-11.18（{words}剔除诉求）")


def test_the_five_most_frequent_kinds_stand_by_number_then_by_name(register):
    paper = _build(register, PaperKind.MONTHLY)
    found = figures(register, Asked("month:2026-11", ("category2",)))
    counts = sorted((-row.now.counted.received, row.key[0]) for row in found.rows if row.now.counted.received)
    whole = found.total.now.counted.received
    (table,) = [one for one in _blocks(paper, Table) if one.head == ("序号", "诉求类型", "数量", "占比")]
    shares = [Fraction(-count * 1000, whole) for count, _name in counts]
    assert _texts(table) == [
        [str(place), name, str(-count), f"{int(share + Fraction(1, 2)) // 10}.{int(share + Fraction(1, 2)) % 10}%"]
        for place, ((count, name), share) in enumerate(zip(counts[:5], shares, strict=False), start=1)
    ]


def test_streets_by_kind_equal_figures(register):
    paper = _build(register, PaperKind.MONTHLY)
    (table,) = [one for one in _blocks(paper, Table) if one.head[0] == "街道（镇）"]
    pairs = {
        row.key: row.now.counted.received
        for row in figures(register, Asked("month:2026-11", ("category", "street"))).rows
    }
    totals = {
        row.key[0]: row.now.counted.received for row in figures(register, Asked("month:2026-11", ("street",))).rows
    }
    for street, *cells, whole in _texts(table):
        assert int(whole) == totals[street]
        assert [int(cell) for cell in cells] == [pairs.get((kind, street), 0) for kind in table.head[1:-1]]


def test_every_ticket_that_cost_points_is_listed_and_they_sum_to_what_is_missing(register):
    paper = _build(register, PaperKind.COUNTERMEASURES)
    (table,) = [one for one in _blocks(paper, Table) if one.caption == "失分工单明细"]
    one_by_one = Counter1by1(register)
    period = figures(register, Asked("assess:2026-11")).period
    received = [
        row for row in one_by_one.rows if period.start <= row["dispatched_at"] < period.end and not row["excluded"]
    ]
    said = [(row, told) for row in received if (told := one_by_one._said(row, "last")) is not None]
    losing = [row for row, told in said if told != ("yes", "yes", "satisfied")]
    assert sorted(line[1] for line in _texts(table)) == sorted(row["number"] for row in losing)
    score = figures(register, Asked("assess:2026-11", (), Caliber.NET)).total.now.counted
    assert score.valid == len(said)
    lost = sum(Fraction(line[4]) for line in _texts(table))
    exact = 100 - Fraction(
        10 * sum(told[0] == "yes" for _row, told in said)
        + 50 * sum(told[1] == "yes" for _row, told in said)
        + 40
        * (
            sum(told[2] == "satisfied" for _row, told in said)
            + Fraction(9, 10) * sum(told[2] == "mostly" for _row, told in said)
        ),
        len(said),
    )
    assert abs(lost - exact) < Fraction(len(losing), 100)


def test_a_running_period_is_cut_now_and_says_so(folder):
    desk = filled_desk(folder, StillClock(from_local(datetime.fromisoformat("2026-11-10T15:00"))), 700)
    paper = _build(desk, PaperKind.MONTHLY)
    assert paper.subtitle == "（2026年11月，截至2026年11月10日15:00）"
    assert paper.until == paper.period.end == desk.now()
    cut = figures(desk, Asked("month:2026-11", until=desk.now())).total
    assert paper.printed[0].value == cut.now.counted.received
    assert all(one.until == desk.now() for one in paper.frozen if not one.period)
    desk.close()


def test_what_an_issue_keeps_of_the_total_row_and_of_every_row_shown(register):
    paper = _build(register, PaperKind.MONTHLY)
    for caliber in Caliber:
        row = figures_shape(figures(register, Asked("month:2026-11", (), caliber)))["total"]
        kept = {
            one.field: one.value for one in paper.frozen if one.caliber is caliber and not one.key and not one.period
        }
        assert kept == {name: row[name] for name in kept}
        assert len(kept) == 23
    shown = {one.key for one in paper.printed if one.by == ("unit",) and one.caliber is Caliber.NET}
    kept_keys = {one.key for one in paper.frozen if one.by == ("unit",) and one.caliber is Caliber.NET}
    assert shown <= kept_keys


@pytest.mark.parametrize("kind", list(PaperKind))
def test_an_empty_register_makes_every_paper_without_nonsense(folder, still, kind):
    desk = desk_on(folder, still)
    paper = build(
        desk,
        kind=kind,
        period={PaperKind.HALF_YEAR: "half:2026-H2", PaperKind.ANNUAL: "year:2026"}.get(kind, PERIODS[kind]),
        about=ABOUT if kind is PaperKind.TOPIC else None,
    )
    said = " ".join(one.text for one in _blocks(paper, Paragraph))
    assert "None" not in said
    assert "—%" not in said
    assert "nan" not in said
    for chart in _blocks(paper, Chart):
        assert all(len(series.values) == len(chart.categories) for series in chart.series)
    desk.close()


def test_early_warning_and_the_comparison_of_kinds_keep_their_heading(register):
    for kind in (PaperKind.WEEKLY, PaperKind.MONTHLY, PaperKind.ANNUAL):
        paper = _build(register, kind)
        (warning,) = [section for section in paper.sections if section.heading == "风险预警"]
        assert [block.text for block in warning.blocks] == [NONE]
    compared = [section for section in paper.sections if section.heading == "同类问题前后对比"]
    assert [block.text for section in compared for block in section.blocks] == [NOT_ANALYSED]


def test_kinds_with_a_measure_are_compared(register):
    for since in ("2026-03-02", "2026-12-01"):
        kind_measures.enter(register, person=Person("分析员甲"), kind="预付卡", since=since, text="约谈重点企业")
    (section,) = [
        section for section in _build(register, PaperKind.ANNUAL).sections if section.heading == "同类问题前后对比"
    ]
    table = section.blocks[-1]
    assert [(line[0], line[2]) for line in table.lines] == [("预付卡", "2026.03.02"), ("预付卡", "2026.12.01")]
    assert all(str(line[-1]) == "看不出变化" or "可能在" in str(line[-1]) for line in table.lines)


def test_no_number_of_a_caller_is_in_any_paper(register):
    for kind in PaperKind:
        for table in _blocks(_build(register, kind), Table):
            assert not [cell for line in _texts(table) for cell in line if "1380000" in cell]


def test_catch_up_is_marked(register):
    assert _build(register, PaperKind.MONTHLY, catch_up=True).title.endswith("月报（补编）")


@pytest.mark.parametrize(
    ("kind", "said", "message"),
    [
        (PaperKind.DAILY, {"period": "month:2026-11"}, "日报不能用这种统计期"),
        (PaperKind.MONTHLY, {"period": "month:2026-13"}, "不是统计期"),
        (PaperKind.TOPIC, {"about": None}, "专题要写明"),
        (PaperKind.TOPIC, {"about": ("colour", "红")}, "不能按"),
        (PaperKind.MONTHLY, {"about": ABOUT}, "没有专题"),
    ],
)
def test_what_cannot_be_made_is_refused(register, kind, said, message):
    with pytest.raises(Refused, match=message):
        _build(register, kind, **said)


def test_the_desk_s_own_library_takes_the_place_of_the_shipped_one(register):
    path = register.folder.root / "countermeasures.toml"
    path.write_text('[[measure]]\nfinding = "overdue"\nphrases = ["请逐件说明超期原因"]\n', encoding="utf-8")
    last = _build(register, PaperKind.MONTHLY).sections[-1]
    assert [block.text for block in last.blocks] == ["1.针对超期办理：请逐件说明超期原因。"]
    path.write_text("[[measure]", encoding="utf-8")
    with pytest.raises(FileRefused, match="对策库"):
        _build(register, PaperKind.MONTHLY)


def test_a_finding_that_costs_points_says_what_the_score_would_be_without_its_tickets(desk):
    paper = build(desk, kind=PaperKind.COUNTERMEASURES, period="assess:2026-11")
    told = {one.name: one for one in problems(desk, Asked("assess:2026-11", ("unit",), Caliber.NET)).problems}
    said = {}
    for block in _blocks(paper, Paragraph):
        figures = {run.id: run for run in block.runs if isinstance(run, PrintedFigure)}
        if "score_without" in figures and figures["score_without"].by == ("unit",):
            said[figures["score_without"].key[-1]] = (block.text, figures)
    assert said
    for unit, (text, figures) in said.items():
        own = told[unit]
        assert figures["score_without"].text == own.effect.without.score
        before, after = figures["score_before"].text, own.effect.without.score
        assert f"若无其失分工单{len(own.ticket_ids)}件，综合成绩{before} → {after}" in text


def test_findings_about_the_whole_and_kinds_that_grew_have_their_counterfactual_too(desk):
    """未联系, 超期, 重复来电: the score and the points, counted one by one over the rows that are left."""
    paper = build(desk, kind=PaperKind.MONTHLY, period="month:2026-11")
    text = "".join(block.text for section in paper.sections for block in section.blocks if isinstance(block, Paragraph))
    one_by_one = Counter1by1(desk)
    period = figures(desk, Asked("month:2026-11")).period
    every = [row for row in one_by_one.rows if not row["excluded"]]
    received = [row for row in every if period.holds(row["dispatched_at"])]
    callers = Counter(row["phones"].split()[0] for row in received if row["phones"])

    def late(row) -> bool:
        closed = row["closed_at"]
        if closed and closed < period.end:
            return closed >= period.start and closed > row["deadline_at"]
        return row["status"] != "returned" and row["deadline_at"] < period.end

    groups = {
        "超期办理较多": [row for row in received if late(row)],
        "有诉求人反映未联系": [row for row in received if (one_by_one._said(row, "last") or ("yes",))[0] != "yes"],
        "重复来电较多": [row for row in received if row["phones"] and callers[row["phones"].split()[0]] > 1],
    }
    before, valid = _score(one_by_one, every, period), _counts(one_by_one, received, period)["valid"]
    for name, rows in groups.items():
        costly = {row["id"]: _lost(one_by_one, row, period, valid) for row in rows}
        costly = {key: lost for key, lost in costly.items() if lost}
        after = _score(one_by_one, [row for row in every if row["id"] not in costly], period)
        expected = (
            f"失分{one_decimal(sum(costly.values()))}分；若无其失分工单{len(costly)}件，综合成绩{before} → {after}"
        )
        assert re.search(rf"{name}。[^。]*，不含剔除口径{expected}", text), name
    assert re.search(r"诉求上升。[^。]*失分[0-9.]+分；若无其失分工单", text) or "诉求上升" not in text


def _counts(one_by_one, rows, period) -> dict:
    return one_by_one._counts(rows, period.start, period.end, "last")


def _score(one_by_one, rows, period) -> str:
    return rates(_counts(one_by_one, rows, period))["score"]


def _lost(one_by_one, row, period, valid) -> Fraction:
    """Of 100 points, what one ticket takes from a score over so many valid callbacks."""
    one = _counts(one_by_one, [row], period)
    if not one["valid"]:
        return Fraction()
    satisfied = one["satisfied"] + Fraction(9, 10) * one["mostly"]
    return Fraction(10 * (1 - one["contacted"]) + 50 * (1 - one["solved"]) + 40 * (1 - satisfied)) / valid
