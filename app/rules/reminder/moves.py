"""The moves of one reminder slot: which verb each state allows."""

from __future__ import annotations

import enum

from app.rules.reminder.states import REMINDER_STATE_WORDS, ReminderState
from app.rules.shared.flow import Flow, Refusal, Step


class ReminderVerb(enum.StrEnum):
    """The verbs of a slot. A slot that is put off is acknowledged until it comes back."""

    RAISE = "raise"
    MISS = "miss"
    REVIVE = "revive"
    SHOW = "show"
    ACKNOWLEDGE = "acknowledge"
    CANCEL = "cancel"


REMINDER_VERB_WORDS = {
    ReminderVerb.RAISE: "响铃",
    ReminderVerb.MISS: "记为错过",
    ReminderVerb.REVIVE: "重新列入",
    ReminderVerb.SHOW: "弹出",
    ReminderVerb.ACKNOWLEDGE: "确认",
    ReminderVerb.CANCEL: "取消",
}
_PLANNED, _RAISED, _SHOWN = ReminderState.PLANNED, ReminderState.RAISED, ReminderState.SHOWN
_STEPS = {
    ReminderVerb.RAISE: Step((_PLANNED, ReminderState.ACKNOWLEDGED), _RAISED),
    ReminderVerb.MISS: Step((_PLANNED,), ReminderState.MISSED),
    ReminderVerb.REVIVE: Step((ReminderState.MISSED,), _PLANNED),
    ReminderVerb.SHOW: Step((_RAISED,), _SHOWN),
    ReminderVerb.ACKNOWLEDGE: Step((_RAISED, _SHOWN), ReminderState.ACKNOWLEDGED),
    ReminderVerb.CANCEL: Step((_PLANNED, _RAISED, _SHOWN), ReminderState.CANCELLED),
}


def _why_not(state: ReminderState, verb: ReminderVerb) -> Refusal:
    return Refusal(f"提醒{REMINDER_STATE_WORDS[state]}，不能{REMINDER_VERB_WORDS[verb]}")


REMINDER_FLOW: Flow[ReminderState, ReminderVerb] = Flow(_STEPS, _why_not)
# Slots that were raised and that nobody has acknowledged, and those that can still ring.
RINGING = frozenset(_STEPS[ReminderVerb.ACKNOWLEDGE].allowed)
LIVE = frozenset(_STEPS[ReminderVerb.CANCEL].allowed)
