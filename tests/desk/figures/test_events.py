"""Figures by their own moment, each with the tickets behind it, counted by hand over a small day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.base.people import Person
from app.desk import sign
from app.desk.contact import acts as contact_acts
from app.desk.figures import events, platform, quality
from app.desk.figures.reads import Window
from app.desk.finding import acts as finding_acts
from app.desk.returns import acts as returns_acts
from app.desk.watch import outages
from app.models.figures.events import counted
from app.rules.contact.states import AttemptOutcome
from app.rules.figures.events import DueReport, Event
from app.rules.finding.states import FindingKind
from app.rules.returns.states import ReturnGround
from app.rules.ticket.states import TicketStatus

OPERATOR = Person("值班员甲")
DAY = timedelta(days=1)


def figures(desk, days: int = 1):
    return events.of_period(desk, desk.now() - days * DAY, desk.now() + DAY)


def ids(found):
    return {str(event): list(some) for event, some in found.ids.items() if some}


def test_an_empty_register_owes_nothing(desk):
    found = figures(desk)
    assert ids(found) == {}
    assert [one.share for one in events.kept(found)] == [None, None, None]


def test_sign_for_by_its_moment(desk, still, take_in):
    prompt, late, untimed = take_in("准"), take_in("晚"), take_in("平台", status=TicketStatus.HANDLING)
    take_in("旧", backlog=True)
    sign.sign(desk, person=OPERATOR, ticket_ids=[prompt])
    still.advance(timedelta(hours=2, seconds=1))
    sign.sign(desk, person=OPERATOR, ticket_ids=[late], reason="值班电话占线")
    found = figures(desk)
    assert ids(found) == {"signed_in_time": [prompt], "signed_late": [late], "signed_untimed": [untimed]}
    assert found.signed == 2
    assert events.of_period(desk, desk.now() + DAY, desk.now() + 2 * DAY).count(*Event) == 0


@pytest.mark.parametrize("event", [*Event][:3] + [*Event][4:8])
def test_sign_for_and_contact_are_counted_from_their_index_alone(desk, event):
    index = "ix_tickets_signed" if event in [*Event][:3] else "ix_tickets_contact_due"
    subject, conditions = counted(event, desk.now() - DAY, desk.now())
    query = select(subject).where(*conditions).order_by(subject)
    with desk.register.reading() as stores:
        whole = query.compile(stores.connection, compile_kwargs={"literal_binds": True})
        plan = stores.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {whole}").all()
    assert f"USING COVERING INDEX {index}" in str(plan)


def test_contact_is_owed_when_its_limit_runs_out(desk, still, take_in):
    called, missed = take_in("联系"), take_in("没联系")
    sign.sign(desk, person=OPERATOR, ticket_ids=[called, missed])
    contact_acts.add_attempt(desk, person=OPERATOR, ticket_id=called, number_index=0, outcome=AttemptOutcome.REACHED)
    still.advance(2 * DAY)
    found = figures(desk, 3)
    assert found.ids[Event.CONTACTED_IN_TIME] == (called,)
    assert found.ids[Event.CONTACT_MISSED] == (missed,)
    share = events.kept(found, [DueReport("日报", desk.now(), None)])
    assert [(one.name, one.due, len(one.in_time)) for one in share] == [
        ("sign", 2, 2),
        ("contact", 2, 1),
        ("reports", 1, 0),
    ]


def test_a_late_contact_whose_limit_ran_out_in_an_outage_is_counted_apart_and_a_missing_one_is_not(
    desk, still, take_in, minutes
):
    late, missed = take_in("晚"), take_in("没联系")
    still.advance(minutes(10))
    other = take_in("平台已恢复")
    still.advance(DAY - minutes(15))
    since = desk.now()
    still.advance(minutes(10))
    outages.enter(desk, person=OPERATOR, since=since, until=desk.now())
    still.advance(minutes(30))
    for ticket_id in (late, other):
        contact_acts.add_attempt(
            desk, person=OPERATOR, ticket_id=ticket_id, number_index=0, outcome=AttemptOutcome.REACHED, reached="本人"
        )
    finding_acts.sweep(desk)
    found = figures(desk, 3)
    assert found.ids[Event.CONTACTED_IN_OUTAGE] == (late,)
    assert found.ids[Event.CONTACTED_LATE] == (other,)
    assert found.ids[Event.CONTACT_MISSED] == (missed,)
    assert events.kept(found)[1].due == 2
    window = Window(found.start, found.end)
    assert platform.of_period(desk, window=window).contacted_in_outage == [late]
    words = {row.ticket_id: row.outage for row in finding_acts.listing(desk, kind=FindingKind.PAST_CONTACT_LIMIT)}
    assert words == {late: "平台故障 11-24 02:36–02:46", missed: "平台故障 11-24 02:36–02:46", other: ""}
    tally = quality.of_period(desk, window=window).pooled.tally
    assert (tally.in_outage, tally.findings["超联系时限"]) == ({"超联系时限": [late, missed]}, [other])


def test_a_return_counts_when_it_is_registered_and_when_it_is_answered(desk, still, take_in):
    ticket = take_in("退")
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    case = returns_acts.register(
        desk,
        person=OPERATOR,
        ticket_id=ticket,
        ground=ReturnGround.NOT_OUR_REMIT,
        basis="三定方案",
        suggested_unit="城管委",
    ).result
    assert ids(figures(desk)) == {"signed_in_time": [ticket], "returns_registered": [ticket]}
    returns_acts.send(desk, person=OPERATOR, return_id=case.id)
    still.advance(2 * DAY)
    returns_acts.accept(desk, person=OPERATOR, return_id=case.id, note="同意")
    assert figures(desk).ids[Event.RETURNS_ACCEPTED] == (ticket,)
    assert figures(desk).count(Event.RETURNS_REGISTERED) == 0
