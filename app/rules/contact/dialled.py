"""Whether a dialled number is one of a ticket's: however written, with an outside line's prefix, or half hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.rules.shared.folding import fold, plain_dashes
from app.rules.shared.phones import read_phones, same_phone

# Prefixes that some exchanges dial before an outside number and write into their lists.
_OUTSIDE_LINE = re.compile(r"^[089]{1,2}(?=1[3-9][0-9]{9}$|0[1-9][0-9]{8,10}$|[2-8][0-9]{7}$)")
# A spreadsheet that took 01069700001 for a number dropped its zero.
_LOST_ZERO = re.compile(r"^10(?=[2-8][0-9]{7}$)")
_HIDING = re.compile(r"[*✱×✕●•○□xX]")
_BLANKS = re.compile(r"[\s\-()]+")
# No number as it is written is longer, and no cell of numbers: what is beyond is not looked at.
LONGEST_DIALLED, _LONGEST_CELL = 200, 2_000


def read_dialled(text: str) -> str:
    """The number as the register writes it; a hidden one keeps its stars; empty when there is none.

    A text of more than 200 characters has none.
    """
    if len(text) > LONGEST_DIALLED:
        return ""
    plain = _BLANKS.sub("", plain_dashes(fold(text)))
    found = read_phones(text) or read_phones(_LOST_ZERO.sub("010", _OUTSIDE_LINE.sub("", plain)))
    if len(found) == 1:
        return found[0]
    starred = _HIDING.sub("*", plain)
    return starred if _is_hidden(starred) else ""


def is_on_ticket(dialled: str, phones: Iterable[str], phone_cell: str = "") -> bool:
    """Whether the number reaches one of the ticket's lines.

    `phones` are the numbers read from the ticket's cells, `phone_cell` the cells as written: a number of which
    the platform hides the middle agrees with every number that fits what is shown. Of the cells 2,000 characters are
    read.
    """
    number = read_dialled(dialled)
    if not number:
        return False
    known = tuple(phones)
    if "*" in number:
        return any(_fits(number, phone) for phone in known)
    return any(same_phone(number, phone) for phone in known) or any(
        _fits(hidden, number) for hidden in _hidden_in(phone_cell[:_LONGEST_CELL])
    )


def _hidden_in(cell: str) -> list[str]:
    parts = re.split(r"[\s,，;；/、|]+", plain_dashes(fold(cell)))
    starred = (_HIDING.sub("*", _BLANKS.sub("", part)) for part in parts)
    return [part for part in starred if _is_hidden(part)]


def _is_hidden(text: str) -> bool:
    return "*" in text and sum(sign.isdigit() for sign in text) >= 4 and not text.strip("0123456789*")


def _fits(hidden: str, number: str) -> bool:
    digits = number.replace("-", "")
    return len(digits) == len(hidden) and all(sign in ("*", digit) for sign, digit in zip(hidden, digits, strict=True))
