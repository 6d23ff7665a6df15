"""What a register says of itself on its first sheet, and what of it a printed page takes."""

from __future__ import annotations

import pytest

from app.base.clock import read_iso
from app.base.table import Column
from app.desk.contact import ledger
from app.desk.escalation import reads as escalation_reads
from app.desk.returns import reads as returns_reads
from app.desk.shared.exports import days_words
from app.files.writers.page_setup import printed_columns
from app.reports import exclusion_register

RETURNS = returns_reads.register_table(()).columns
ESCALATIONS = escalation_reads.tables(())[0].columns


@pytest.mark.parametrize(
    ("instants", "words"),
    [
        ((), ""),
        (("2026-11-23T09:00", "2026-11-19T23:59"), "2026-11-19 至 2026-11-23"),
        (("2026-11-23T09:00", "2026-11-24T00:00"), "2026-11-23"),
    ],
)
def test_the_days_of_rows_count_midnight_to_the_day_it_ends(instants: tuple[str, ...], words: str) -> None:
    assert days_words(map(read_iso, instants)) == words


@pytest.mark.parametrize(
    ("columns", "last"),
    [
        (RETURNS, "依据"),
        (ESCALATIONS, "说明"),
        (exclusion_register._COLUMNS, "新建时间"),
        (ledger._COLUMNS, "备注"),
    ],
)
def test_a_printed_register_has_state_or_outcome_and_what_was_said_about_it(
    columns: tuple[Column, ...], last: str
) -> None:
    printed = [column.heading for column in columns[: printed_columns(columns)]]
    assert printed[-1] == last
    assert {"状态", "结果"} & set(printed)
