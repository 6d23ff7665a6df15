"""Own entries of the duty log: what is checked before one is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.base.errors import Refused
from app.rules.duty_log.entries import DutyEntry, EntryKind, check

NOW = datetime(2026, 11, 22, 18, 41, tzinfo=UTC)
CALL = DutyEntry(0, NOW, EntryKind.CALL, "街道来电询问工单", "值班员甲")
ORDER = replace(CALL, kind=EntryKind.ORDER, ordered_by="领导甲", ordered_to="值班员乙", due_at=NOW + timedelta(hours=2))


def test_the_kinds_stand_in_the_order_of_their_digits():
    assert [kind.word for kind in EntryKind] == ["来电", "来访", "故障", "领导交办", "其他"]


@pytest.mark.parametrize("entry", [CALL, ORDER, replace(ORDER, due_at=None, ordered_to="")])
def test_a_whole_entry_is_taken(entry):
    check(entry, now=NOW)


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (replace(CALL, text=" "), "text"),
        (replace(CALL, text="长" * 2001), "text"),
        (replace(CALL, at=NOW + timedelta(minutes=1)), "at"),
        (replace(CALL, ordered_by="领导甲"), "kind"),
        (replace(ORDER, ordered_by=""), "ordered_by"),
        (replace(ORDER, ordered_to="长" * 61), "ordered_to"),
        (replace(ORDER, due_at=NOW), "due_at"),
    ],
)
def test_a_wrong_value_is_refused_at_its_field(entry, field):
    with pytest.raises(Refused) as refused:
        check(entry, now=NOW)
    assert refused.value.field == field
