"""Writes and reads the JSON columns of replies; a moment is stored in whole seconds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.base.clock import from_seconds
from app.models.reply.records import Overruling, SendBack
from app.models.shared.columns import Json


def _seconds(at: datetime | None) -> int | None:
    return None if at is None else int(at.timestamp())


def _moment(seconds: object) -> datetime | None:
    return from_seconds(seconds) if isinstance(seconds, int) else None


def _read_send_backs(value: Sequence[Mapping[str, object]]) -> tuple[SendBack, ...]:
    return tuple(map(_send_back, value))


def _send_back(value: Mapping[str, object]) -> SendBack:
    codes = value.get("codes")
    return SendBack(
        codes=tuple(map(str, codes)) if isinstance(codes, list) else (),
        text=str(value.get("text", "")),
        who=str(value.get("who", "")),
        at=_moment(value.get("at")),
    )


def _write_send_backs(entries: Sequence[SendBack]) -> list[dict[str, object]]:
    return [
        {"codes": list(entry.codes), "text": entry.text, "who": entry.who, "at": _seconds(entry.at)}
        for entry in entries
    ]


def _read_overrulings(value: Mapping[str, Mapping[str, object]]) -> Mapping[str, Overruling]:
    return {
        key: Overruling(str(entry.get("reason", "")), str(entry.get("who", "")), _moment(entry.get("at")))
        for key, entry in value.items()
    }


def _write_overrulings(entries: Mapping[str, Overruling]) -> dict[str, dict[str, object]]:
    return {key: {"reason": entry.reason, "who": entry.who, "at": _seconds(entry.at)} for key, entry in entries.items()}


SEND_BACKS: Json[tuple[SendBack, ...]] = Json("send-backs", _read_send_backs, _write_send_backs)
OVERRULINGS: Json[Mapping[str, Overruling]] = Json("overrulings", _read_overrulings, _write_overrulings)
