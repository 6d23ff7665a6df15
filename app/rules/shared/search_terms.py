"""The tokens of the text search: a phrase of tokens matches exactly where its text occurs in a field.

Every Han character and sign is one token; within a run of letters and digits the token at each place is
the next four of the run, so that numbers, of which every ticket has many, stay quick to find.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_GRAM = 4
_RUN = re.compile(r"([0-9A-Za-z]+)")


class _Signs(dict[int, str]):
    """Maps a character outside runs to its token between spaces: Han stand for themselves, others by their code.

    The ø in front keeps them apart from every run: runs are ASCII.
    """

    def __missing__(self, code: int) -> str:
        lower = chr(code).lower()
        token = chr(code) if 0x4E00 <= code <= 0x9FA5 else f"ø{ord(lower) if len(lower) == 1 else code:x}"
        self[code] = f" {token} "
        return self[code]


_SIGNS = _Signs()
# Stands between two fields, so that no phrase reaches across; no other character maps to its token.
_BORDER = "\x00"
_SIGNS[ord(_BORDER)] = " øborder "


def document(values: Iterable[str | None]) -> str:
    """The searched fields of one ticket (`SEARCHED` of app.rules.ticket.fields) as tokens."""
    parts = _RUN.split(_BORDER.join(filter(None, values)))
    for index in range(0, len(parts), 2):
        parts[index] = parts[index].translate(_SIGNS)
    for index in range(1, len(parts), 2):
        parts[index] = _grams(parts[index].lower())
    return "".join(parts)


def phrase(text: str) -> str:
    """The FTS5 query that finds `text` as a substring, ASCII letters without regard to case.

    A run at the end of the text may go on in the field: its last token is then only the beginning of one.
    """
    parts = _RUN.split(text.replace(_BORDER, ""))
    last = parts[-2].lower() if len(parts) > 1 and not parts[-1] else ""
    whole = parts[:-2] if last else parts
    tokens = document(["".join(whole)]).split()
    if not last:
        return f'"{" ".join(tokens)}"'
    tokens += [last[place : place + _GRAM] for place in range(max(1, len(last) - _GRAM + 1))]
    return f'"{" ".join(tokens)}"' + ("" if len(last) >= _GRAM else "*")


def _grams(run: str) -> str:
    return " ".join([run[place : place + _GRAM] for place in range(len(run))])
