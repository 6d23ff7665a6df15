"""Finds the tickets a call may belong to, by its number and its moment."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from app.base.clock import from_seconds
from app.models.register.stores import Stores
from app.rules.contact.call_drafts import Line, open_then

_NUMBER = re.compile(r"(?:0[0-9]{2,3}-)?([0-9]+)(?:-[0-9]+)?")


class LineBook:
    """An index from phone numbers to tickets, built in one pass over the register."""

    def __init__(self, stores: Stores, wanted: Iterable[str]) -> None:
        whole, hidden = set[str](), False
        for number in wanted:
            hidden = hidden or "*" in number
            whole.add(_core(number))
        self._hidden: list[Line] = []
        self._lines: dict[str, list[Line]] = {}
        if whole:
            self._walk(stores, whole, hidden=hidden)

    def tickets_for(self, number: str, at: datetime) -> list[Line]:
        """The tickets with this number that were open at this moment."""
        lines = self._hidden if "*" in number else self._lines.get(_core(number), [])
        return open_then(lines, number, at)

    def _walk(self, stores: Stores, whole: set[str], *, hidden: bool) -> None:
        for ticket_id, phones, since, closed, is_open in stores.calls.lines():
            numbers = phones.split()
            found = {core for core in map(_core, numbers) if core in whole}
            if not found and not hidden:
                continue
            until = None if is_open else closed if closed is not None else since
            line = Line(ticket_id, tuple(numbers), from_seconds(since), None if until is None else from_seconds(until))
            for core in found:
                self._lines.setdefault(core, []).append(line)
            if hidden:
                self._hidden.append(line)


def _core(number: str) -> str:
    """The digits of the line alone, without area code and extension."""
    found = _NUMBER.fullmatch(number)
    return found[1] if found else number
