"""What follows an import once its rows are durable, in turns of its own.

At once: findings and the platform's decisions. Behind the window: merchants and warnings. Until they are done marks in
the register say so: killed in between, they are done within the next minute.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence

from app.base.errors import DeskError
from app.base.people import THE_DESK, Person
from app.desk.shared.context import Desk
from app.models.register.stores import Stores

_MARK, _LATER = "import-to-follow", "import-to-judge"
_log = logging.getLogger(__name__)


def note(stores: Stores, person: Person, ticket_ids: Sequence[int]) -> None:
    """Notes, in the transaction of an import by `person`, that what follows it is still to be done."""
    _add(stores, _MARK, person.name, ticket_ids)


def try_follow(desk: Desk) -> None:
    """Does what follows an import at once; what keeps it from that is logged, and it is done within the next minute."""
    try:
        _follow_at_once(desk)
    except DeskError as error:
        _log.warning("what follows an import is still to be done: %s", type(error).__name__)


def follow(desk: Desk) -> bool:
    """Does what follows the last imports and new tickets and was not done yet; returns whether there was any."""
    at_once = _follow_at_once(desk)
    return _follow_later(desk) or at_once


def _follow_at_once(desk: Desk) -> bool:
    noted = _noted(desk, _MARK)
    if noted is None:
        return False
    mark, person, ids = noted
    for follower in desk.followers.of_import:
        follower(desk, person, ids)
    with desk.register.writing() as stores:
        _add(stores, _LATER, person.name, ids)
        _end(stores, _MARK, mark)
    return True


def _follow_later(desk: Desk) -> bool:
    noted = _noted(desk, _LATER)
    mark, person, ids = noted or ("", THE_DESK, [])
    moved = [follower(desk, person, ids) for follower in desk.followers.later]
    if noted is not None:
        with desk.register.writing() as stores:
            _end(stores, _LATER, mark)
    return noted is not None or any(moved)


def _noted(desk: Desk, name: str) -> tuple[str, Person, list[int]] | None:
    """A mark, who imported last, and the tickets; None where nothing is to be done."""
    with desk.register.reading() as stores:
        mark = stores.keep.mark(name)
    if not mark:
        return None
    noted = json.loads(mark)
    return mark, Person(noted["who"]), noted["tickets"]


def _add(stores: Stores, name: str, who: str, ticket_ids: Sequence[int]) -> None:
    before = stores.keep.mark(name)
    ids = {*ticket_ids, *(json.loads(before)["tickets"] if before else ())}
    stores.keep.put_mark(name, json.dumps({"who": who, "tickets": sorted(ids)}, ensure_ascii=False))


def _end(stores: Stores, name: str, mark: str) -> None:
    if stores.keep.mark(name) == mark:
        stores.keep.put_mark(name, "")
