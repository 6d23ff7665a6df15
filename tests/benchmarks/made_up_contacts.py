"""A made-up month of tickets with their calls, into which faults of every kind are planted, each with its label."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from app.base.clock import SHANGHAI
from app.rules.contact.states import AttemptOutcome
from app.rules.ticket.states import TicketStatus
from tests.support.levels import GENERAL, URGENT

START = datetime(2026, 10, 24, tzinfo=SHANGHAI)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
# How many of a thousand tickets get each fault; the others are good, many of them hard to tell from bad.
SHARES = {
    "missed-open": 15, "missed-closed": 20, "tried-in-vain": 15, "late": 25, "wrong-number": 25, "wrong-person": 20,
    "before-dispatch": 20, "after-reply": 20, "survey-without": 15, "platform-only": 10,
}  # fmt: skip
DECOYS = (
    "", "", "", "other-writing", "second-number", "hidden-number", "at-the-limit", "at-dispatch", "exhausted",
    "callback-after", "other-then-caller", "backlog", "returned", "unknown-dispatch",
)  # fmt: skip
VAIN = (AttemptOutcome.NO_ANSWER, AttemptOutcome.BUSY, AttemptOutcome.POWERED_OFF, AttemptOutcome.DECLINED)


@dataclass(slots=True)
class MadeCall:
    at: datetime
    number: str
    outcome: AttemptOutcome
    callback: bool = False


@dataclass(slots=True)
class MadeTicket:
    """One ticket: what a file says, its calls, the surveys (None: without a call), and the truth."""

    number: str
    values: dict[str, Any]
    calls: list[MadeCall] = field(default_factory=list)
    surveys: list[int | None] = field(default_factory=list)
    backlog: bool = False
    truth: set[str] = field(default_factory=set)
    story: str = ""


def month(count: int, seed: int) -> Iterator[MadeTicket]:
    """`count` tickets; the same for the same seed."""
    chance = random.Random(seed)
    faults = [name for name, share in SHARES.items() for _ in range(share)]
    for place in range(count):
        draw = chance.randrange(1000)
        story = faults[draw] if draw < len(faults) else chance.choice(DECOYS)
        yield _make(place, story, chance)


def _make(place: int, story: str, chance: random.Random) -> MadeTicket:
    urgent = chance.random() < 0.06
    span = timedelta(minutes=chance.randrange(int((NOW - START - 60 * HOUR) / MINUTE)))
    dispatched = START + span + timedelta(seconds=chance.randrange(60))
    due = dispatched + (10 * MINUTE if urgent else 24 * HOUR)
    phone = f"139{place:08d}"
    values: dict[str, Any] = {
        "title": f"第{place}件诉求", "content": "市民要求退费", "caller": "王某", "phones": phone, "phone_raw": phone,
        "urgency": URGENT if urgent else GENERAL, "dispatched_at": dispatched, "dispatched_basis": "",
        "status": TicketStatus.HANDLING, "street": "回龙观街道", "unit": "预付费专班",
    }  # fmt: skip
    made = MadeTicket(f"热线-{dispatched:%y%m%d}-{place:06d}", values, story=story)
    reached = dispatched + (due - dispatched) * chance.uniform(0.1, 0.9)
    for _ in range(chance.choice((0, 0, 0, 1, 2))):
        made.calls.append(MadeCall(dispatched + (reached - dispatched) * chance.random(), phone, chance.choice(VAIN)))
    made.calls.append(MadeCall(reached, phone, AttemptOutcome.REACHED))
    if chance.random() < 0.7:
        _close(made, reached + chance.uniform(3, 40) * HOUR, chance)
    _tell(made, story, dispatched, due, chance)
    made.calls = [call for call in made.calls if call.at <= NOW]
    return made


def _close(made: MadeTicket, at: datetime, chance: random.Random) -> None:
    at = min(at, NOW - HOUR)
    made.values |= {"status": TicketStatus.CLOSED, "closed_at": at, "reply": "已协调退款"}
    if chance.random() < 0.5:
        made.calls.append(MadeCall(at + 30 * MINUTE, made.values["phones"], AttemptOutcome.REACHED, callback=True))
        made.surveys.append(len(made.calls) - 1)


def _tell(made: MadeTicket, story: str, dispatched: datetime, due: datetime, chance: random.Random) -> None:
    """Plants the fault, or what looks like one, over a good life of the ticket."""
    values, phone = made.values, made.values["phones"]
    wrong = f"138{chance.randrange(10**8):08d}"
    late = due + chance.uniform(0.1, 20) * HOUR
    match story:
        case "missed-open" | "missed-closed" | "tried-in-vain" | "platform-only":
            _never_reached(made, story, dispatched, due, chance)
        case "late":
            _only(made, MadeCall(late, phone, AttemptOutcome.REACHED))
            values.pop("closed_at", None)
            values["status"] = TicketStatus.HANDLING
            made.truth = {"past-contact-limit"} | ({"missed-contact"} if late > NOW else set())
        case "wrong-number":
            made.calls.append(MadeCall(dispatched + 5 * MINUTE, wrong, chance.choice((*VAIN, AttemptOutcome.REACHED))))
            made.truth = {"wrong-number"}
        case "wrong-person":
            last = max(call.at for call in made.calls)
            made.calls.append(MadeCall(last + 20 * MINUTE, phone, AttemptOutcome.OTHER_PERSON))
            made.truth = {"wrong-person"} if last + 20 * MINUTE <= NOW else set()
        case "before-dispatch":
            early = dispatched - timedelta(seconds=chance.randrange(1, 90_000))
            made.calls.append(MadeCall(early, phone, AttemptOutcome.REACHED))
            made.truth = {"contact-before-dispatch"}
        case "after-reply":
            closed = dispatched + (due - dispatched) * 0.9
            made.surveys.clear()
            values |= {"status": TicketStatus.CLOSED, "closed_at": closed}
            after = min(closed + timedelta(seconds=chance.randrange(60, 90_000)), NOW - MINUTE)
            _only(made, MadeCall(after, phone, AttemptOutcome.REACHED))
            made.truth = {"contact-after-reply"}
        case "survey-without":
            made.surveys.append(None)
            made.truth = {"survey-without-contact"}
        case _:
            _decoy(made, story, dispatched, due, wrong)


def _never_reached(made: MadeTicket, story: str, dispatched: datetime, due: datetime, chance: random.Random) -> None:
    vain = [MadeCall(dispatched + 3 * MINUTE, made.values["phones"], chance.choice(VAIN))]
    made.calls, made.surveys = (vain if story == "tried-in-vain" else []), []
    made.values.pop("closed_at", None)
    made.values["status"] = TicketStatus.HANDLING
    made.truth = {"missed-contact", "past-contact-limit"}
    if story == "missed-open" or (story == "tried-in-vain" and chance.random() < 0.5):
        return
    closed = dispatched + (due - dispatched) * chance.choice((0.5, 1.5))
    made.values |= {"status": TicketStatus.CLOSED, "closed_at": closed}
    made.truth = {"missed-contact", "closed-without-contact"} | ({"past-contact-limit"} if closed > due else set())
    if story == "platform-only":
        made.values["platform_contacted"] = "是"
        made.truth = {"survey-without-contact"}


def _decoy(made: MadeTicket, story: str, dispatched: datetime, due: datetime, wrong: str) -> None:
    values, phone = made.values, made.values["phones"]
    if story == "other-writing":
        made.calls[0].number = f"0{phone}"
    elif story == "second-number":
        values |= {"phones": f"{phone} 010-6{wrong[4:]}"}
        made.calls[0].number = f"6{wrong[4:]}"
    elif story == "hidden-number":
        values |= {"phones": "", "phone_raw": f"{phone[:3]}****{phone[7:]}"}
    elif story in ("at-the-limit", "at-dispatch"):
        _only(made, MadeCall(due if story == "at-the-limit" else dispatched, phone, AttemptOutcome.REACHED))
        values.pop("closed_at", None)
        made.surveys.clear()
        values["status"] = TicketStatus.HANDLING
    elif story == "exhausted":
        _exhaust(made, dispatched, due)
    elif story == "callback-after" and "closed_at" in values:
        made.calls.append(MadeCall(values["closed_at"] + 2 * HOUR, phone, AttemptOutcome.NO_ANSWER, callback=True))
    elif story == "other-then-caller":
        made.calls.append(MadeCall(dispatched + 30 * timedelta(seconds=1), phone, AttemptOutcome.OTHER_PERSON))
    elif story in ("backlog", "returned"):
        made.calls.clear()
        made.surveys.clear()
        values.pop("closed_at", None)
        made.backlog = story == "backlog"
        values["status"] = TicketStatus.CLOSED if made.backlog else TicketStatus.RETURNED
    elif story == "unknown-dispatch":
        values["dispatched_basis"] = "导入时间"
        made.calls.append(MadeCall(dispatched - HOUR, phone, AttemptOutcome.NO_ANSWER))


def _exhaust(made: MadeTicket, dispatched: datetime, due: datetime) -> None:
    """Called in vain as often as the rule of reach wants, then closed; the limit passed all the same."""
    day = dispatched.astimezone(SHANGHAI).replace(hour=9, minute=30, second=0) + timedelta(days=1)
    times = (day, day + 5 * HOUR, day + timedelta(days=1))
    made.calls = [MadeCall(at, made.values["phones"], AttemptOutcome.NO_ANSWER) for at in times]
    made.surveys.clear()
    closed = times[-1] + HOUR
    made.values |= {"status": TicketStatus.CLOSED, "closed_at": closed}
    made.truth = {"past-contact-limit"} if closed > due else set()


def _only(made: MadeTicket, call: MadeCall) -> None:
    made.calls, made.surveys = [call], []
