"""Stored values as a person reads them: codes by their words, JSON as words and values."""

from __future__ import annotations

import enum
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from app.base.people import ROLE_WORDS
from app.rules.archive.catalogue import TICKETS, column_word
from app.rules.contact.states import ATTEMPT_WORDS
from app.rules.escalation.states import ESCALATION_STATE_WORDS
from app.rules.escalation.targets import SCOPE_WORDS
from app.rules.exclusion.moves import EXCLUSION_STATE_WORDS, EXCLUSION_VERB_WORDS, LEVEL_WORDS
from app.rules.figures.fields import CALIBER_WORDS
from app.rules.finding.states import FINDING_STATE_WORDS, FINDING_WORDS
from app.rules.journal import JournalVerb
from app.rules.law.clocks import CLOCK_WORDS
from app.rules.measure import CONFIRMATION_WORDS, MEASURE_KIND_WORDS, MEASURE_STATE_WORDS
from app.rules.merchant.decisions import DECISION_WORDS
from app.rules.merchant.mentions import SOURCE_WORDS
from app.rules.outage import OUTAGE_WORDS
from app.rules.paper.kinds import FORMS
from app.rules.passing import PASSING_STATE_WORDS
from app.rules.promise.states import PROMISE_KIND_WORDS, PROMISE_STATE_WORDS
from app.rules.ranking.states import ORIGIN_WORDS
from app.rules.ranking.states import SCOPE_WORDS as RANKING_SCOPE_WORDS
from app.rules.reminder.states import REMINDER_STATE_WORDS
from app.rules.reply.states import REPLY_STATE_WORDS
from app.rules.returns.states import RETURN_DIRECTION_WORDS, RETURN_GROUND_WORDS, RETURN_STATE_WORDS
from app.rules.survey.states import CONTACTED_WORDS, SATISFIED_WORDS, SOLVED_WORDS
from app.rules.ticket.fields import BY_NAME
from app.rules.ticket.states import STATUS_WORDS
from app.rules.urge.states import URGE_ORIGIN_WORDS, URGE_STATE_WORDS
from app.rules.warning.states import LEVEL_WORDS as WARNING_LEVEL_WORDS
from app.rules.warning.states import STATE_WORDS as WARNING_STATE_WORDS
from app.rules.warning.states import SUBJECT_WORDS

YES_NO = {1: "是", 0: "否"}
# A cell of a workbook holds 32,767 characters.
CELL_LIMIT = 30_000
CUT = "……（此处截断，全文见登记库副本）"
_TABLES: tuple[Mapping[Any, str], ...] = (
    ROLE_WORDS,
    ATTEMPT_WORDS,
    ESCALATION_STATE_WORDS,
    SCOPE_WORDS,
    EXCLUSION_STATE_WORDS,
    EXCLUSION_VERB_WORDS,
    LEVEL_WORDS,
    CALIBER_WORDS,
    FINDING_STATE_WORDS,
    FINDING_WORDS,
    CLOCK_WORDS,
    CONFIRMATION_WORDS,
    MEASURE_KIND_WORDS,
    MEASURE_STATE_WORDS,
    OUTAGE_WORDS,
    PASSING_STATE_WORDS,
    PROMISE_KIND_WORDS,
    PROMISE_STATE_WORDS,
    ORIGIN_WORDS,
    RANKING_SCOPE_WORDS,
    REMINDER_STATE_WORDS,
    REPLY_STATE_WORDS,
    RETURN_DIRECTION_WORDS,
    RETURN_GROUND_WORDS,
    RETURN_STATE_WORDS,
    CONTACTED_WORDS,
    SATISFIED_WORDS,
    SOLVED_WORDS,
    STATUS_WORDS,
    URGE_ORIGIN_WORDS,
    DECISION_WORDS,
    SOURCE_WORDS,
    WARNING_LEVEL_WORDS,
    WARNING_STATE_WORDS,
    SUBJECT_WORDS,
    URGE_STATE_WORDS,
    {kind: form.words for kind, form in FORMS.items()},
)
_FURTHER = {
    "joined": "已认号",
    "parted": "已拆开",
    "two": "确认为两件",
    "matched": "已对应",
    "unmatched": "未对应",
    "dismissed": "已搁置",
}
_URGENCY = {"general": "一般", "urgent": "紧急"}
_VERBS: Mapping[str, str] = {verb.value: verb.word for verb in JournalVerb}


def code_words(kind: type[enum.StrEnum]) -> Mapping[str, str]:
    """The words of a closed list by its codes; a code without a word is missing."""
    words: dict[str, str] = {}
    for member in kind:
        own = getattr(member, "word", "")
        found = own or next((str(table[member]) for table in _TABLES if _has(table, member)), "")
        if found or member.value in _FURTHER:
            words[member.value] = found or _FURTHER[member.value]
    return words


def _has(table: Mapping[Any, str], member: enum.StrEnum) -> bool:
    return any(type(key) is type(member) and key is member for key in table)


@cache
def text_words(table: str, column: str) -> Mapping[str, str]:
    """The words of a text column that holds codes; empty for one that holds texts."""
    if table == "journal" and column == "verb":
        return _VERBS
    if table == TICKETS and column == "next_clock":
        return {clock.value: words for clock, words in CLOCK_WORDS.items()}
    if table == TICKETS and column == "urgency":
        return _URGENCY
    if table == TICKETS and column in BY_NAME:
        return {str(code): word for code, word in BY_NAME[column].words.items()}
    return {}


def cut(text: str) -> str:
    """A text as a cell can hold it; where it is longer, it says where the whole of it stands."""
    return text if len(text) <= CELL_LIMIT else text[:CELL_LIMIT] + CUT


def json_words(text: str, table: str = "") -> str:
    """JSON of a table as words: 姓名：甲；职责：值班员; a text that is none stays as it is."""
    if text in {"{}", "[]", ""}:
        return ""
    if text[0] not in "{[":
        return text
    try:
        return _plain(json.loads(text), table)
    except ValueError:
        return text


def _plain(value: Any, table: str) -> str:
    if isinstance(value, dict):
        return "；".join(f"{column_word(table, str(name))}：{_plain(one, table)}" for name, one in value.items())
    if isinstance(value, list):
        joint = "、" if all(isinstance(one, str | int | float) for one in value) else "\n"
        return joint.join(_plain(one, table) for one in value)
    if isinstance(value, bool):
        return YES_NO[value]
    return "" if value is None else str(value)
