"""The frozen evidence packages: their numbers, what they froze, and what has changed since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from app.base.errors import Refused
from app.base.people import Person
from app.desk.obligation.rows import DutyBoard
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.models.obligation.records import NewPackage, PackageRecord
from app.models.register.stores import Stores
from app.rules.journal import JournalVerb
from app.rules.obligation.duties import duty_of
from app.rules.obligation.service import Month


def latest(desk: Desk, month: Month) -> PackageRecord | None:
    """The package of a month that holds: the newest one, or None."""
    with desk.register.reading() as stores:
        return _latest(stores, month)


def next_number(desk: Desk, month: Month) -> tuple[str, int]:
    """The number of the next package of a month (履约〔2026〕11号, 履约〔2026〕11-2号) and how many it will be."""
    with desk.register.reading() as stores:
        return _number(stores, month)


def content_of(desk: Desk, package: PackageRecord) -> bytes:
    """The .zip of a package as it was handed over.

    Raises:
        Refused: it is no longer what its hash says.

    """
    with desk.register.reading() as stores:
        content = stores.obligations.package_content(package.id)
    if hashlib.sha256(content).hexdigest() != package.sha256:
        raise Refused(f"{package.number} 与校验码不符", hint="请从备份中找回")
    return content


def freeze(desk: Desk, *, person: Person, board: DutyBoard, number: str, running: int, content: bytes) -> PackageRecord:
    """Freezes a package with its journal line, in one transaction.

    Raises:
        Refused: another package of this month was made meanwhile.

    """
    digest = hashlib.sha256(content).hexdigest()
    with desk.register.writing() as stores:
        before = _latest(stores, board.month)
        if _number(stores, board.month) != (number, running):
            raise Refused(f"{board.month.text} 刚刚已有人制作证据包", hint="请再试一次")
        stores.obligations.add_package(
            NewPackage(
                month=board.month.text,
                running=running,
                number=number,
                frozen=json.dumps(frozen_of(board), ensure_ascii=False),
                content=content,
                sha256=digest,
                corrects=None if before is None else before.id,
                made_at=desk.now(),
                made_by=person.name,
            )
        )
        instead = "" if before is None else f"，代替 {before.number}"
        write_line(desk, stores, person, JournalVerb.EVIDENCE_PACKAGE, f"{number}{instead}，校验值 {digest[:16]}")
        made = _latest(stores, board.month)
    assert made is not None  # it was just added
    return made


def frozen_of(board: DutyBoard) -> dict[str, Any]:
    """What a package freezes: every duty's counts, state and findings by their keys, and the strikes."""
    return {
        "duties": {
            row.duty.id: {
                "done": row.count.done,
                "of": row.count.of,
                "state": str(row.state),
                **row.count.aside,
                "findings": [one.key for one in row.count.findings],
            }
            for row in board.rows
        },
        "strikes": board.strikes,
    }


def changed_since(package: PackageRecord, board: DutyBoard) -> tuple[str, ...]:
    """What differs now from what a package froze, a sentence each: 签收 按时：当时 140/141，现在 141/141."""
    then: Mapping[str, Any] = json.loads(package.frozen)["duties"]
    said = []
    for row in board.rows:
        old = then.get(row.duty.id)
        if old is not None and (old["done"], old["of"]) != (row.count.done, row.count.of):
            duty = duty_of(row.duty.id)
            title = row.duty.id if duty is None else duty.title
            said.append(f"{title}：当时 {old['done']}/{old['of']}，现在 {row.count.done}/{row.count.of}")
    return tuple(said)


def _latest(stores: Stores, month: Month) -> PackageRecord | None:
    return next(reversed(stores.obligations.packages(month.text)), None)


def _number(stores: Stores, month: Month) -> tuple[str, int]:
    running = len(stores.obligations.packages(month.text)) + 1
    again = f"-{running}" if running > 1 else ""
    return f"履约〔{month.year}〕{month.month}{again}号", running
