"""The states, grounds, directions and steps of a return, each with its word on the screen."""

from __future__ import annotations

import enum

from app.rules.shared.worded import Worded


class ReturnGround(enum.StrEnum):
    """Why a ticket is asked to go elsewhere."""

    NOT_OUR_REMIT = "not-our-remit"
    NOT_OUR_DISTRICT = "not-our-district"
    WRONG_ADDRESS = "wrong-address"
    DUPLICATE = "duplicate"
    INCOMPLETE = "incomplete"
    HANDLED_ELSEWHERE = "handled-elsewhere"


RETURN_GROUND_WORDS = {
    ReturnGround.NOT_OUR_REMIT: "不属本部门职责",
    ReturnGround.NOT_OUR_DISTRICT: "不属本区",
    ReturnGround.WRONG_ADDRESS: "地址有误",
    ReturnGround.DUPLICATE: "重复派单",
    ReturnGround.INCOMPLETE: "信息不全",
    ReturnGround.HANDLED_ELSEWHERE: "已由他部门办理",
}


class ReturnDirection(enum.StrEnum):
    """Who asks: we ask that a ticket goes elsewhere, or a department asks that it comes back to us."""

    OURS = "ours"
    TO_US = "to-us"


RETURN_DIRECTION_WORDS = {ReturnDirection.OURS: "我方退单", ReturnDirection.TO_US: "退回我方"}


class ReturnState(enum.StrEnum):
    """The procedure of one return; `FINAL` is a refusal after which the ticket stays here (首接负责).

    A request to us is received, then agreed or declined.
    """

    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    FINAL = "final"
    WITHDRAWN = "withdrawn"
    RECEIVED = "received"
    AGREED = "agreed"
    DECLINED = "declined"


RETURN_STATE_WORDS = {
    ReturnState.DRAFT: "草稿",
    ReturnState.SENT: "已提交",
    ReturnState.ACCEPTED: "已同意",
    ReturnState.REFUSED: "被驳回",
    ReturnState.FINAL: "首接负责",
    ReturnState.WITHDRAWN: "已撤回",
    ReturnState.RECEIVED: "待我方答复",
    ReturnState.AGREED: "我方接回",
    ReturnState.DECLINED: "我方不同意",
}


class ReturnStep(Worded):
    """The action that a step of a return records; steps are kept for ever, so codes are never removed."""

    REGISTER = "register", "登记"
    SEND = "send", "提交"
    ACCEPT = "accept", "同意"
    REFUSE = "refuse", "驳回"
    REFUSE_FINALLY = "refuse-finally", "终局驳回，按首接负责制由本单位办理"
    WITHDRAW = "withdraw", "撤回"
    RECEIVE = "receive", "收到退回请求"
    AGREE = "agree", "同意接回"
    DECLINE = "decline", "不同意退回"
    EVIDENCE = "evidence", "补充材料"
    CORRECT = "correct", "更正"
