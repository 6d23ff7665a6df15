"""The papers of an event: their sections and numbers, in a state with everything and in one with nothing yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.rules.event.hours import hourly
from app.rules.event.paper import NoticeLine, PaperFacts, TicketLine, WordingLine, bulletin, closing
from app.rules.paper.model import Chart, Paragraph, PlainPaper, Table

NOW = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)
TICKETS = tuple(
    TicketLine(f"热线-{place}", NOW - timedelta(minutes=20 * (3 - place)), "体育局", "办理中", contacted=place == 1)
    for place in range(1, 4)
)
FACTS = PaperFacts(
    title="悦某健身",
    office="某某值守台",
    made_at=NOW,
    opened_at=NOW - timedelta(minutes=30),
    opened_by="值班员甲",
    origin="据商户预警",
    number=2,
    tickets=TICKETS,
    open=2,
    callers=3,
    reached=1,
    states=(("办理中", 2), ("已办结", 1)),
    units=(("体育局", 3),),
    streets=(("回龙观街道", 2), ("", 1)),
    hours=hourly((one.came_at for one in TICKETS), until=NOW),
    wordings=(),
    notices=(),
    bulletins=1,
)


def texts(paper: PlainPaper, heading: str) -> list[str]:
    section = next(one for one in paper.sections if one.heading == heading)
    return [block.text for block in section.blocks if isinstance(block, Paragraph)]


def test_a_report_tells_counts_trend_progress_wording_and_who_was_told() -> None:
    paper = bulletin(FACTS)
    assert (paper.title, paper.subtitle) == ("关于“悦某健身”群体诉求的快报", "第 2 期　2026-11-23 10:41")
    assert [one.heading for one in paper.sections] == ["基本情况", "来件趋势", "办理进展", "统一口径", "告知情况"]
    assert "共 3 件诉求、3 位诉求人" in texts(paper, "基本情况")[0]
    assert texts(paper, "来件趋势") == ["最近 1 小时 3 件，近 24 小时 3 件，最多的一小时为 11-23 10 时（3 件）。"]
    assert texts(paper, "办理进展")[0].endswith("已联系到诉求人 1 位，尚未联系到 2 位。")
    assert texts(paper, "统一口径") == ["尚未统一口径。"]
    assert texts(paper, "告知情况") == ["尚无告知记录。"]
    (chart,) = [block for block in paper.sections[1].blocks if isinstance(block, Chart)]
    assert (len(chart.categories), sum(value or 0 for value in chart.series[0].values)) == (25, 3)


def test_the_closing_paper_lists_every_ticket_the_versions_of_the_wording_and_the_result() -> None:
    wordings = (
        WordingLine(1, "正在\n协调", NOW, "值班员甲"),
        WordingLine(2, "", NOW, "值班员乙"),
    )
    told = (NoticeLine(NOW, "李副局长", "电话", "值班员甲"),)
    paper = closing(replace(FACTS, wordings=wordings, notices=told, note="全部退费\n已核实"))
    assert texts(paper, "处置结果") == ["全部退费", "已核实"]
    assert [line.partition("：")[2] for line in texts(paper, "口径沿革")] == ["正在 协调", "撤回口径"]
    tables = {block.caption: block for one in paper.sections for block in one.blocks if isinstance(block, Table)}
    assert [line[1] for line in tables["全部工单"].lines] == ["热线-1", "热线-2", "热线-3"]
    assert tables["告知记录"].lines == (("11-23 10:41", "李副局长", "电话", "值班员甲"),)
