"""Access to one buck-passing case: reads it and writes its changes."""

from __future__ import annotations

from typing import Unpack

from app.base.errors import Refused
from app.desk.shared.conflict import saving
from app.models.passing.records import PassingChange, PassingRecord
from app.models.register.stores import Stores


def the_case(stores: Stores, case_id: int) -> PassingRecord:
    """The case of this id with its ticket.

    Raises:
        Refused: there is none.

    """
    case = stores.passing.get(case_id)
    if case is None:
        raise Refused("没有这个推诿个案")
    return case


def change_case(stores: Stores, before: PassingRecord, **changes: Unpack[PassingChange]) -> None:
    """Writes changed columns of a case.

    Raises:
        EditConflict: somebody else changed it since it was read.

    """
    with saving(f"{before.number} 的推诿个案"):
        stores.passing.change(before, **changes)
