"""The sum that shows that no reminder was lost: planned = raised + cancelled + missed with a cause + still to come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.rules.reminder.states import ReminderState

_RAISED = frozenset({ReminderState.RAISED, ReminderState.SHOWN, ReminderState.ACKNOWLEDGED})


@dataclass(frozen=True, slots=True)
class SlotGroup:
    """Slots of the ledger that are alike, and how many there are.

    `state` is the stored text, unchecked. `due` is whether the moment has passed by more than
    the tolerance; `proven` that a raised slot has the moment at which it was raised, an acknowledged one its person.
    """

    state: str
    count: int
    due: bool = False
    proven: bool = True
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Completeness:
    """The equation of a stretch of the ledger.

    `overdue` counts planned slots whose moment has passed, `unexplained` missed slots without a cause, `unproven`
    raised ones without their moment or person. `late` counts raised slots that rang late, each with a cause.
    `causes` are those of the missed slots, `late_causes` those of the late ones.
    """

    planned: int = 0
    raised: int = 0
    cancelled: int = 0
    missed: int = 0
    to_come: int = 0
    overdue: int = 0
    unexplained: int = 0
    unproven: int = 0
    late: int = 0
    causes: Mapping[str, int] = field(default_factory=dict)
    late_causes: Mapping[str, int] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether every planned slot is accounted for."""
        accounted = self.raised + self.cancelled + self.missed + self.to_come
        return self.planned == accounted and not (self.overdue or self.unexplained or self.unproven)


def sum_up(groups: Iterable[SlotGroup]) -> Completeness:
    """The equation over all slots; a slot in an unknown state is planned and nowhere else, so that it shows."""
    counts = dict.fromkeys(("planned", "raised", "cancelled", "missed", "to_come"), 0)
    counts |= dict.fromkeys(("overdue", "unexplained", "unproven", "late"), 0)
    causes: dict[str, int] = {}
    late_causes: dict[str, int] = {}
    for group in groups:
        counts["planned"] += group.count
        if group.state in _RAISED:
            counts["raised"] += group.count
            counts["unproven"] += 0 if group.proven else group.count
            if group.cause:
                counts["late"] += group.count
                late_causes[group.cause] = late_causes.get(group.cause, 0) + group.count
        elif group.state == ReminderState.CANCELLED:
            counts["cancelled"] += group.count
        elif group.state == ReminderState.MISSED:
            counts["missed"] += group.count
            counts["unexplained"] += 0 if group.cause else group.count
            causes[group.cause] = causes.get(group.cause, 0) + group.count
        elif group.state == ReminderState.PLANNED:
            counts["overdue" if group.due else "to_come"] += group.count
    return Completeness(**counts, causes=causes, late_causes=late_causes)
