"""What a finding costs the score without the excluded, and where the score would stand without its tickets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from app.desk.figures.asked import Asked, ids_behind
from app.desk.figures.counterfactual import Problem, Problems, problem_of, problems
from app.desk.paper.source import Source
from app.desk.ranking import reads as ranking_reads
from app.rules.figures.counterfactual import Rival, Standing
from app.rules.figures.fields import Caliber, Field
from app.rules.figures.rates import one_decimal
from app.rules.paper.findings import Finding, FindingRule
from app.rules.paper.model import PrintedFigure, Run
from app.rules.paper.words import DASH

# The dimension whose key a finding is about.
_BY = {FindingRule.UNIT_BEHIND: "unit", FindingRule.KIND_UP: "category2", FindingRule.KIND_UNSOLVED: "category2"}
# The figures whose tickets a finding about the whole is about.
_BEHIND: Mapping[FindingRule, tuple[Field, ...]] = {
    FindingRule.NO_CONTACT: (Field.VALID,),
    FindingRule.OVERDUE: (Field.CLOSED_LATE, Field.OVERDUE_OPEN),
    FindingRule.REPEAT: (Field.REPEAT_TICKETS,),
}


def lost_by(source: Source, finding: Finding) -> Fraction:
    """The points of the score that the tickets of a finding cost; 0 where it is about no tickets of the score."""
    _before, cost = _cost(source, finding)
    return Fraction() if cost is None else cost.effect.lost


def cost_words(source: Source, finding: Finding) -> list[Run]:
    """失分1.2分；若无其失分工单9件，综合成绩93.1 → 95.4，排名第14 → 第6; empty where its tickets cost nothing.

    A topic, whose score is its own, says only what they cost.
    """
    before, cost = _cost(source, finding)
    if cost is None or not cost.effect.lost:
        return []
    by = _BY.get(finding.rule)

    def counted(name: str, value: int | str | None) -> PrintedFigure:
        figure = source.counted(name if by else f"{name}.{finding.rule}", DASH if value is None else value)
        return replace(figure, caliber=Caliber.NET, by=(by,) if by else (), key=cost.key)

    runs: list[Run] = ["失分", counted("lost_points", one_decimal(cost.effect.lost)), "分"]
    return runs if source.about is not None else [*runs, *_without(counted, before, cost)]


def problems_by(source: Source, by: str) -> Problems:
    """What the keys of a dimension cost the score without the excluded, among the units of the official ranking."""
    if by not in source.lost:
        source.steps.next()
        source.lost[by] = problems(source.desk, _asked(source, (by,)), others=_others(source))
    return source.lost[by]


def _without(counted: Callable[[str, int | str | None], PrintedFigure], before: Standing, cost: Problem) -> list[Run]:
    after = cost.effect.without
    runs: list[Run] = ["；若无其失分工单", counted("lost_tickets", len(cost.ticket_ids)), "件，综合成绩"]
    runs += [counted("score_before", before.score), " → ", counted("score_without", after.score)]
    if before.place is not None and after.place is not None:
        runs += ["，排名第", counted("place_before", before.place), " → 第", counted("place_without", after.place)]
    return runs


def _cost(source: Source, finding: Finding) -> tuple[Standing, Problem | None]:
    if finding not in source.costs:
        source.costs[finding] = _reckoned(source, finding)
    return source.costs[finding]


def _reckoned(source: Source, finding: Finding) -> tuple[Standing, Problem | None]:
    by = _BY.get(finding.rule)
    if by is not None:
        found = problems_by(source, by)
        return found.before, next((one for one in found.problems if one.name == finding.name), None)
    asked = _asked(source, ())
    ids = {key for field in _BEHIND.get(finding.rule, ()) for key in ids_behind(source.desk, asked, field)}
    if finding.rule is FindingRule.NO_CONTACT:
        ids -= set(ids_behind(source.desk, asked, Field.CONTACTED))
    return problem_of(source.desk, asked, ids, others=_others(source))


def _asked(source: Source, by: tuple[str, ...]) -> Asked:
    """The question for the tickets that count in the score; of a topic, for its own."""
    return replace(source.asked(by, Caliber.NET), only=(source.about,) if source.about else ())


def _others(source: Source) -> Sequence[Rival] | None:
    return ranking_reads.others(source.desk, period=source.text)
