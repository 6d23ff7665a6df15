"""Evidence is known by its content, keeps the name it came with, and is compared before it is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.base.errors import FileRefused, Refused
from app.base.people import Person
from app.desk.evidence import acts as evidence_acts
from app.desk.shared.context import Desk

OPERATOR = Person("值班员甲")


def keep(desk: Desk, path: Path) -> str:
    with evidence_acts.taken_in(desk, path) as taken, desk.register.writing() as stores:
        return evidence_acts.keep(desk, stores, OPERATOR, path, taken.copied)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "现场.jpg"
    path.write_bytes(b"%PDF-1.4 made-up %%EOF")
    return path


def test_the_same_content_is_one_file_with_its_first_name(desk: Desk, picture: Path) -> None:
    other = picture.with_name("另一个名字.jpg")
    other.write_bytes(picture.read_bytes())
    digest = keep(desk, picture)
    assert keep(desk, other) == digest
    told = evidence_acts.find(desk, digest=digest)
    assert told is not None
    assert (told.name, told.kind, told.size, told.added_by) == ("现场.jpg", "image/jpeg", 22, "值班员甲")
    assert evidence_acts.path_of(desk, digest=digest).read_bytes() == b"%PDF-1.4 made-up %%EOF"


def test_a_failed_transaction_takes_its_copy_away_but_never_one_that_is_in_use(desk: Desk, picture: Path) -> None:
    with pytest.raises(RuntimeError), evidence_acts.taken_in(desk, picture):
        raise RuntimeError
    assert [path for path in desk.folder.evidence.rglob("*") if path.is_file()] == []
    digest = keep(desk, picture)
    with pytest.raises(RuntimeError), evidence_acts.taken_in(desk, picture):
        raise RuntimeError
    assert evidence_acts.path_of(desk, digest=digest).exists()


def test_a_changed_or_lost_file_is_said(desk: Desk, picture: Path) -> None:
    digest = keep(desk, picture)
    assert evidence_acts.damaged(desk) == []
    evidence_acts.path_of(desk, digest=digest).write_bytes(b"changed")
    assert [row.digest for row in evidence_acts.damaged(desk)] == [digest]
    with pytest.raises(Refused):
        evidence_acts.path_of(desk, digest=digest)


def test_the_limit_can_be_named(desk: Desk, picture: Path) -> None:
    with pytest.raises(FileRefused), evidence_acts.taken_in(desk, picture, limit=3):
        raise AssertionError("not reached")
