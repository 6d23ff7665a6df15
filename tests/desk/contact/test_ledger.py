"""The ledger lists every contact of every ticket through its filters, and exports what it lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from app.base.clock import local_day
from app.base.people import Person
from app.desk.contact import acts as contact_acts
from app.desk.contact import ledger as contact_ledger
from app.desk.contact.ledger import LedgerQuery
from app.desk.shared.context import Desk
from app.rules.contact.states import AttemptOutcome
from app.rules.finding.states import FindingKind
from app.rules.ticket.states import TicketStatus
from tests.support.workbooks import table_of

OPERATOR = Person("值班员甲")


@pytest.fixture
def three(desk: Desk, take_in: Callable[..., int]) -> None:
    first = take_in("热线-261122-000901", status=TicketStatus.HANDLING, dispatched_at=desk.now() - timedelta(hours=9))
    second = take_in("热线-261122-000902", status=TicketStatus.HANDLING, dispatched_at=desk.now() - timedelta(hours=9))
    for ticket, outcome, more in (
        (first, AttemptOutcome.NO_ANSWER, {"at": desk.now() - timedelta(hours=3)}),
        (first, AttemptOutcome.REACHED, {"typed": "13900000009", "number_index": None}),
        (second, AttemptOutcome.REACHED, {"note": "回拨 13900000009"}),
    ):
        given = {"number_index": 0} | more
        contact_acts.add_attempt(desk, person=OPERATOR, ticket_id=ticket, outcome=outcome, **given)  # type: ignore[arg-type]


@pytest.mark.usefixtures("three")
def test_the_newest_contact_stands_first_with_what_is_doubtful_about_it(desk: Desk) -> None:
    told = contact_ledger.listing(desk, query=LedgerQuery())
    assert [row.ticket_number[-3:] for row in told.rows] == ["902", "901", "901"]
    assert [row.findings for row in told.rows] == [(), (FindingKind.WRONG_NUMBER,), ()]
    assert told.rows[0].note == "回拨 139****0009"
    assert (told.counts, told.whole) == ({AttemptOutcome.REACHED: 2, AttemptOutcome.NO_ANSWER: 1}, True)


@pytest.mark.usefixtures("three")
def test_filters_narrow_the_rows_and_an_outcome_leaves_the_counts(desk: Desk) -> None:
    today = local_day(desk.now())

    def found(**more: object) -> int:
        return len(contact_ledger.listing(desk, query=LedgerQuery(**more)).rows)  # type: ignore[arg-type]

    assert [found(first=today), found(last=today - timedelta(days=1)), found(search="000902")] == [2, 1, 1]
    assert [found(doubtful=True), found(outcome=AttemptOutcome.NO_ANSWER), found(search="没有")] == [1, 1, 0]
    told = contact_ledger.listing(desk, query=LedgerQuery(outcome=AttemptOutcome.NO_ANSWER))
    assert sum(told.counts.values()) == 3


@pytest.mark.usefixtures("three")
def test_the_export_has_every_row_masked_and_is_on_the_record(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    assert contact_ledger.export(desk, person=OPERATOR, query=LedgerQuery(), path=path).result == 3
    rows = table_of(openpyxl.load_workbook(path).worksheets[0])
    assert len(rows) == 4
    assert not any("13900000009" in str(cell) for row in rows for cell in row)
    assert rows[2][-1] == "错联·号码"
    with desk.register.reading() as stores:
        assert list(stores.journal.between(desk.now(), desk.now() + timedelta(seconds=1)))[-1].verb == "export"
