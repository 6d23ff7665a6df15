"""材料体检 of an application as it stands in the register or in a form: its facts are gathered, its rules asked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from app.base.errors import Refused
from app.desk.context import Desk
from app.desk.exclusion_catalogue import by_id
from app.files.copies import place_of, still_whole
from app.models.stores import Stores
from app.rules.categories import join_category
from app.rules.dossier_check import check_dossier
from app.rules.dossier_facts import Answer, CheckReport, Dossier, FileFacts
from app.rules.exclusion import FLAGS, ExclusionState
from app.rules.exclusion_catalogue import Catalogue


def check(desk: Desk, *, exclusion_id: int, fields: Mapping[str, Any] | None = None) -> CheckReport:
    """The dossier check; `fields` are what a form holds now instead of what is kept. Nothing is changed.

    `fields` may name major, minor, statement, process, basis, platform_name, excluded, parked and off_volume.
    """
    with desk.register.reading() as stores:
        return report_in(desk, stores, the_application(stores, exclusion_id), fields)


def the_application(stores: Stores, exclusion_id: int) -> Any:
    """The application of this id.

    Raises:
        Refused: there is none.

    """
    row = stores.exclusions.get(exclusion_id)
    if row is None:
        raise Refused("没有这条不纳入考核申请")
    return row


def catalogue_of(stores: Stores, row: Any) -> Catalogue:
    """The version an application is judged by."""
    found = by_id(stores, row.catalogue_id)
    if found is None:
        raise Refused(f"{row.number}：{row.month} 的目录找不到了", hint="请从备份恢复")
    return found


def report_in(desk: Desk, stores: Stores, row: Any, fields: Mapping[str, Any] | None = None) -> CheckReport:
    """The check within an open transaction."""
    told = {**row._mapping, **(fields or {})}
    files = stores.exclusion_files.of(row.id)
    elsewhere = stores.exclusion_files.elsewhere([each.hash for each in files], row.id)
    catalogue = catalogue_of(stores, row)
    attempts = [(call.at, call.outcome) for call in stores.contacts.of_ticket(row.ticket_id)]
    return check_dossier(
        Dossier(
            type_words=f"{told['major']} / {told['minor']}",
            kind=catalogue.find(told["major"], told["minor"]),
            month=row.month,
            statement=told["statement"],
            process=told["process"],
            basis=told["basis"],
            platform_name=told["platform_name"],
            flags=tuple(flag for flag in FLAGS if told[flag]),
            files=[_facts(desk, each, elsewhere.get(each.hash, ()), deep=fields is None) for each in files],
            category=join_category(row.category_1, row.category_2, row.category_3),
            ticket_type=row.ticket_type,
            dispatched_at=row.dispatched_at,
            closed_at=row.closed_at,
            attempts=attempts,
            now=_judged_at(desk, row),
            calendar=desk.calendar,
            dispatch_estimated=bool(row.dispatched_basis),
        ),
        answers_of(row),
    )


def _judged_at(desk: Desk, row: Any) -> datetime:
    """One under review or decided is judged as of its submission: its time limit no longer runs."""
    writable = row.state in (ExclusionState.DRAFT, ExclusionState.SENT_BACK) or row.submitted_at is None
    at: datetime = desk.now() if writable else row.submitted_at
    return at


def answers_of(row: Any) -> dict[str, Answer]:
    """What people said to the rules, by rule."""
    return {
        rule: Answer(str(told["reason"]), str(told["who"]), datetime.fromtimestamp(told["at"], UTC))
        for rule, told in json.loads(row.overruled).items()
    }


def _facts(desk: Desk, row: Any, elsewhere: Sequence[str], *, deep: bool) -> FileFacts:
    """What the check sees of a file: one that is gone or changed cannot be read; hashes are compared when `deep`."""
    folder = desk.folder.evidence
    whole = still_whole(folder, row.hash) if deep else place_of(folder, row.hash).is_file()
    problem = row.problem if whole else "文件已丢失或被改动，请从备份找回或重新添加"
    return FileFacts(
        number=row.position,
        name=row.name,
        kind=row.kind,
        format=row.format,
        size=row.size,
        width=row.width,
        height=row.height,
        taken_at=row.taken_at,
        place=row.taken_place,
        stated=bool(row.stated),
        problem=problem,
        elsewhere=tuple(elsewhere),
    )
