"""The number of an issued paper: its kind, its year and a running number within both (月报〔2026〕3号)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.rules.paper.kinds import FORMS, PaperKind

_NUMBER = re.compile(r"(?P<word>[^〔〕]+)〔(?P<year>\d{4})〕(?P<running>[1-9]\d{0,5})号")


@dataclass(frozen=True, slots=True)
class PaperNumber:
    """A number; a corrected paper takes the next one of its kind and year like any other."""

    kind: PaperKind
    year: int
    running: int

    def __str__(self) -> str:
        return f"{FORMS[self.kind].short}〔{self.year}〕{self.running}号"


def read_number(text: str) -> PaperNumber | None:
    """The number that a text writes; None where it writes none."""
    found = _NUMBER.fullmatch(text.strip())
    kinds = {form.short: kind for kind, form in FORMS.items()}
    if found is None or found["word"] not in kinds:
        return None
    return PaperNumber(kinds[found["word"]], int(found["year"]), int(found["running"]))
