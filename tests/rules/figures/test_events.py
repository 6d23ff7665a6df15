"""How obligations were kept: shares, and reports that were due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from app.rules.figures.events import EVENTS, DueReport, Event, contact, reports_on_time, sign_for

NOW = datetime(2026, 12, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def test_every_figure_says_what_it_counts_by_which_moment():
    assert set(EVENTS) == set(Event)
    assert all("期" in one.sentence for one in EVENTS.values())


def test_sign_for_and_contact():
    ids = {event: () for event in Event}
    assert sign_for(ids).share is None
    ids |= {Event.SIGNED_IN_TIME: (1, 2, 3), Event.SIGNED_LATE: (4,), Event.IN_OUTAGE: (5,), Event.SIGNED_UNTIMED: (6,)}
    assert (sign_for(ids).due, sign_for(ids).share) == (4, Fraction(3, 4))
    ids |= {Event.CONTACTED_IN_TIME: (1,), Event.CONTACT_MISSED: (2, 3), Event.CONTACTED_IN_OUTAGE: (4,)}
    assert (contact(ids).share, contact(ids).missed) == (Fraction(1, 3), (2, 3))


def test_reports():
    reports = [
        DueReport("日报11-30", NOW - DAY, NOW - DAY),
        DueReport("周报48", NOW - DAY, NOW - DAY + timedelta(seconds=1)),
        DueReport("月报11", NOW, None),
        DueReport("月报12", NOW + DAY, None),
    ]
    found = reports_on_time(reports, NOW)
    assert (found.in_time, found.late, found.missed) == (("日报11-30",), ("周报48",), ("月报11",))
    assert found.share == Fraction(1, 3)
