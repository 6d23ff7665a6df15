"""The exclusion catalogues by month: shipped versions and versions made here; none is ever changed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from app.base.changes import Change, Outcome
from app.base.clock import to_local
from app.base.errors import Refused
from app.base.people import Person
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.models.exclusion.records import NewCatalogue
from app.models.register.stores import Stores
from app.rules.exclusion.catalogue import Catalogue, catalogue_data, read_catalogue, shipped_catalogues
from app.rules.exclusion.catalogue_changes import Difference, compare
from app.rules.journal import JournalVerb
from app.rules.shared.toml_text import read_toml, toml_text

_SHIPPED = "随产品"


@dataclass(frozen=True, slots=True)
class CatalogueVersion:
    """One version of a month; `id` is None for one that ships and that no application has used yet."""

    id: int | None
    month: str
    catalogue: Catalogue
    made_at: datetime | None = None
    made_by: str = _SHIPPED
    note: str = ""


def versions(desk: Desk) -> tuple[CatalogueVersion, ...]:
    """Every version by month; of one month the newest, which holds for new applications, comes last."""
    with desk.register.reading() as stores:
        return versions_in(stores)


def versions_in(stores: Stores) -> tuple[CatalogueVersion, ...]:
    """Every version by month, read within an open transaction."""
    kept = [
        CatalogueVersion(row.id, row.month, _catalogue_of(row.body), row.made_at, row.made_by, row.note)
        for row in stores.exclusions.catalogues()
    ]
    shipped = [
        CatalogueVersion(None, version.month, version, note=version.note)
        for version in shipped_catalogues()
        if not any(one.month == version.month and one.made_by == _SHIPPED for one in kept)
    ]
    return tuple(sorted((*kept, *shipped), key=lambda one: (one.month, one.id or 0)))


def months(desk: Desk) -> tuple[str, ...]:
    """The months that have a catalogue, earliest first."""
    return tuple(sorted({version.month for version in versions(desk)}))


def in_force(desk: Desk, month: str = "") -> CatalogueVersion:
    """The version that new applications of a month (this one without a name) are judged by.

    A month without a catalogue uses that of the last month before it.

    Raises:
        Refused: there is none so early.

    """
    with desk.register.reading() as stores:
        return in_force_of(versions_in(stores), month or month_of(desk.now()))


def in_force_of(known: tuple[CatalogueVersion, ...], month: str) -> CatalogueVersion:
    """The version among `known` that is in force in a month."""
    found = [version for version in known if version.month <= month]
    if not found:
        raise Refused(f"{month} 还没有不纳入考核目录", field="month")
    return found[-1]


@dataclass(frozen=True, slots=True)
class MonthQuestion:
    """A month that has no catalogue of its own, and the month whose catalogue it uses meanwhile."""

    month: str
    uses: str


def question(desk: Desk) -> MonthQuestion | None:
    """Whether this month's catalogue is still to be decided: carried over or updated; None when it has one."""
    with desk.register.reading() as stores:
        return question_in(stores, desk.now())


def question_in(stores: Stores, now: datetime) -> MonthQuestion | None:
    """Whether the catalogue of the month of `now` is still to be decided, read within an open transaction."""
    month = month_of(now)
    uses = max((version.month for version in versions_in(stores) if version.month <= month), default="")
    return None if not uses or uses == month else MonthQuestion(month, uses)


def carry_over(desk: Desk, *, person: Person) -> Outcome[str]:
    """Decides that the catalogue in force goes on this month: it becomes the month's own version, with who decided.

    Raises:
        Refused: this month has a catalogue, or there is none to carry over.

    """
    require(person, Action.SETTINGS)
    month = month_of(desk.now())
    with desk.register.writing() as stores:
        found = in_force_of(versions_in(stores), month)
        if found.month == month:
            raise Refused(f"{month} 已有不纳入考核目录")
        note = f"沿用 {found.month} 的目录"
        _add(desk, stores, replace(found.catalogue, month=month), person.name, note)
        write_line(desk, stores, person, JournalVerb.SETTING, f"不纳入考核目录 {month}：{note}")
    return Outcome(Change.SETTINGS | Change.EXCLUSIONS | Change.JOURNAL, month, f"{month} {note}")


def month_of(at: datetime) -> str:
    """The month in Beijing, as 2026-11."""
    return f"{to_local(at):%Y-%m}"


def by_id(stores: Stores, catalogue_id: int | None) -> Catalogue | None:
    """The version an application is judged by."""
    row = None if catalogue_id is None else stores.exclusions.catalogue(catalogue_id)
    return None if row is None else _catalogue_of(row.body)


@lru_cache(maxsize=64)
def _body_of(catalogue: Catalogue) -> str:
    """The text of a catalogue as it is stored."""
    return toml_text(catalogue_data(catalogue))


@lru_cache(maxsize=64)
def _catalogue_of(body: str) -> Catalogue:
    """The catalogue of a stored row, read once: within a transaction no text is read again."""
    return read_catalogue(read_toml(body))


def read_ahead(desk: Desk, month: str) -> None:
    """Reads the catalogue that `hold` will return before the register is held; without one it does nothing."""
    with suppress(Refused):
        _catalogue_of(_body_of(in_force(desk, month).catalogue))


def hold(desk: Desk, stores: Stores, month: str) -> tuple[int, Catalogue]:
    """Returns the version in force as a stored row; a shipped one is stored at its first use."""
    found = in_force_of(versions_in(stores), month)
    if found.id is not None:
        return found.id, found.catalogue
    return _add(desk, stores, found.catalogue, _SHIPPED, found.note), found.catalogue


def _add(desk: Desk, stores: Stores, catalogue: Catalogue, who: str, note: str) -> int:
    return stores.exclusions.add_catalogue(
        NewCatalogue(
            month=catalogue.month,
            body=_body_of(catalogue),
            made_at=desk.now(),
            made_by=who,
            note=note,
        )
    )


def save(desk: Desk, *, person: Person, catalogue: Catalogue, note: str = "") -> Outcome[int]:
    """Stores a catalogue as a new version of its month; existing applications keep theirs.

    Raises:
        BadCatalogue: the catalogue is not usable.
        Refused: it is the same as the one in force (field "type").

    """
    require(person, Action.SETTINGS)
    read_catalogue(catalogue_data(catalogue))
    with desk.register.writing() as stores:
        before = [version for version in versions_in(stores) if version.month == catalogue.month]
        if before and before[-1].catalogue.types == catalogue.types:
            raise Refused(f"{catalogue.month} 的目录没有变化", field="type")
        hold_shipped(desk, stores, before)
        version_id = _add(desk, stores, catalogue, person.name, note.strip() or catalogue.note)
        text = f"不纳入考核目录 {catalogue.month}：新版 {len(catalogue.types)} 类。{note.strip()}"
        write_line(desk, stores, person, JournalVerb.SETTING, text)
    changes = Change.SETTINGS | Change.EXCLUSIONS | Change.JOURNAL
    return Outcome(changes, version_id, f"{catalogue.month} 的目录已保存；已开始的申请仍按原来的")


def hold_shipped(desk: Desk, stores: Stores, known: list[CatalogueVersion]) -> None:
    """Stores the shipped version of the month first, so that versions are numbered in order."""
    for version in known:
        if version.id is None:
            _add(desk, stores, version.catalogue, _SHIPPED, version.note)


def differences(desk: Desk, *, before: str, after: str) -> tuple[Difference, ...]:
    """What changed from the version in force in one month to that of another, as data.

    Raises:
        Refused: a month has no catalogue.

    """
    with desk.register.reading() as stores:
        known = versions_in(stores)
        return compare(in_force_of(known, before).catalogue, in_force_of(known, after).catalogue)
