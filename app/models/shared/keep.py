"""The keep store: settings, people, typed drafts, saved queues, marks, upkeep runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from app.base.people import Person
from app.models.shared import direct
from app.models.shared.keep_tables import QueueText, marks, people, saved_queues, settings, typed_drafts, upkeep_runs
from app.models.shared.records import columns_of, record, records

_STAMP = (
    "SELECT coalesce((SELECT max(id) FROM journal), 0) || ' ' || coalesce((SELECT max(saved_at) FROM typed_drafts), 0)"
)


@dataclass(frozen=True, slots=True)
class SavedQueueRecord:
    """A list that a person saved, and its query."""

    id: int
    name: str
    query: QueueText


@dataclass(frozen=True, slots=True)
class TypedRecord:
    """A typed draft that was not saved yet."""

    key: str
    text: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class UpkeepRun:
    """One run of the upkeep."""

    at: datetime
    kind: str
    ok: bool
    text: str


class KeepStore:
    """Small keyed things within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _put(self, table: Table, key: str, values: dict[str, str | datetime]) -> None:
        column = table.c[key]
        self._connection.execute(delete(table).where(column == values[key]))
        self._connection.execute(insert(table), values)

    def settings(self) -> dict[str, str]:
        """Every setting that differs from its default."""
        return {row.name: row.value for row in self._connection.execute(select(settings))}

    def put_setting(self, name: str, value: str) -> None:
        """Saves a setting."""
        self._put(settings, "name", {"name": name, "value": value})

    def mark(self, name: str) -> str | None:
        """A mark's value, or None."""
        return self._connection.execute(select(marks.c.value).where(marks.c.name == name)).scalar()

    def put_mark(self, name: str, value: str) -> None:
        """Saves a mark."""
        self._put(marks, "name", {"name": name, "value": value})

    def people(self) -> list[Person]:
        """Everybody who has signed in, latest first."""
        query = select(people.c.name, people.c.role).order_by(people.c.last_seen.desc())
        return records(Person, self._connection.execute(query))

    def put_person(self, person: Person, at: datetime) -> None:
        """Notes that a person signed in."""
        self._put(people, "name", {"name": person.name, "role": person.role, "last_seen": at})

    def typed(self, key: str) -> str | None:
        """A typed draft that was not saved yet, or None."""
        return self._connection.execute(select(typed_drafts.c.text).where(typed_drafts.c.key == key)).scalar()

    def every_typed(self) -> list[TypedRecord]:
        """Every typed draft, the last one first."""
        query = select(*columns_of(TypedRecord, typed_drafts)).order_by(typed_drafts.c.saved_at.desc())
        return records(TypedRecord, self._connection.execute(query))

    def put_typed(self, key: str, text: str, at: datetime) -> None:
        """Saves a typed draft."""
        self._put(typed_drafts, "key", {"key": key, "text": text, "saved_at": at})

    def drop_typed(self, key: str) -> None:
        """Deletes a typed draft."""
        self._connection.execute(delete(typed_drafts).where(typed_drafts.c.key == key))

    def rename_typed(self, key: str, new: str) -> None:
        """Puts a typed draft under another key."""
        self._connection.execute(update(typed_drafts).where(typed_drafts.c.key == key).values(key=new))

    def saved_queues(self) -> list[SavedQueueRecord]:
        """Saved queues by name."""
        query = select(*columns_of(SavedQueueRecord, saved_queues)).order_by(saved_queues.c.name)
        return records(SavedQueueRecord, self._connection.execute(query))

    def put_queue(self, name: str, query: QueueText) -> int:
        """Saves a queue under a name; an older one of that name is replaced."""
        self._connection.execute(delete(saved_queues).where(saved_queues.c.name == name))
        key = self._connection.execute(insert(saved_queues), {"name": name, "query": query}).inserted_primary_key
        return int(key[0]) if key else 0

    def drop_queue(self, queue_id: int) -> None:
        """Deletes a saved queue."""
        self._connection.execute(delete(saved_queues).where(saved_queues.c.id == queue_id))

    def note_run(self, kind: str, at: datetime, *, ok: bool, text: str) -> None:
        """Notes one upkeep run."""
        self._connection.execute(insert(upkeep_runs), {"kind": kind, "at": at, "ok": ok, "text": text})

    def last_run(self, kind: str) -> UpkeepRun | None:
        """The newest run of a kind, or None."""
        query = select(*columns_of(UpkeepRun, upkeep_runs)).where(upkeep_runs.c.kind == kind)
        return record(
            UpkeepRun, self._connection.execute(query.order_by(upkeep_runs.c.id.desc()).limit(1)).one_or_none()
        )

    def failing_since(self, kind: str) -> datetime | None:
        """When the first failed run after the last good one of a kind was; None when the last one was good."""
        good = select(func.max(upkeep_runs.c.id)).where(upkeep_runs.c.kind == kind, upkeep_runs.c.ok.is_(True))
        after = func.coalesce(good.scalar_subquery(), 0)
        query = select(upkeep_runs.c.at).where(upkeep_runs.c.kind == kind, upkeep_runs.c.id > after)
        return self._connection.execute(query.order_by(upkeep_runs.c.id).limit(1)).scalar()

    def content_stamp(self) -> str:
        """A text that changes with every journal line and every typed draft, but not with marks and runs."""
        return str(direct.scalar(self._connection, _STAMP))
