"""Two tickets that are one: proposed, joined with the histories of both, undone row by row, and taken apart later."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from app.base.errors import Refused
from app.base.people import Person
from app.desk import draft, sign
from app.desk.contact import acts as contact_acts
from app.desk.figures import asked as figures
from app.desk.finding import acts as finding_acts
from app.desk.intake.rows import RowKeeper
from app.desk.promise import acts as promise_acts
from app.desk.queue import reads as queue_reads
from app.desk.reminder import acts as reminder_acts
from app.desk.reply import acts as reply_acts
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import editing, joining, twins
from app.desk.ticket import reads as ticket_reads
from app.desk.urge import acts as urge_acts
from app.desk.urge import reads as urge_reads
from app.models.journal.verify import differing_tickets, open_to_verify
from app.rules.contact.states import AttemptOutcome
from app.rules.exclusion.moves import ExclusionState
from app.rules.figures.fields import Field
from app.rules.intake.drafts import TicketDraft
from app.rules.law.clocks import ClockName
from app.rules.promise.states import PromiseKind
from app.rules.queue.names import QueueName
from tests.desk.ticket.test_undo_of_everything import ACTS, GOOD, Town, stored, town
from tests.support.searching import examples

OPERATOR = Person("值班员甲")
SAID = {"title": "家电维修收费争议", "content": "市民反映上门维修空调后加价", "phone_raw": "13800000001"}
REACHED = AttemptOutcome.REACHED


def typed(desk, **more):
    return editing.create(desk, person=OPERATOR, values={**SAID, **more}).result


def called(desk, ticket_id):
    contact_acts.add_attempt(
        desk, person=OPERATOR, ticket_id=ticket_id, number_index=0, outcome=REACHED, reached="本人"
    )


@pytest.fixture
def imported(desk, still):
    """A function that imports the platform's row of the same demand; returns the id of its ticket."""

    def take(number="热线-7", **more):
        values = {
            **SAID, "phones": SAID["phone_raw"], "dispatched_at": desk.now() - timedelta(minutes=10),
            "source": "市热线", "status": "to-sign", **more,
        }  # fmt: skip
        with desk.register.writing() as stores:
            import_id = stores.imports.begin({"at": desk.now(), "file": "made-up", "digest": number})
            keeper = RowKeeper(desk, stores, OPERATOR, import_id=import_id, name="made-up", backlog=False)
            keeper.take(TicketDraft("", 1, number, values))
            keeper.finish()
            return stores.tickets.numbered(number)[0].id

    return take


def broken_tickets(desk):
    with open_to_verify(desk.register.path) as connection:
        return list(differing_tickets(connection))


def counted(desk):
    """Every figure of the register that counts tickets."""
    counters = queue_reads.counters(desk)
    asked = figures.Asked("month:2026-11")
    return {
        "all": counters.by_queue[QueueName.ALL],
        "found": len(queue_reads.search(desk, text="空调").ids),
        "received": figures.figures(desk, asked).total.now.printed(Field.RECEIVED),
    }


def test_two_tickets_that_stand_in_the_register_are_proposed_with_the_reasons(desk, still, minutes, imported):
    ticket_id = typed(desk)
    still.advance(minutes(20))
    other = imported()
    imported("热线-8", title="健身房闭店", content="年卡无法退费", phones="13900000009")
    (twin,) = twins.proposals(desk)
    assert (twin.typed_id, twin.platform_id, twin.platform_number) == (ticket_id, other, "热线-7")
    assert twin.reasons == "电话相同，相差 10 分钟，内容 100% 相近"
    for one in (ticket_id, other):
        assert ticket_reads.detail(desk, ticket_id=one).twin == twin
    joining.say_two(desk, person=OPERATOR, ticket_id=ticket_id, other_id=other)
    assert twins.proposals(desk) == ()


def test_joined_it_is_one_ticket_with_the_history_of_both_in_every_list_and_figure(desk, still, minutes, imported):
    ticket_id = typed(desk, place="回龙观东大街 1 号")
    called(desk, ticket_id)
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket_id])
    ticket_acts.dispatch(desk, person=OPERATOR, ticket_id=ticket_id, unit="家政专班")
    reply_acts.save(desk, person=OPERATOR, ticket_id=ticket_id, fields=GOOD, version=None)
    promise_acts.add(
        desk,
        person=OPERATOR,
        ticket_id=ticket_id,
        kind=PromiseKind.REFUND,
        said="退费",
        due_at=still.now() + minutes(600),
    )  # fmt: skip
    urge_acts.open_by_hand(desk, person=OPERATOR, ticket_ids=[ticket_id])
    draft.save(desk, key=f"reply:{ticket_id}", text="写到一半")
    still.advance(minutes(20))
    other = imported()
    before = counted(desk)
    outcome = joining.join(desk, person=OPERATOR, ticket_id=ticket_id, other_id=other, why="电话相同")
    assert {name: count - 1 for name, count in before.items()} == counted(desk)
    detail = ticket_reads.detail(desk, ticket_id=other)
    assert (detail.row.number, detail.ticket.other_number, detail.joined) == (
        "热线-7", "临-20261123-01", ("临-20261123-01",),
    )  # fmt: skip
    assert (detail.row.status, detail.ticket.unit, detail.ticket.place) == ("handling", "家政专班", "回龙观东大街 1 号")
    assert (len(detail.attempts), len(detail.promises)) == (1, 1)
    assert detail.ticket.first_contact_at is not None
    assert [row.unit for row in urge_reads.rounds(desk, only_open=True)] == ["家政专班"]
    assert draft.load(desk, key=f"reply:{other}") == "写到一半"
    assert {"create", "contact", "join-numbers"} <= {line.verb for line in detail.journal}
    with pytest.raises(Refused, match="已并入 热线-7"):
        ticket_reads.detail(desk, ticket_id=ticket_id)
    assert ticket_reads.find(desk, number="临-20261123-01") == other
    assert figures.differing(desk) == []
    assert broken_tickets(desk) == []
    outcome.undo.use_case(desk)
    assert counted(desk) == before
    assert draft.load(desk, key=f"reply:{ticket_id}") == "写到一半"
    assert broken_tickets(desk) == []


def test_taken_apart_later_each_has_its_own_again_and_what_came_since_stays(desk, still, minutes, imported):
    ticket_id = typed(desk)
    called(desk, ticket_id)
    promise_acts.add(
        desk,
        person=OPERATOR,
        ticket_id=ticket_id,
        kind=PromiseKind.REFUND,
        said="退费",
        due_at=still.now() + minutes(6000),
    )  # fmt: skip
    other = imported()
    joining.join(desk, person=OPERATOR, ticket_id=ticket_id, other_id=other)
    still.advance(minutes(60))
    ticket_acts.add_note(desk, person=OPERATOR, ticket_id=other, text="又来电补充")
    called(desk, other)
    before = stored(desk)
    parted = joining.part(desk, person=OPERATOR, ticket_id=other)
    first, second = (ticket_reads.detail(desk, ticket_id=one) for one in (ticket_id, other))
    assert (first.row.number, second.row.number, second.joined) == ("临-20261123-01", "热线-7", ())
    assert ([len(one.attempts) for one in (first, second)], len(first.promises), len(second.promises)) == ([1, 1], 1, 0)
    assert second.ticket.other_number == ""
    assert any(row.state == "planned" for row in first.reminders)
    assert broken_tickets(desk) == []
    assert twins.proposals(desk) == ()
    with pytest.raises(Refused, match="没有并入"):
        joining.part(desk, person=OPERATOR, ticket_id=other)
    parted.undo.use_case(desk)
    assert stored(desk) == before
    assert broken_tickets(desk) == []


def test_what_both_tickets_had_rung_for_does_not_ring_again_and_a_promise_that_rang_since_is_undone_too(
    desk, still, minutes, imported
):
    ticket_id = typed(desk)
    other = imported(dispatched_at=desk.now())
    promise_acts.add(
        desk, person=OPERATOR, ticket_id=ticket_id, kind=PromiseKind.REFUND, said="退费",
        due_at=still.now() + minutes(305),
    )  # fmt: skip
    still.advance(minutes(300))
    reminder_acts.raise_due(desk)
    reminder_acts.acknowledge(desk, person=OPERATOR, ids=[row.id for row in reminder_acts.ringing(desk)])
    before = stored(desk)
    outcome = joining.join(desk, person=OPERATOR, ticket_id=ticket_id, other_id=other)
    assert [row.clock for row in reminder_acts.ringing(desk)] == []
    reminder_acts.raise_due(desk)
    assert [row.clock for row in reminder_acts.ringing(desk)] == []
    still.advance(minutes(6))
    reminder_acts.raise_due(desk)
    assert {row.clock for row in reminder_acts.ringing(desk)} == {ClockName.PROMISE}
    outcome.undo.use_case(desk)
    assert len(stored(desk)["tickets"]) == len(before["tickets"])
    reminder_acts.raise_due(desk)
    assert {(row.clock, row.ticket_id) for row in reminder_acts.ringing(desk)} == {(ClockName.PROMISE, ticket_id)}


def test_a_new_ticket_never_gets_the_id_of_one_that_was_joined(desk, imported):
    other = imported()
    ticket_id = typed(desk)
    assert ticket_id > other
    joining.join(desk, person=OPERATOR, ticket_id=ticket_id, other_id=other)
    assert typed(desk, title="另一件") > ticket_id


def test_joined_one_after_the_other_all_lead_to_the_last_and_come_apart_in_turn(desk, imported):
    typed_id = typed(desk)
    middle, last = imported("热线-7"), imported("热线-9")
    joining.join(desk, person=OPERATOR, ticket_id=typed_id, other_id=middle)
    joining.join(desk, person=OPERATOR, ticket_id=middle, other_id=last)
    assert ticket_reads.find(desk, number="临-20261123-01") == ticket_reads.find(desk, number="热线-7") == last
    lines = [line.ticket_number for line in ticket_reads.detail(desk, ticket_id=last).journal]
    assert {"临-20261123-01", "热线-7", "热线-9"} <= {*lines}
    joining.part(desk, person=OPERATOR, ticket_id=last)
    joining.part(desk, person=OPERATOR, ticket_id=middle)
    assert [ticket_reads.find(desk, number=one) for one in ("临-20261123-01", "热线-7", "热线-9")] == [
        typed_id, middle, last,
    ]  # fmt: skip
    assert broken_tickets(desk) == []


def test_a_file_that_brings_both_numbers_again_makes_no_second_ticket(desk, imported):
    kept, gone = imported("热线-7"), imported("热线-7a")
    joining.join(desk, person=OPERATOR, ticket_id=gone, other_id=kept)
    with desk.register.writing() as stores:
        import_id = stores.imports.begin({"at": desk.now(), "file": "made-up", "digest": "again"})
        keeper = RowKeeper(desk, stores, OPERATOR, import_id=import_id, name="made-up", backlog=False)
        for row, number in enumerate(("热线-7", "热线-7a"), 2):
            values = {**SAID, "phones": SAID["phone_raw"], "dispatched_at": desk.now(), "source": "市热线"}
            keeper.take(TicketDraft("", row, number, values))
        tally = keeper.finish()
    assert (tally.created, [(problem.row, problem.column) for problem in tally.problems]) == (0, [(3, "工单编号")])
    assert "已与 热线-7 认作同一件" in tally.problems[0].reason
    joining.part(desk, person=OPERATOR, ticket_id=kept)
    with pytest.raises(Refused):
        joining.part(desk, person=OPERATOR, ticket_id=kept)


def test_two_applications_or_two_drafts_of_one_form_are_refused(desk, imported):
    ticket_id, other = typed(desk), imported()
    for one in (ticket_id, other):
        draft.save(desk, key=f"reply:{one}", text="写到一半")
    with pytest.raises(Refused, match="草稿"):
        joining.join(desk, person=OPERATOR, ticket_id=ticket_id, other_id=other)
    with pytest.raises(Refused, match="就是这一件"):
        joining.join(desk, person=OPERATOR, ticket_id=other, other_id=other)


# Of these every row stays; a finding, an escalation or a place in a round that both tickets had is there once.
MOVED = ("attempts", "surveys", "promises", "replies", "returns", "return_steps", "passing_cases", "exclusions",
         "exclusion_steps", "exclusion_files", "measures")  # fmt: skip
STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 1), st.sampled_from([0, 1, 90, 600, 1440, 2900])),
    min_size=4,
    max_size=16,
)


@settings(max_examples=examples(14), deadline=None, phases=(Phase.explicit, Phase.generate))
@given(STEPS, st.booleans())
@example(
    [
        ("urge not reached", 0, 90), ("passing", 1, 90), ("return refuse", 0, 1), ("return", 1, 1440),
        ("submit", 1, 600), ("application", 1, 600), ("submit", 0, 2900), ("return", 1, 2900), ("urge send", 0, 90),
        ("application withdraw", 0, 2900),
    ],
    True,
)  # fmt: skip
def test_whatever_was_done_to_both_joined_they_are_one_and_undone_everything_is_as_before(steps, later) -> None:
    with town() as here:
        for name, which, passed in steps:
            here.ticket = here.tickets[which]
            here.clock.advance(timedelta(minutes=passed))
            reminder_acts.raise_due(here.desk)
            urge_acts.open_due(here.desk)
            try:
                ACTS[name](here)
            except Refused:
                continue
        before, counters, rows = stored(here.desk), queue_reads.counters(here.desk), own_rows(here)
        one = {"person": OPERATOR, "ticket_id": here.tickets[0], "other_id": here.tickets[1]}
        if len(applied(here)) == 2:
            with pytest.raises(Refused, match="不纳入考核申请"):
                joining.join(here.desk, **one)
            assert stored(here.desk) == before
            return
        outcome = joining.join(here.desk, why="同一件", **one)
        assert len(stored(here.desk)["tickets"]) == len(before["tickets"]) - 1
        left = own_rows(here)
        assert {name: left[name] for name in MOVED} == {name: rows[name] for name in MOVED}
        assert left["reminders"] >= rows["reminders"]
        assert figures.differing(here.desk) == []
        assert broken_tickets(here.desk) == []
        finding_acts.scan(here.desk)
        if later:
            here.clock.advance(timedelta(days=2))
            joining.part(here.desk, person=OPERATOR, ticket_id=here.tickets[1])
            assert len(stored(here.desk)["tickets"]) == len(before["tickets"])
            assert {name: own_rows(here)[name] for name in MOVED} == {name: rows[name] for name in MOVED}
            assert broken_tickets(here.desk) == []
            assert figures.differing(here.desk) == []
            return
        outcome.undo.use_case(here.desk)
        assert stored(here.desk) == before
        assert queue_reads.counters(here.desk) == counters
        assert broken_tickets(here.desk) == []


def own_rows(here: Town) -> Counter[str]:
    """How many rows both tickets have together in every table."""
    with here.desk.register.reading() as stores:
        return Counter(table for table, _ in stores.images.take(here.tickets[:2]))


def applied(here: Town) -> set[int]:
    """Which of both tickets have an application that was not withdrawn."""
    with here.desk.register.reading() as stores:
        found = [row for one in here.tickets[:2] for row in stores.exclusions.of_ticket(one)]
        return {row.ticket_id for row in found if row.state is not ExclusionState.WITHDRAWN}
