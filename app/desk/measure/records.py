"""Access to one measure: reads it and writes its changes."""

from __future__ import annotations

from datetime import datetime
from typing import Unpack

from app.base.clock import local_minute
from app.base.errors import Refused
from app.desk.shared.conflict import saving
from app.desk.shared.context import Desk
from app.models.measure.records import MeasureChange, MeasureRecord
from app.models.register.stores import Stores
from app.rules.measure import MEASURE_KIND_WORDS, MeasureKind


def the_measure(stores: Stores, measure_id: int) -> MeasureRecord:
    """The measure of this id.

    Raises:
        Refused: there is none.

    """
    row = stores.measures.get(measure_id)
    if row is None:
        raise Refused("没有这条延期、督办或挂账")
    return row


def change_measure(stores: Stores, before: MeasureRecord, **changes: Unpack[MeasureChange]) -> None:
    """Writes changed columns.

    Raises:
        EditConflict: somebody else changed it since it was read.

    """
    with saving(f"{before.number} 的{MEASURE_KIND_WORDS[before.kind]}"):
        stores.measures.change(before, **changes)


def require_later(desk: Desk, at: datetime) -> None:
    """Refuses a time that is past, at the field "until"."""
    if at <= desk.now():
        raise Refused("时间已经过去，请改成以后的时间", field="until")


def until_words(kind: MeasureKind, at: datetime) -> str:
    """时限延至 11-30 18:00; 11-30 18:00 跟进."""
    return f"时限延至 {local_minute(at)}" if kind is MeasureKind.EXTENSION else f"{local_minute(at)} 跟进"
