"""The reply form as data: the fields the district's platform asks for, their limits, and what a review may answer."""

from __future__ import annotations

import enum
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from app.base.clock import to_local
from app.base.resources import resource_toml
from app.rules.shared.folding import half_width
from app.rules.shared.times import BadTime, read_time

RESULT, FILES = "result", "files"
_LEAST_SHARED = 10
_TO = re.compile(r"至|到|~|——|—|--|(?<=\s)-(?=\s)|－")
_CLOCK_ONLY = re.compile(r"[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?")


class FieldKind(enum.StrEnum):
    """The kind of input of a field."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    RANGE = "range"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class ReplyField:
    """One field; `limit` in characters, 0 for none; `when` names another field and the values it is asked for with."""

    name: str
    words: str
    kind: FieldKind
    options: tuple[str, ...] = ()
    limit: int = 0
    needed: bool = False
    hint: str = ""
    when: tuple[str, tuple[str, ...]] | None = None

    def is_asked(self, values: Mapping[str, str]) -> bool:
        """Whether the field is asked for with these values of the others."""
        return self.when is None or values.get(self.when[0], "") in self.when[1]


@dataclass(frozen=True, slots=True)
class Span:
    """The two instants of a field with two times."""

    start: datetime
    end: datetime


class BadSpan(ValueError):
    """A field of two times that cannot be read; the text says why, in Chinese."""


@cache
def reply_fields() -> tuple[ReplyField, ...]:
    """The fields in the platform's order."""
    return tuple(_field(data) for data in resource_toml("reply.toml")["field"])


@cache
def send_back_reasons() -> Mapping[str, str]:
    """The coded reasons for sending a reply back, code → words, in their order."""
    return {str(reason["code"]): str(reason["words"]) for reason in resource_toml("reply.toml")["reason"]}


def _field(data: Mapping[str, Any]) -> ReplyField:
    when = data.get("when")
    return ReplyField(
        name=str(data["name"]),
        words=str(data["words"]),
        kind=FieldKind(data["kind"]),
        options=tuple(data.get("options", ())),
        limit=int(data.get("limit", 0)),
        needed=bool(data.get("needed", False)),
        hint=str(data.get("hint", "")),
        when=None if when is None else (str(when["field"]), tuple(when["value"])),
    )


def cleaned(values: Mapping[str, str]) -> dict[str, str]:
    """The values of known fields without blanks at their ends; empty ones are left out."""
    return {field.name: text for field in reply_fields() if (text := values.get(field.name, "").strip())}


def form_problems(values: Mapping[str, str], now: datetime) -> dict[str, str]:
    """The form's own errors by field name, in the platform's order; empty when it can be submitted."""
    filled = cleaned(values)
    problems = {}
    for field in reply_fields():
        problem = _problem(field, filled.get(field.name, ""), now) if field.is_asked(filled) else ""
        if problem:
            problems[field.name] = problem
    return problems


def _problem(field: ReplyField, text: str, now: datetime) -> str:
    if not text:
        return f"请填写{field.words}" if field.needed else ""
    if field.limit and len(text) > field.limit:
        return f"{field.words}不超过 {field.limit} 字，现在 {len(text)} 字"
    if field.options and text not in field.options:
        return f"{field.words}应为：{'、'.join(field.options)}"
    if field.kind is FieldKind.RANGE:
        try:
            read_span(text, now)
        except BadSpan as error:
            return f"{field.words}：{error}"
    return ""


def read_span(text: str, now: datetime) -> Span | None:
    """The two times of a field, `起 至 止`; one time stands for both, a clock alone is on the first one's day.

    None when the field is empty.

    Raises:
        BadSpan: not one or two times, or the second before the first.

    """
    if not text.strip():
        return None
    parts = _TO.split(half_width(text).strip())
    if len(parts) > 2:
        raise BadSpan("请写成 起 至 止")
    first = _time(parts[0], now)
    last = first
    if len(parts) == 2:
        if _CLOCK_ONLY.fullmatch(parts[1].strip()):
            parts[1] = f"{to_local(first):%Y-%m-%d} {parts[1].strip()}"
        last = _time(parts[1], now)
    if last < first:
        raise BadSpan("止的时间早于起的时间")
    return Span(first, last)


def _time(text: str, now: datetime) -> datetime:
    try:
        at = read_time(text.strip(), now=now)
    except BadTime as error:
        raise BadSpan(str(error)) from error
    if at is None:
        raise BadSpan("请写成 2026-11-20 10:05 至 2026-11-20 10:12")
    return at


def span_words(start: datetime, end: datetime) -> str:
    """Two instants as the field of two times writes them, in Beijing time."""
    return f"{to_local(start):%Y-%m-%d %H:%M} 至 {to_local(max(start, end)):%Y-%m-%d %H:%M}"


def contact_words(at: datetime, seconds: int | None) -> str:
    """A call as the field of the contact time shows it."""
    return span_words(at, at + timedelta(seconds=seconds or 0))


_LETTERS = re.compile(r"[\u4e00-\u9fffA-Za-z]+")


def bare_text(text: str) -> str:
    """The text without digits, blanks and punctuation, equal for replies that differ only in numbers and dates."""
    return "".join(_LETTERS.findall(half_width(text)))


def text_hash(text: str) -> str:
    """A hash that finds a text in other tickets, whatever its numbers, dates and signs; empty for a short one."""
    bare = bare_text(text)
    return hashlib.sha256(bare.encode()).hexdigest()[:32] if len(bare) >= _LEAST_SHARED else ""


def differing(mine: Mapping[str, str], theirs: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Field name → (mine, theirs) where two versions of a reply differ, in the platform's order."""
    pairs = {field.name: (mine.get(field.name, ""), theirs.get(field.name, "")) for field in reply_fields()}
    return {
        name: (ours.strip(), others.strip()) for name, (ours, others) in pairs.items() if ours.strip() != others.strip()
    }
