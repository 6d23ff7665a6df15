"""Access to one application for exclusion: reads it and writes its changes."""

from __future__ import annotations

from typing import Unpack

from app.base.changes import Change
from app.base.errors import Refused
from app.desk.shared.conflict import saving
from app.models.exclusion.records import ExclusionChange, ExclusionRecord
from app.models.register.stores import Stores
from app.rules.exclusion.moves import EXCLUSION_STATE_WORDS, WRITABLE

CHANGES = Change.EXCLUSIONS | Change.REMINDERS | Change.JOURNAL


def the_application(stores: Stores, exclusion_id: int) -> ExclusionRecord:
    """The application of this id with its ticket.

    Raises:
        Refused: there is none.

    """
    application = stores.exclusions.get(exclusion_id)
    if application is None:
        raise Refused("没有这条不纳入考核申请")
    return application


def writable(stores: Stores, exclusion_id: int) -> ExclusionRecord:
    """The application, if its text and files may be changed now.

    Raises:
        Refused: there is none, or it is under review or ended.

    """
    application = the_application(stores, exclusion_id)
    if application.state not in WRITABLE:
        words = EXCLUSION_STATE_WORDS[application.state]
        raise Refused(f"{application.number} 的申请{words}，不能修改", hint="退回补正后才能修改")
    return application


def change_application(stores: Stores, before: ExclusionRecord, **changes: Unpack[ExclusionChange]) -> None:
    """Writes the changed columns of an application; without changes only its version rises.

    Raises:
        EditConflict: somebody else changed it since it was read.

    """
    with saving(f"{before.number} 的申请"):
        stores.exclusions.change(before, **changes)
