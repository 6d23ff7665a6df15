"""The sidecar of a copy: when and why it was taken, what it holds, and the head of its journal, as JSON beside it."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.base.clock import from_local, iso, read_iso
from app.base.private_files import private_opener
from app.models.journal.anchor import Anchor, read_text

STAMP = "%Y%m%d-%H%M%S"
PATTERN = "desk-*.sqlite3"
_LONGEST = 1 << 16


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """What was true of a copy when it was taken.

    `head` is its journal's, `seconds` how long the copy took, `second` the folder of the second place, empty for none.
    """

    at: datetime
    reason: str
    tickets: int
    size: int
    head: Anchor
    seconds: float
    second: str = ""


def sidecar_of(copy: Path) -> Path:
    """The path of a copy's sidecar."""
    return copy.with_name(f"{copy.name}.json")


def write_sidecar(copy: Path, facts: CopyFacts) -> None:
    """Writes the sidecar, whole or not at all."""
    text = json.dumps(
        {
            "at": iso(facts.at),
            "reason": facts.reason,
            "tickets": facts.tickets,
            "bytes": facts.size,
            "head": facts.head.text(),
            "seconds": round(facts.seconds, 3),
            "second": facts.second,
        },
        ensure_ascii=False,
    )
    path = sidecar_of(copy)
    aside = path.with_name(f".{os.getpid()}.{path.name}.part")
    try:
        with open(aside, "w", encoding="utf-8", opener=private_opener) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def read_sidecar(copy: Path) -> CopyFacts | None:
    """The facts in a copy's sidecar; None where there is none, or one that was not written by `write_sidecar`."""
    try:
        text = sidecar_of(copy).read_bytes()[:_LONGEST].decode("utf-8")
        held = json.loads(text)
        head = read_text(str(held["head"]))
        if head is None:
            return None
        return CopyFacts(
            read_iso(str(held["at"])),
            str(held["reason"]),
            int(held["tickets"]),
            int(held["bytes"]),
            head,
            float(held["seconds"]),
            str(held["second"]),
        )
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def taken_at(copy: Path) -> datetime | None:
    """The moment in a copy's name; None for files that are no copies."""
    try:
        return from_local(datetime.strptime(copy.name[5:20], STAMP))  # noqa: DTZ007 - the name is Beijing wall time
    except ValueError:
        return None
