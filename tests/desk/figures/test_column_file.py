"""The kept columns: read back the same, made anew when they are damaged, foreign or behind another register."""

from __future__ import annotations

import numpy as np
import pytest

from app.desk.figures import column_file
from app.desk.figures.asked import Asked, figures
from tests.support.figure_tickets import fill
from tests.support.registers import desk_on

ASKED = Asked("year:2026", ("merchant",))


@pytest.fixture
def kept(desk):
    """A register whose columns are in their file."""
    fill(desk, 200)
    figures(desk, ASKED)
    return desk


def read_anew(desk, still):
    """The same folder opened by another process, so to say: nothing but the file is shared."""
    other = desk_on(desk.folder, still)
    try:
        return figures(other, ASKED)
    finally:
        other.close()


def test_what_was_kept_answers_as_before_without_reading_the_register(kept, still, monkeypatch):
    before = figures(kept, ASKED)
    monkeypatch.setattr("app.models.figures.facts.FactsStore.all", lambda _store: pytest.fail("read the register"))
    assert read_anew(kept, still).rows == before.rows


def test_the_file_is_the_owner_s_alone_and_holds_no_phone(kept):
    path = kept.folder.figure_columns
    assert path.stat().st_mode & 0o077 == 0
    assert b"13800000001" not in path.read_bytes()


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "other"])
def test_a_file_that_cannot_be_used_is_made_anew(kept, still, damage):
    before, path = figures(kept, ASKED), kept.folder.figure_columns
    whole = path.read_bytes()
    middle = len(whole) // 2
    path.write_bytes(
        {
            "cut": whole[:middle],
            "flipped": whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1 :],
            "empty": b"",
            "other": b"no columns",
        }[damage]
    )
    assert read_anew(kept, still).rows == before.rows


def test_columns_of_another_register_are_not_used(kept, still, take_in):
    columns = kept.figures.value
    columns.last_hash = "0" * 64
    columns.arrays["flags"][:] = 0
    column_file.write_columns(kept.folder.figure_columns, columns)
    take_in("热线-261123-900002")
    assert read_anew(kept, still).total.now.counted.urgent > 0


def test_numbers_without_a_text_are_refused(kept):
    columns = kept.figures.value
    columns.arrays["unit"] = columns.arrays["unit"] + 1000
    column_file.write_columns(kept.folder.figure_columns, columns)
    assert column_file.read_columns(kept.folder.figure_columns) is None
    columns.arrays["unit"] = np.zeros(3, np.int32)
    column_file.write_columns(kept.folder.figure_columns, columns)
    assert column_file.read_columns(kept.folder.figure_columns) is None
