"""What the cells of a ticket's row become in its draft, field by field: codes, phones, streets, answers."""

from __future__ import annotations

import re
from collections.abc import Callable

from app.base.digits import only_digits
from app.rules.intake.drafts import CellNote, TicketDraft
from app.rules.intake.limits import read_limit
from app.rules.intake.spellings import read_source, read_status, read_time_class, read_urgency, read_yes_no
from app.rules.shared.folding import says_nothing
from app.rules.shared.phones import read_phones
from app.rules.shared.places import read_street
from app.rules.survey.platform_answers import read_answer
from app.rules.ticket.categories import read_category
from app.rules.ticket.field_kinds import Kind
from app.rules.ticket.fields import BY_NAME, TICKET_FIELDS

# By the key of their header (resources/aliases.toml): the field that a count feeds, and the fields of answers.
_COUNTS = {header: one.name for one in TICKET_FIELDS if one.kind is Kind.COUNT for header in one.headers}
_ANSWERS = tuple(one.name for one in TICKET_FIELDS if one.question or one.first_question)
# So much of a cell is shown in a note.
_SHOWN = 200
_DATED = re.compile(r"20[0-9]{2}\D?[0-9]{1,2}\D?[0-9]{1,2}")


def note(draft: TicketDraft, column: str, value: str, reason: str) -> None:
    """Notes what of a cell was left out."""
    draft.notes.append(CellNote(column, value[:_SHOWN], reason))


def _phones(draft: TicketDraft, text: str, _: str) -> None:
    values = draft.values
    found = read_phones(text)
    if "phone_raw" in values:
        before = values.get("phones", "").split()
        if text != values["phone_raw"]:
            values["phone_raw"] += f"；{text}"
        values["phones"] = " ".join([*before, *(one for one in found if one not in before)])
    else:
        values["phone_raw"] = text
        values["phones"] = found[0] if len(found) == 1 else " ".join(found)


def _urgency(draft: TicketDraft, text: str, _: str) -> None:
    draft.values["urgency_raw"] = text
    if (urgency := read_urgency(text)) is not None:
        draft.values["urgency"] = urgency


def _status(draft: TicketDraft, text: str, name: str) -> None:
    draft.values["platform_status"] = text
    if (status := read_status(text)) is not None:
        draft.values["status"] = status
    elif not says_nothing(text):
        note(draft, name, text, "不认识这个状态，本台状态没有跟着变")


def _time_class(draft: TicketDraft, text: str, name: str) -> None:
    if (found := read_time_class(text)) is None:
        if "imported_deadline" not in draft.values and (read_limit(text) is not None or _DATED.match(text)):
            draft.raw.setdefault("deadline_at", text)
        elif not says_nothing(text) and read_limit(text) is None:
            note(draft, name, text, "无法识别是多长的时限，没有据此定办理到期")
        draft.extra[name] = text
        return
    draft.values["time_class"] = found
    draft.raw["time_class"] = text


def _source(draft: TicketDraft, text: str, _: str) -> None:
    source = read_source(text) or text
    if source != text:
        draft.raw["source"] = text
    draft.values["source"] = source


def _street(draft: TicketDraft, text: str, _: str) -> None:
    street = read_street(text)
    if street != text:
        draft.raw["street"] = text
    if street:
        draft.values["street"] = street


def _category(draft: TicketDraft, text: str, _: str) -> None:
    levels = read_category(text)
    if levels[0] != text:
        draft.raw["category_1"] = text
    for field, level in zip(("category_1", "category_2", "category_3"), levels, strict=True):
        if level and field not in draft.values:
            draft.values[field] = level


def _answer(field: str) -> Callable[[TicketDraft, str, str], None]:
    question = field.removeprefix("platform_").removeprefix("first_")

    def take(draft: TicketDraft, text: str, name: str) -> None:
        draft.values[field] = text
        known = read_yes_no(text) if question == "valid" else read_answer(question, text)
        if known is None and not says_nothing(text):
            note(draft, name, text, "无法识别这个回答，原文保留，不计入三率")

    return take


def _count(field: str) -> Callable[[TicketDraft, str, str], None]:
    def take(draft: TicketDraft, text: str, name: str) -> None:
        if only_digits(text, at_most=6):
            draft.values[field] = int(text)
        else:
            draft.extra[name] = text

    return take


# By the key of their header: what reads its cells; a cell is given with its header.
CONVERTED: dict[str, Callable[[TicketDraft, str, str], None]] = {
    "phones": _phones,
    "urgency": _urgency,
    "status": _status,
    "time_class": _time_class,
    "source": _source,
    "street": _street,
    "category": _category,
    **{header: _answer(field) for field in _ANSWERS for header in BY_NAME[field].headers},
    **{header: _count(field) for header, field in _COUNTS.items()},
}
