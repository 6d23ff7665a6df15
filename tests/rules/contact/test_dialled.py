"""A dialled number is compared as a person would: prefixes, stars and 010 do not make it another one."""

from __future__ import annotations

import pytest

from app.rules.contact.dialled import is_on_ticket, read_dialled

PHONES = ("13900000001", "010-69700001")


@pytest.mark.parametrize(
    "dialled",
    ["13900000001", "139 0000 0001", "+86 13900000001", "013900000001", "9013900000001", "139****0001",
     "010-69700001", "69700001", "9 010 69700001", "139-0000-0001"],
)  # fmt: skip
def test_the_tickets_number_is_known_however_it_was_written(dialled: str) -> None:
    assert is_on_ticket(dialled, PHONES)


@pytest.mark.parametrize("dialled", ["13900000002", "139****0002", "69700002", "021-69700001", "保密", "", "12345"])
def test_any_other_number_is_not_the_tickets(dialled: str) -> None:
    assert not is_on_ticket(dialled, PHONES)


def test_a_number_the_platform_hides_agrees_with_those_that_fit_what_is_shown() -> None:
    assert is_on_ticket("13900000001", (), "139****0001")
    assert is_on_ticket("13900000001", (), "保密；139××××0001")
    assert not is_on_ticket("13900000002", (), "139****0001")


def test_what_is_no_number_reads_as_nothing() -> None:
    assert [read_dialled(text) for text in ("", "保密", "总机", "13900000001 13900000002")] == ["", "", "", ""]


def test_a_text_that_is_longer_than_any_number_has_none_and_a_long_cell_is_read_in_part() -> None:
    assert read_dialled("13800000021" + " " * 200) == ""
    assert is_on_ticket("13800000021", (), "138****0021、" + "1" * 100_000)
    assert not is_on_ticket("13800000021", (), "1" * 100_000 + "、138****0021")
