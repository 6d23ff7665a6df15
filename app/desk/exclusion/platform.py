"""The platform's decisions: after an import, ends every application whose export has a result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from app.base.people import Person
from app.desk.exclusion.records import change_application, the_application
from app.desk.exclusion.steps import take_step
from app.desk.shared.context import Desk
from app.desk.shared.judged_ahead import MovedOn, judged_ahead
from app.models.exclusion.records import ExclusionRecord, ExportedResult
from app.models.register.stores import Stores
from app.rules.exclusion.export import exported_result
from app.rules.exclusion.moves import EXCLUSION_FLOW, ExclusionVerb, platform_verdict


def follow_import(desk: Desk, person: Person, _ticket_ids: Sequence[int]) -> None:
    """Records every result that was not known yet, read before the register is held.

    A draft stores the result but stays a draft: what was never submitted has not been decided.
    """

    def judge() -> list[_Result]:
        with desk.register.reading() as stores:
            exported = stores.exclusions.with_export()
        read = [_Result(row, words := exported_result(row.extra), platform_verdict(words)) for row in exported]
        return [one for one in read if one.passed is not None and one.words != one.row.platform_result]

    def write(results: list[_Result]) -> None:
        if not results:
            return
        with desk.register.writing() as stores:
            now = {row.exclusion_id: row for row in stores.exclusions.with_export()}
            if any(now.get(one.row.exclusion_id) != one.row for one in results):
                raise MovedOn
            for one in results:
                application = the_application(stores, one.row.exclusion_id)
                _note(desk, stores, person, application, one.words, passed=bool(one.passed))

    judged_ahead(judge, write, about="平台认定结果")


class _Result(NamedTuple):
    row: ExportedResult
    words: str
    passed: bool | None


def _note(desk: Desk, stores: Stores, person: Person, row: ExclusionRecord, words: str, *, passed: bool) -> None:
    verb = ExclusionVerb.PLATFORM_PASS if passed else ExclusionVerb.PLATFORM_REFUSE
    if EXCLUSION_FLOW.allows(row.state, verb):
        take_step(desk, stores, person, row, verb, words)
    else:
        change_application(stores, row, platform_result=words)
