"""Edit conflicts: refuses a save over a row that somebody else has changed since it was read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.base.errors import EditConflict
from app.models.shared.writing import StaleVersion

HINT = "请刷新后再改"


@contextmanager
def saving(words: str) -> Iterator[None]:
    """Refuses a change within the block to a row changed by somebody else; `words` name it: 热线-1 的退单.

    Raises:
        EditConflict: somebody else changed the row since it was read.

    """
    try:
        yield
    except StaleVersion as error:
        raise EditConflict(f"{words}刚被别人改过", hint=HINT) from error


def check_version(words: str, now: int, seen: int | None) -> None:
    """Compares the version that a person has `seen` with the one stored `now`; None skips the check.

    Raises:
        EditConflict: they differ.

    """
    if seen is not None and seen != now:
        raise _conflict(words)


def _conflict(words: str) -> EditConflict:
    return EditConflict(f"{words}刚被别人改过", hint=HINT)
