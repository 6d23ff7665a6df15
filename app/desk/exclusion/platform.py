"""The platform's decisions: after an import, ends every application whose export has a result."""

from __future__ import annotations

from app.base.people import Person
from app.desk.exclusion.records import change_application, the_application
from app.desk.exclusion.steps import take_step
from app.desk.shared.context import Desk
from app.models.exclusion.records import ExclusionRecord
from app.models.register.stores import Stores
from app.rules.exclusion.export import exported_result
from app.rules.exclusion.moves import EXCLUSION_FLOW, ExclusionVerb, platform_verdict


def follow_import(desk: Desk, stores: Stores, person: Person) -> None:
    """Records every result that was not known yet.

    A draft stores the result but stays a draft: what was never submitted has not been decided.
    """
    for row in stores.exclusions.with_export():
        words = exported_result(row.extra)
        verdict = platform_verdict(words)
        if verdict is None or words == row.platform_result:
            continue
        _note(desk, stores, person, the_application(stores, row.exclusion_id), words, passed=verdict)


def _note(desk: Desk, stores: Stores, person: Person, row: ExclusionRecord, words: str, *, passed: bool) -> None:
    verb = ExclusionVerb.PLATFORM_PASS if passed else ExclusionVerb.PLATFORM_REFUSE
    if EXCLUSION_FLOW.allows(row.state, verb):
        take_step(desk, stores, person, row, verb, words)
    else:
        change_application(stores, row, platform_result=words)
