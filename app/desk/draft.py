"""Drafts: typed text not yet saved, stored every two seconds and offered again after a crash."""

from __future__ import annotations

from app.base.changes import Change, Outcome
from app.desk.shared.context import Desk


def load(desk: Desk, *, key: str) -> str | None:
    """The kept text, or None."""
    with desk.register.reading() as stores:
        return stores.keep.typed(key)


def save(desk: Desk, *, key: str, text: str) -> Outcome[None]:
    """Stores the text under its key, for example "reply:17"; an empty text deletes it."""
    with desk.register.writing() as stores:
        if text:
            stores.keep.put_typed(key, text, desk.now())
        else:
            stores.keep.drop_typed(key)
    return Outcome(Change.NOTHING, None)


def clear(desk: Desk, *, key: str) -> Outcome[None]:
    """Deletes the draft after its text was saved."""
    return save(desk, key=key, text="")
