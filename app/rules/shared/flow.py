"""A state machine as one value: which verb leads from which states to which, and why another is refused."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.base.errors import Refused

StateT = TypeVar("StateT", bound=enum.StrEnum)
VerbT = TypeVar("VerbT", bound=enum.StrEnum)


class IllegalMove(Refused):
    """A verb that the state does not allow."""


@dataclass(frozen=True, slots=True)
class Step(Generic[StateT]):
    """The states a verb is allowed in and the state it leads to; without `to` the state stays unchanged.

    `goes_back` marks a verb that leads back to an earlier state, which the caller knows.
    """

    allowed: tuple[StateT, ...]
    to: StateT | None = None
    goes_back: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a verb is refused: the sentence, and what can be done instead."""

    sentence: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Flow(Generic[StateT, VerbT]):
    """The state machine of one kind of record: its states are only ever written from `after`.

    `why_not` words a refusal; it is called only for a state and verb that is not allowed.
    """

    steps: Mapping[VerbT, Step[StateT]]
    why_not: Callable[[StateT, VerbT], Refusal]

    def allows(self, state: StateT, verb: VerbT) -> bool:
        """Whether the state allows the verb."""
        return state in self.steps[verb].allowed

    def verbs(self, state: StateT) -> tuple[VerbT, ...]:
        """Every verb that the state allows, in the order of their declaration."""
        return tuple(verb for verb, step in self.steps.items() if state in step.allowed)

    def refusal(self, state: StateT, verb: VerbT) -> str:
        """The sentence that says why the state does not allow the verb; empty when it does."""
        return "" if self.allows(state, verb) else self.why_not(state, verb).sentence

    def after(self, state: StateT, verb: VerbT, back: StateT | None = None) -> StateT:
        """The state after the verb; `back` is where a verb that goes back leads.

        Raises:
            IllegalMove: the state does not allow the verb; the message says why, the hint what is possible.

        """
        if not self.allows(state, verb):
            why = self.why_not(state, verb)
            raise IllegalMove(why.sentence, hint=why.hint)
        step = self.steps[verb]
        return (back if step.goes_back else step.to) or state
