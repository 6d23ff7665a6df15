"""Sixty random flips and cuts of a register: what is answered is right, or the damage is said."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from app.base.clock import StillClock
from app.base.errors import EnvironmentFault
from app.base.paths import DataFolder
from app.base.people import Person
from app.bootstrap import assemble
from app.desk.shared.context import Desk
from app.desk.ticket import editing
from app.desk.ticket import reads as ticket_reads
from app.models.journal.verdict import judge
from app.models.register import soundness
from tests.support.registers import READER, desk_on

OPERATOR = Person("值班员甲")
FLIPS, CUTS = 45, 15
NUMBERS = tuple(f"热线-{at:04d}" for at in range(8))


def answers(desk: Desk) -> list[str]:
    """What the desk says of every ticket, or how it refuses to: only the file's own fault may be the reason."""
    told = []
    for number in NUMBERS:
        try:
            detail = ticket_reads.detail(desk, ticket_id=ticket_reads.find(desk, number=number))
            told.append(repr((detail.ticket, detail.row)))
        except EnvironmentFault as error:
            told.append(type(error).__name__)
    return told


def said(register: Path) -> bool:
    """Whether the checks behind a standing window say that something is wrong."""
    try:
        findings = soundness.whole_check(register, pause=lambda: None)
        return bool(findings) or not judge(register, tickets=True).holds
    except EnvironmentFault:
        return True


def damaged(chance: random.Random, whole: bytes, at: int) -> bytes:
    if at >= FLIPS:
        return whole[: chance.randrange(len(whole))]
    content = bytearray(whole)
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


def answered(folder: DataFolder, clock: StillClock, read: Callable[[Desk], list[str]]) -> list[str]:
    try:
        desk = assemble(folder, clock, READER)
    except EnvironmentFault as error:
        return [type(error).__name__] * len(NUMBERS)
    try:
        return read(desk)
    finally:
        desk.register.close()


def test_no_flip_and_no_cut_makes_the_desk_say_something_wrong(
    folder: DataFolder, clock: StillClock, tmp_path: Path
) -> None:
    desk = desk_on(folder, clock)
    for number in NUMBERS:
        editing.create(desk, person=OPERATOR, values={"number": number, "title": f"健身房闭店{number}"})
    right = answers(desk)
    desk.register.close()
    whole = folder.database.read_bytes()
    chance, wrong, noticed = random.Random(11), [], 0
    for at in range(FLIPS + CUTS):
        home = DataFolder(tmp_path / f"damaged-{at}")
        shutil.copytree(folder.root, home.root)
        home.database.write_bytes(damaged(chance, whole, at))
        told, noted = answered(home, clock, answers), said(home.database)
        noticed += noted
        served = [(one, other) for one, other in zip(told, right, strict=True) if one != other]
        if any(one.startswith("(") for one, _ in served) and not noted:
            wrong.append((at, served))
        shutil.rmtree(home.root)
    assert wrong == []
    assert noticed >= CUTS
