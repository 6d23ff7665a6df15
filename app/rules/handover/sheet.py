"""A handover sheet as data: what it lists, how it is frozen as text, and its digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.base.clock import from_seconds
from app.rules.handover.parts import Part
from app.rules.handover.spans import Span

# The layout of the frozen text; a later one keeps reading the earlier ones.
_FORM = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is handed over.

    `number` is its ticket's, empty where it has none; `text` says what it is, `step` what follows. `clock` is the code
    of the clock that ends at `due_at`; `key` names the thing where it is no ticket.
    """

    ticket_id: int | None
    number: str
    text: str
    step: str = ""
    due_at: datetime | None = None
    clock: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """The last reconciliation with the platform as counts; `undecided` differences nobody has decided on."""

    at: datetime
    who: str
    platform: int
    register: int
    missing_here: int
    missing_there: int
    differs: int
    unread: int
    undecided: int

    @property
    def holds(self) -> bool:
        """Whether both sides agree."""
        return not (self.missing_here or self.missing_there or self.differs or self.unread)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet of one shift. `counters` are the queues by code with their word and number.

    `following` is the next shift; `compared` None before the first reconciliation. `unusual` are the leaver's words.
    """

    span: Span
    following: Span
    made_at: datetime
    compared: Compared | None
    counters: tuple[tuple[str, str, int], ...]
    lines: Mapping[Part, tuple[Line, ...]]
    office: str = ""
    unusual: str = ""

    def of(self, part: Part) -> tuple[Line, ...]:
        """The lines of one part."""
        return self.lines.get(part, ())

    def shown(self, part: Part) -> tuple[Line, ...]:
        """The lines of one part as people read them: of what is past a ticket has one line."""
        return by_ticket(self.of(part)) if part is Part.OVERDUE else self.of(part)

    @property
    def things(self) -> int:
        """How many lines people read."""
        return sum(len(self.shown(part)) for part in Part)

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to hand over: 零报告."""
        return not (any(self.lines.values()) or self.unusual or (self.compared is not None and self.compared.undecided))

    @property
    def compared_in_shift(self) -> bool:
        """Whether the last reconciliation was made within the shift, or after it until the sheet was made."""
        return self.compared is not None and self.compared.at >= self.span.since

    def saying(self, unusual: str) -> Sheet:
        """The sheet with the leaver's words."""
        return replace(self, unusual=unusual.strip())


def by_ticket(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines with those of one ticket joined into one: its clocks in a row, the earliest end."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.number or line.key, []).append(line)
    return tuple(replace(own[0], step="、".join(dict.fromkeys(line.step for line in own))) for own in found.values())


def freeze(sheet: Sheet) -> str:
    """The sheet as text: the same sheet gives the same text."""
    body = {
        "form": _FORM,
        "span": _span_body(sheet.span),
        "following": _span_body(sheet.following),
        "made_at": _seconds(sheet.made_at),
        "compared": None if sheet.compared is None else _compared_body(sheet.compared),
        "counters": [list(one) for one in sheet.counters],
        "lines": {part.value: [_line_body(line) for line in lines] for part, lines in sheet.lines.items() if lines},
        "office": sheet.office,
        "unusual": sheet.unusual,
    }
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class NotASheet(ValueError):
    """A text that should be a frozen sheet and is none."""


def thaw(text: str) -> Sheet:
    """The sheet of a frozen text.

    Raises:
        NotASheet: the text is no frozen sheet.

    """
    try:
        body = json.loads(text)
        compared = body["compared"]
        return Sheet(
            span=_span(body["span"]),
            following=_span(body["following"]),
            made_at=from_seconds(body["made_at"]),
            compared=None if compared is None else Compared(from_seconds(compared.pop("at")), **compared),
            counters=tuple((code, word, int(count)) for code, word, count in body["counters"]),
            lines={Part(code): tuple(map(_line, lines)) for code, lines in body["lines"].items()},
            office=body["office"],
            unusual=body["unusual"],
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise NotASheet("the text is no frozen sheet") from error


def digest_of(text: str) -> str:
    """The digest of a frozen text (SHA-256, hexadecimal)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def words_of(sheet: Sheet) -> str:
    """Every word of the sheet, for the search of the archive."""
    found = [sheet.span.name, *sheet.span.people, *sheet.following.people, sheet.unusual]
    for lines in sheet.lines.values():
        found += [part for line in lines for part in (line.number, line.text, line.step)]
    return "\n".join(filter(None, found))


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _span_body(span: Span) -> dict[str, Any]:
    return {
        "name": span.name,
        "since": _seconds(span.since),
        "until": _seconds(span.until),
        "people": list(span.people),
        "leaders": list(span.leaders),
        "rostered": span.rostered,
    }


def _span(body: Mapping[str, Any]) -> Span:
    since, until = from_seconds(body["since"]), from_seconds(body["until"])
    return Span(body["name"], since, until, tuple(body["people"]), tuple(body["leaders"]), rostered=body["rostered"])


def _compared_body(compared: Compared) -> dict[str, Any]:
    return {
        "at": _seconds(compared.at),
        "who": compared.who,
        "platform": compared.platform,
        "register": compared.register,
        "missing_here": compared.missing_here,
        "missing_there": compared.missing_there,
        "differs": compared.differs,
        "unread": compared.unread,
        "undecided": compared.undecided,
    }


def _line_body(line: Line) -> dict[str, Any]:
    due = None if line.due_at is None else _seconds(line.due_at)
    body = {"ticket": line.ticket_id, "number": line.number, "text": line.text, "step": line.step, "due": due}
    return body | {"clock": line.clock, "key": line.key}


def _line(body: Mapping[str, Any]) -> Line:
    due = None if body["due"] is None else from_seconds(body["due"])
    return Line(body["ticket"], body["number"], body["text"], body["step"], due, body["clock"], body["key"])
