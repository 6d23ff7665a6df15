"""The rescue list against every ticket changed and the score counted again from the stored rows."""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.desk.figures.asked import Asked
from app.desk.rescue_list.reads import listing, tonight
from app.rules.figures.fields import Caliber
from app.rules.rescue_list import Turn
from tests.support.figure_tickets import Counter1by1, filled_desk, rates

SAID = ("valid", "contacted", "solved", "satisfied")
YEAR = Asked("year:2026", caliber=Caliber.NET)


@pytest.fixture
def register(folder, still):
    made = filled_desk(folder, still, 700)
    yield made
    made.close()


def exact(counts: dict[str, int]) -> Fraction | None:
    satisfied = counts["satisfied"] + Fraction(9, 10) * counts["mostly"]
    points = 10 * counts["contacted"] + 50 * counts["solved"] + 40 * satisfied
    return Fraction(points) / counts["valid"] if counts["valid"] else None


class Anew:
    """Counts the whole register again with some tickets changed."""

    def __init__(self, desk, found, which: str) -> None:
        self._counter, self._found, self._which = Counter1by1(desk), found, which
        start, end = found.period.start, found.period.end
        self._rows = [row for row in self._counter.rows if start <= row["dispatched_at"] < end]

    def counts(self, changed: dict[int, Turn]) -> dict[str, int]:
        self._counter.rows = [row for one in self._rows if (row := self._turned(one, changed.get(one["id"])))]
        period = self._found.period
        net = self._found.caliber is Caliber.NET
        return self._counter.count(period.start, period.end, net=net, answers=self._which, by=())[()]

    def _turned(self, row, turn):
        if turn is None or (turn is Turn.LOST and self._counter._said(row, self._which) is not None):
            return row
        if turn is Turn.RETURNED:
            return None
        if turn is Turn.EXCLUDED:
            return row | {"excluded": True}
        words = ("是", "是", "是", "满意") if turn is Turn.SOLVED else ("是", "是", "否", "不满意")
        told = dict(zip(SAID, words, strict=True))
        return row | {f"platform{part}{name}": word for part in ("_", "_first_") for name, word in told.items()}


@pytest.mark.parametrize(("which", "caliber"), [("last", Caliber.NET), ("first", Caliber.NET), ("last", Caliber.GROSS)])
def test_every_kind_of_ticket_against_a_count_anew(register, which, caliber):
    found = listing(register, asked=Asked("year:2026", caliber=caliber, which=which))
    anew = Anew(register, found, which)
    before = anew.counts({})
    assert found.now.score == rates(before)["score"]
    kinds = {(one.own, one.is_open): one for one in found.tickets}
    assert len(kinds) > 8
    for one in kinds.values():
        for turn in Turn:
            after = exact(anew.counts({one.ticket_id: turn}))
            assert getattr(one.effects, turn) == after - exact(before)
    for turn in Turn:
        ids = [one.ticket_id for one in found.tickets[::5]]
        assert found.after(ids, turn)[1].score == rates(anew.counts(dict.fromkeys(ids, turn)))["score"]


def test_it_holds_all_that_can_gain_and_is_sorted_by_gain(register):
    found = listing(register, asked=YEAR)
    counter = Counter1by1(register)
    start, end = found.period.start, found.period.end
    expected = set()
    for row in counter.rows:
        if start <= row["dispatched_at"] < end and not row["excluded"]:
            said = counter._said(row, "last")
            is_open = row["closed_at"] is None and row["status"] != "returned"
            if (said is None and is_open) or (said is not None and said != ("yes", "yes", "satisfied")):
                expected.add(row["id"])
    assert {one.ticket_id for one in found.tickets} == expected
    assert all(way.open or way.why for one in found.tickets for way in one.ways)
    # First answers cannot be changed any more, and gross counts what is excluded: of a closed ticket nothing is left.
    found = listing(register, asked=Asked("year:2026", which="first"))
    can = [one for one in found.tickets if one.can_gain]
    assert [one.effects.solved for one in can] == sorted((one.effects.solved for one in can), reverse=True)
    cannot = found.tickets[len(can) :]
    assert cannot
    assert not any(one.can_gain for one in cannot)
    assert {one.solve.why for one in cannot} == {"按首次回访计算，首次结果已定"}


def test_tonight_is_the_running_assessment_and_an_empty_desk_has_none(desk):
    found = tonight(desk)
    assert (found.now.score, found.tickets, found.caliber) == (None, (), Caliber.NET)
    assert found.period.start <= desk.now() < found.period.end
