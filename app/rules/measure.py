"""Extension, supervision and parking of a ticket (延期, 督办, 挂账): their life, and an extension beside the export."""

from __future__ import annotations

import enum
from datetime import datetime

from app.rules.shared.flow import Flow, Refusal, Step


class MeasureKind(enum.StrEnum):
    """What was decided about a ticket: a later deadline, somebody who supervises it, or that it rests."""

    EXTENSION = "extension"
    SUPERVISION = "supervision"
    PARKING = "parking"


MEASURE_KIND_WORDS = {
    MeasureKind.EXTENSION: "延期",
    MeasureKind.SUPERVISION: "督办",
    MeasureKind.PARKING: "挂账",
}


class MeasureState(enum.StrEnum):
    """The life of a measure: in force, lifted with its reason, or withdrawn because it was entered by mistake."""

    IN_FORCE = "in-force"
    LIFTED = "lifted"
    WITHDRAWN = "withdrawn"


MEASURE_STATE_WORDS = {
    MeasureState.IN_FORCE: "有效",
    MeasureState.LIFTED: "已解除",
    MeasureState.WITHDRAWN: "已撤回",
}


class MeasureVerb(enum.StrEnum):
    """The verbs of a measure."""

    FOLLOW = "follow"
    LIFT = "lift"
    WITHDRAW = "withdraw"


_IN_FORCE = MeasureState.IN_FORCE
_STEPS = {
    MeasureVerb.FOLLOW: Step((_IN_FORCE,)),
    MeasureVerb.LIFT: Step((_IN_FORCE,), MeasureState.LIFTED),
    MeasureVerb.WITHDRAW: Step((_IN_FORCE,), MeasureState.WITHDRAWN),
}
_SENTENCES = {
    MeasureState.IN_FORCE: "仍然有效",
    MeasureState.LIFTED: "已经解除",
    MeasureState.WITHDRAWN: "已经撤回",
}


def _why_not(state: MeasureState, _verb: MeasureVerb) -> Refusal:
    return Refusal(_SENTENCES[state])


MEASURE_FLOW: Flow[MeasureState, MeasureVerb] = Flow(_STEPS, _why_not)


class Confirmation(enum.StrEnum):
    """How the deadline of the export stands to a granted one."""

    AWAITED = "awaited"
    SAME = "same"
    DIFFERS = "differs"


CONFIRMATION_WORDS = {
    Confirmation.AWAITED: "平台尚未更新",
    Confirmation.SAME: "与平台一致",
    Confirmation.DIFFERS: "与平台不一致",
}


def compare(granted: datetime, before: datetime | None, exported: datetime) -> Confirmation:
    """What the exported deadline says of a granted one.

    The deadline from before the extension means that the platform does not know of it yet: then the granted one goes
    on. Any third deadline is the platform's own decision.
    """
    if exported == granted:
        return Confirmation.SAME
    return Confirmation.AWAITED if exported == before else Confirmation.DIFFERS


def follow_up_slots(measure_id: int, at: datetime) -> tuple[tuple[str, datetime], ...]:
    """The moment at which a supervised or parked ticket is followed up."""
    return ((f"{measure_id}:due", at),)
