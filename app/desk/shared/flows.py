"""The transition of a state machine, with its refusal in words."""

from __future__ import annotations

from app.rules.shared.flow import Flow, IllegalMove, StateT, VerbT


def state_after(
    flow: Flow[StateT, VerbT], state: StateT, verb: VerbT, *, number: str, back: StateT | None = None
) -> StateT:
    """The state after the verb; `back` is where a verb that goes back leads.

    Raises:
        IllegalMove: the state does not allow the verb; the sentence names the ticket and says why.

    """
    try:
        return flow.after(state, verb, back)
    except IllegalMove as error:
        raise IllegalMove(f"{number}：{error.message}", hint=error.hint) from error
