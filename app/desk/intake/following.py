"""What follows an import once its rows are durable, in turns of its own: findings and the platform's decisions.

Until it is done a mark in the register says so: killed in between, it is done within the next minute.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence

from app.base.errors import DeskError
from app.base.people import Person
from app.desk.shared.context import Desk
from app.models.register.stores import Stores

_MARK = "import-to-follow"
_log = logging.getLogger(__name__)


def note(stores: Stores, person: Person, ticket_ids: Sequence[int]) -> None:
    """Notes, in the transaction of an import by `person`, that what follows it is still to be done."""
    before = stores.keep.mark(_MARK)
    ids = {*ticket_ids, *(json.loads(before)["tickets"] if before else ())}
    stores.keep.put_mark(_MARK, json.dumps({"who": person.name, "tickets": sorted(ids)}, ensure_ascii=False))


def try_follow(desk: Desk) -> None:
    """Follows an import that is in; what keeps it from that is logged, and done within the next minute."""
    try:
        follow(desk)
    except DeskError as error:
        _log.warning("what follows an import is still to be done: %s", type(error).__name__)


def follow(desk: Desk) -> bool:
    """Does what follows the last imports and new tickets and was not done yet; returns whether there was any."""
    followed = _follow_noted(desk)
    looked = [look(desk) for look in desk.followers.of_new]
    return followed or any(looked)


def _follow_noted(desk: Desk) -> bool:
    with desk.register.reading() as stores:
        mark = stores.keep.mark(_MARK)
    if not mark:
        return False
    noted = json.loads(mark)
    for follower in desk.followers.of_import:
        follower(desk, Person(noted["who"]), noted["tickets"])
    with desk.register.writing() as stores:
        if stores.keep.mark(_MARK) == mark:
            stores.keep.put_mark(_MARK, "")
    return True
