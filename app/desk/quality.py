"""Quality figures for the lead, by unit or operator, in both calibers; our surveys beside the platform's results."""

from __future__ import annotations

import enum
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.desk.context import Desk
from app.desk.figures import Window
from app.desk.finding_facts import CALLBACK
from app.desk.titles import title_of
from app.models.stores import Stores
from app.rules.findings import FINDING_WORDS, FindingKind
from app.rules.phones import mask_text
from app.rules.platform_answers import differing, read_answer, words_of
from app.rules.quality import QualityRow, Tally, mean, pooled, ranked
from app.rules.replies import send_back_reasons
from app.rules.states import AttemptOutcome, Contacted, Satisfied, Solved
from app.rules.survey_form import COUNTED, REASON_MARK, Meaning

NOBODY = "（未登记）"
FREE_TEXT = "其他原因"


class By(enum.StrEnum):
    """Whom the figures are told for."""

    UNIT = "unit"
    OPERATOR = "operator"


class Caliber(enum.StrEnum):
    """全口径 counts excluded tickets too, 不含剔除 leaves them out."""

    GROSS = "gross"
    NET = "net"


class Which(enum.StrEnum):
    """Which valid survey of a ticket counts: the last of the period, or the first."""

    LAST = "last"
    FIRST = "first"


BY_WORDS = {By.UNIT: "承办单位", By.OPERATOR: "值班员"}
CALIBER_WORDS = {Caliber.GROSS: "全口径（含剔除）", Caliber.NET: "不含剔除"}
WHICH_WORDS = {Which.LAST: "末次回访", Which.FIRST: "首次回访"}


@dataclass(frozen=True, slots=True)
class QualitySheet:
    """The lines by score and volume, all together, and the mean of the lines' rates."""

    window: Window
    rows: tuple[QualityRow, ...]
    pooled: QualityRow
    mean: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A ticket that both surveyed: the words of ours and of the platform by question, and where they differ."""

    ticket_id: int
    number: str
    title: str
    unit: str
    ours: Mapping[str, str]
    platform: Mapping[str, str]
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Our results beside the platform's; `only_platform` are tickets that we have no valid survey of."""

    rows: tuple[ComparedRow, ...]
    only_platform: tuple[int, ...]

    @property
    def differing(self) -> tuple[ComparedRow, ...]:
        """The rows that differ."""
        return tuple(row for row in self.rows if row.differs)


def of_period(
    desk: Desk, *, window: Window, by: By = By.UNIT, caliber: Caliber = Caliber.GROSS, which: Which = Which.LAST
) -> QualitySheet:
    """The figures of a period.

    Volume, contact and first contact count tickets by their dispatch, without the backlog; calls, surveys, replies
    and findings count when they happened. For an operator, tickets and findings are those they signed for, calls
    and surveys those they made, replies those they wrote.
    """
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    count = _Count(tallies, by, caliber)
    with desk.register.reading() as stores:
        _count_contacts(stores, window, count)
        _count_surveys(stores, window, count, which)
        _count_replies(stores, window, count)
        for row in stores.quality.findings(window.start, window.end):
            if (tally := count.of(row, row.signed_by)) is not None:
                tally.findings.setdefault(FINDING_WORDS[FindingKind(row.kind)], []).append(row.ticket_id)
    rows = ranked(tallies)
    return QualitySheet(window, rows, pooled(tallies), mean(rows))


def compare(desk: Desk, *, window: Window, caliber: Caliber = Caliber.GROSS) -> Comparison:
    """Our last valid surveys beside the platform's results, for tickets dispatched in the period."""
    rows, lonely = [], []
    with desk.register.reading() as stores:
        for row in stores.quality.platform(window.start, window.end):
            if caliber is Caliber.NET and row.excluded:
                continue
            if row.at is None:
                lonely.append(row.id)
            else:
                rows.append(_compared(row))
    return Comparison(tuple(rows), tuple(lonely))


@dataclass(frozen=True, slots=True)
class _Count:
    tallies: defaultdict[str, Tally]
    by: By
    caliber: Caliber

    def of(self, row: Any, operator: str) -> Tally | None:
        """The tally a row belongs to; None when the caliber leaves it out."""
        if self.caliber is Caliber.NET and row.excluded:
            return None
        return self.tallies[(row.unit if self.by is By.UNIT else operator) or NOBODY]


def _count_contacts(stores: Stores, window: Window, count: _Count) -> None:
    for row in stores.quality.tickets(window.start, window.end, CALLBACK):
        tally = count.of(row, row.signed_by)
        if tally is None:
            continue
        tally.tickets.append(row.id)
        if row.reached_at is not None:
            tally.contacted.append(row.id)
            tally.minutes.append(max(0, round((row.reached_at - row.dispatched_at).total_seconds() / 60)))
    for row in stores.quality.calls(window.start, window.end):
        tally = count.of(row, row.who)
        if tally is not None:
            tally.calls.append(row.ticket_id)
            if row.outcome == AttemptOutcome.REACHED:
                tally.reached.append(row.ticket_id)


def _count_surveys(stores: Stores, window: Window, count: _Count, which: Which) -> None:
    chosen: dict[int, Any] = {}
    for row in stores.quality.surveys(window.start, window.end):
        if which is Which.LAST or row.ticket_id not in chosen:
            chosen[row.ticket_id] = row
    for ticket_id, row in chosen.items():
        tally = count.of(row, row.who)
        if tally is None:
            continue
        tally.valid.append(ticket_id)
        for ids, holds in (
            (tally.said_contacted, row.contacted == Contacted.YES),
            (tally.solved, row.solved == Solved.YES),
            (tally.satisfied, row.satisfied == Satisfied.SATISFIED),
            (tally.mostly, row.satisfied == Satisfied.MOSTLY),
        ):
            if holds:
                ids.append(ticket_id)
        for code in filter(None, row.reason_codes.split(REASON_MARK)):
            tally.reasons.setdefault(code, []).append(ticket_id)


def _count_replies(stores: Stores, window: Window, count: _Count) -> None:
    known = send_back_reasons()
    start, end = window.start.timestamp(), window.end.timestamp()
    for row in stores.quality.sent_back():
        for given in json.loads(row.reasons):
            if not start <= given["at"] < end:
                continue
            tally = count.of(row, row.writer)
            for code in given["codes"] or ("",):
                if tally is not None:
                    tally.sent_back.setdefault(known.get(code, FREE_TEXT), []).append(row.ticket_id)


def _compared(row: Any) -> ComparedRow:
    kept = row._mapping
    theirs = {question: kept[f"platform_{question}"] for question in COUNTED}
    ours: dict[str, Meaning | None] = {
        question: kind(kept[question]) if kept[question] else None for question, kind in COUNTED.items()
    }
    return ComparedRow(
        ticket_id=row.id,
        number=row.number,
        title=mask_text(title_of(row)),
        unit=row.unit,
        ours={question: words_of(question, meaning) for question, meaning in ours.items() if meaning is not None},
        platform={question: _platform_words(question, text) for question, text in theirs.items() if text},
        differs=differing(ours, theirs),
    )


def _platform_words(question: str, text: str) -> str:
    meaning = read_answer(question, text)
    if meaning is None or words_of(question, meaning) == text:
        return text
    return f"{text}（{words_of(question, meaning)}）"
