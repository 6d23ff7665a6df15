"""What people enter about duties: a statement about a finding, and the record of a monthly duty without a page."""

from __future__ import annotations

from app.rules.shared.flow import Flow, Refusal, Step
from app.rules.shared.worded import Worded


class EntryKind(Worded):
    """A statement (情况说明) about one finding, or the proof that a monthly duty was done."""

    STATEMENT = "statement", "情况说明"
    RECORD = "record", "履约登记"


class EntryState(Worded):
    """An entry holds until it is withdrawn because it was made by mistake."""

    HOLDS = "holds", "有效"
    WITHDRAWN = "withdrawn", "已撤回"


class EntryVerb(Worded):
    """The verbs of an entry."""

    WITHDRAW = "withdraw", "撤回"


def _why_not(_state: EntryState, _verb: EntryVerb) -> Refusal:
    return Refusal("已经撤回")


ENTRY_FLOW: Flow[EntryState, EntryVerb] = Flow(
    {EntryVerb.WITHDRAW: Step((EntryState.HOLDS,), EntryState.WITHDRAWN)}, _why_not
)
