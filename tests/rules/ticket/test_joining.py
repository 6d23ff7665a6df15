"""What a joined ticket says: the platform's decides, the other one fills what it leaves blank, and its work counts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.rules.ticket.fields import TICKET_FIELDS
from app.rules.ticket.joining import joined_values
from tests.desk.conftest import beijing

NOON = beijing("2026-11-23T12:00")
HOUR = timedelta(hours=1)


class Columns(dict[str, Any]):
    """A ticket as plain columns."""

    def value(self, name: str) -> object:
        return self[name]


def ticket(**said: Any) -> Columns:
    blank = {one.name: one.first or ("" if one.kind.name in {"TEXT", "LONG_TEXT"} else None) for one in TICKET_FIELDS}
    return Columns({**blank, "number": "热线-7", "status": "to-sign", "excluded": False, "backlog": False, **said})


def joined(kept: dict[str, Any], gone: dict[str, Any]) -> dict[str, object]:
    return joined_values(ticket(**kept), ticket(**{"number": "临-20261123-01", **gone}))


def test_what_the_platform_left_blank_is_filled_and_what_it_says_stays() -> None:
    values = joined({"title": "空调维修"}, {"title": "别的标题", "place": "东大街 1 号", "merchant": "某某家电"})
    assert values == {"place": "东大街 1 号", "merchant": "某某家电", "other_number": "临-20261123-01"}


def test_a_wrong_number_does_not_stay_as_the_other_number() -> None:
    assert joined({}, {"number": "热线-l7"}) == {}
    assert "other_number" not in joined({"other_number": "区-1"}, {})


@pytest.mark.parametrize(
    ("kept", "gone", "at"),
    [
        ({}, {"signed_at": NOON}, NOON),
        ({"signed_at": NOON}, {"signed_at": NOON - HOUR}, NOON - HOUR),
        ({"signed_at": NOON}, {"signed_at": NOON + HOUR}, None),
        ({"signed_at": NOON, "platform_times": "signed_at"}, {"signed_at": NOON - HOUR}, None),
    ],
)
def test_the_earlier_sign_for_decides_unless_the_platform_told_one(kept, gone, at) -> None:
    values = joined(kept, {**gone, "signed_by": "值班员甲"})
    assert values.get("signed_at") == at
    assert (values.get("signed_by") == "值班员甲") == (at is not None)


def test_the_state_that_is_further_along_counts_with_what_goes_with_it() -> None:
    assert joined({}, {"status": "to-call-back", "callback_since": NOON})["callback_since"] == NOON
    assert "status" not in joined({"status": "closed", "closed_at": NOON}, {"status": "handling"})
    assert joined({}, {"status": "closed", "closed_at": NOON})["closed_at"] == NOON
    assert "closed_at" not in joined({}, {"status": "handling", "closed_at": NOON})


def test_every_number_of_both_is_a_number_of_the_ticket() -> None:
    values = joined({"phones": "13800000001", "phone_raw": "13800000001"}, {"phones": "13800000002", "phone_raw": "家"})
    assert (values["phones"], values["phone_raw"]) == ("13800000001 13800000002", "13800000001；家")
    assert "phones" not in joined({"phones": "13800000001 13800000002"}, {"phones": "13800000002"})


def test_a_flag_stays_and_living_work_is_no_backlog() -> None:
    assert joined({"backlog": True}, {"excluded": True})["excluded"] is True
    assert joined({"backlog": True}, {})["backlog"] is False
