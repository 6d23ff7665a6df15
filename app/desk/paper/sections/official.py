"""Our place in the official rankings of a period, where they were entered, with the step from the period before."""

from __future__ import annotations

from app.desk.paper.source import Source
from app.desk.ranking import reads as ranking_reads
from app.desk.ranking.rows import RankingRow
from app.rules.figures.period_text import read_period, write_period
from app.rules.figures.periods import previous_name
from app.rules.paper.model import Block, Paragraph, Run
from app.rules.ranking.states import SCOPE_WORDS


def official_blocks(source: Source, period: str) -> list[Block]:
    """A sentence for each official ranking of a period (its written name); none where none was entered."""
    rules = source.period.rules
    before = write_period(previous_name(read_period(period, rules), rules))
    rows = ranking_reads.listing(source.desk)
    return [_sentence(source, row, rows, before) for row in rows if row.period == period and row.place is not None]


def _sentence(source: Source, row: RankingRow, rows: list[RankingRow], before: str) -> Block:
    name = f"official_place.{row.scope}"
    runs: list[Run] = [f"官方排名（{SCOPE_WORDS[row.scope]}）：第", source.counted(name, row.place or 0), "位"]
    if row.units:
        runs += ["，共", source.counted(f"official_units.{row.scope}", row.units), "个单位"]
    earlier = next((one.place for one in rows if (one.period, one.scope) == (before, row.scope)), None)
    if earlier is not None and row.place is not None:
        step = earlier - row.place
        words = "持平" if not step else f"{'上升' if step > 0 else '下降'}{abs(step)}"
        runs += ["，较上期", source.counted(f"official_step.{row.scope}", step, words), "位" if step else ""]
    if row.score:
        runs += ["，成绩", source.counted(f"official_score.{row.scope}", row.score), "分"]
    return Paragraph((*(run for run in runs if run != ""), "。"))
