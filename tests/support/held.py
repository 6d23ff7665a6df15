"""Sees what is called while a register is held for writing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

from app.models.register.opened import OpenRegister
from app.models.register.stores import Stores

# Reading of files, and rules whose texts are as long as people and files make them.
NEVER_HELD = (
    "app/files/",
    "app/rules/reply/check.py:check_reply",
    "app/rules/reply/check.py:_",
    "app/rules/reply/demands.py",
    "app/rules/promise/wording.py:find_promises",
    "app/rules/promise/wording.py:vague_promises",
    "app/rules/exclusion/check.py:check_lines",
    "app/rules/exclusion/check.py:_",
    "app/rules/exclusion/check_dates.py",
    "app/rules/law/spoken_times.py",
    "app/rules/intake/spellings.py:read_",
    "app/rules/shared/times.py:read_time",
    "app/rules/shared/search_terms.py:document",
    "app/rules/shared/toml_text.py:read_toml",
    "app/rules/shared/phones.py:read_phones",
    "app/rules/shared/places.py:read_street",
    "app/rules/ticket/numbers.py:read_number",
    "app/rules/exclusion/export.py",
)
# What a file says of known tickets is judged before its rows are written, with all that follows from it.
NOT_WITH_AN_IMPORT = (
    "app/desk/intake/changes.py",
    "app/desk/intake/platform.py",
    "app/desk/intake/notes.py",
    "app/desk/ticket/words.py",
    "app/models/journal/sealing.py:_apart",
    "app/rules/finding/judgement.py",
    "app/rules/reminder/slots.py",
    "app/rules/ticket/deadlines.py",
    "app/rules/shared/masking.py",
)
# A path is put together and looked at: no file is read. An attachment that was copied in is moved on.
_ALLOWED = ("app/files/shared/copies.py:place_of",)


@contextmanager
def calls_while_held(patch: pytest.MonkeyPatch, *more: str) -> Iterator[set[str]]:
    """The calls of NEVER_HELD and `more`, as file:function, made within write transactions of the block."""
    found: set[str] = set()
    writing = OpenRegister.writing

    def note(frame: FrameType, event: str, _: object) -> None:
        place = f"{frame.f_code.co_filename}:{frame.f_code.co_qualname}"
        if event == "call" and any(name in place for name in (*NEVER_HELD, *more)) and not place.endswith(_ALLOWED):
            found.add(place[place.rindex("/app/") + 1 :])

    @contextmanager
    def watched(self: OpenRegister) -> Iterator[Stores]:
        with writing(self) as stores:
            before = sys.getprofile()
            sys.setprofile(note)
            try:
                yield stores
            finally:
                sys.setprofile(before)

    with patch.context() as patched:
        patched.setattr(OpenRegister, "writing", watched)
        yield found
