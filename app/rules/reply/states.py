"""The life of a reply: which verb its state allows, and where the verb leads."""

from __future__ import annotations

import enum

from app.rules.shared.flow import Flow, Refusal, Step


class ReplyState(enum.StrEnum):
    """Written, under review, passed or back with its writer, entered into the platform."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PASSED = "passed"
    SENT_BACK = "sent-back"
    SENT = "sent"


REPLY_STATE_WORDS = {
    ReplyState.DRAFT: "草稿",
    ReplyState.SUBMITTED: "待审核",
    ReplyState.PASSED: "已通过",
    ReplyState.SENT_BACK: "已退回",
    ReplyState.SENT: "已发出",
}


class ReplyVerb(enum.StrEnum):
    """The verbs of a reply. `WRITE` keeps it as a draft, `REVISE` leaves it under review."""

    WRITE = "write"
    REVISE = "revise"
    SUBMIT = "submit"
    PASS = "pass"  # noqa: S105 - a reply is passed, no secret
    SEND_BACK = "send-back"
    SEND = "send"


_VERB_WORDS = {
    ReplyVerb.WRITE: "填写",
    ReplyVerb.REVISE: "修改",
    ReplyVerb.SUBMIT: "提交",
    ReplyVerb.PASS: "通过",
    ReplyVerb.SEND_BACK: "退回",
    ReplyVerb.SEND: "记为已发出",
}
# A file can bring a ticket under review while its reply here is still with its writer: the review takes any of these.
_WRITABLE = (ReplyState.DRAFT, ReplyState.SENT_BACK, ReplyState.SUBMITTED)


def _why_not(state: ReplyState, verb: ReplyVerb) -> Refusal:
    if verb is ReplyVerb.SEND:
        return Refusal("审核通过的答复才能记为已发出")
    return Refusal(f"答复{REPLY_STATE_WORDS[state]}，不能{_VERB_WORDS[verb]}")


REPLY_FLOW: Flow[ReplyState, ReplyVerb] = Flow(
    {
        ReplyVerb.WRITE: Step((ReplyState.DRAFT, ReplyState.SENT_BACK), ReplyState.DRAFT),
        ReplyVerb.REVISE: Step((ReplyState.SUBMITTED,)),
        ReplyVerb.SUBMIT: Step(_WRITABLE, ReplyState.SUBMITTED),
        ReplyVerb.PASS: Step(_WRITABLE, ReplyState.PASSED),
        ReplyVerb.SEND_BACK: Step(_WRITABLE, ReplyState.SENT_BACK),
        ReplyVerb.SEND: Step((ReplyState.PASSED,), ReplyState.SENT),
    },
    _why_not,
)


def is_writable(state: ReplyState) -> bool:
    """Whether the reply of this round can still be written to; any other is history, and a new round begins."""
    return REPLY_FLOW.allows(state, ReplyVerb.SUBMIT)
