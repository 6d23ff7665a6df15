"""The contact store: call attempts and answered surveys."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from app.models.contacting import survey_forms
from app.models.tables import attempts, surveys, tickets


class ContactStore:
    """Attempts and surveys within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_attempt(self, values: Mapping[str, Any]) -> int:
        """Adds one attempt; returns its id."""
        key = self._connection.execute(insert(attempts), dict(values)).inserted_primary_key
        return int(key[0]) if key else 0

    def attempt(self, attempt_id: int) -> Row[Any] | None:
        """One attempt, or None."""
        return self._connection.execute(select(attempts).where(attempts.c.id == attempt_id)).one_or_none()

    def change_attempt(self, attempt_id: int, values: Mapping[str, Any]) -> None:
        """Writes corrected columns of an attempt."""
        self._connection.execute(update(attempts).where(attempts.c.id == attempt_id).values(**values))

    def add_survey(self, values: Mapping[str, Any]) -> int:
        """Adds one survey in the ticket's next round; returns the round."""
        highest = select(func.max(surveys.c.round)).where(surveys.c.ticket_id == values["ticket_id"])
        number = int(self._connection.execute(highest).scalar() or 0) + 1
        self._connection.execute(insert(surveys), {**values, "round": number})
        return number

    def survey_forms(self) -> list[Row[Any]]:
        """Every survey form that was ever made here, first one first."""
        return list(self._connection.execute(select(survey_forms).order_by(survey_forms.c.id)))

    def add_survey_form(self, values: Mapping[str, Any]) -> int:
        """Keeps one survey form; nothing is ever overwritten. Returns its id."""
        key = self._connection.execute(insert(survey_forms), dict(values)).inserted_primary_key
        return int(key[0]) if key else 0

    def attempts_of(self, ticket_id: int) -> list[Row[Any]]:
        """A ticket's attempts, oldest first."""
        return list(
            self._connection.execute(
                select(attempts).where(attempts.c.ticket_id == ticket_id).order_by(attempts.c.at, attempts.c.id)
            )
        )

    def surveys_of(self, ticket_id: int) -> list[Row[Any]]:
        """A ticket's surveys, first answer first."""
        return list(
            self._connection.execute(select(surveys).where(surveys.c.ticket_id == ticket_id).order_by(surveys.c.round))
        )

    def attempts_between(self, start: datetime, end: datetime) -> list[Row[Any]]:
        """Attempts from `start` up to but without `end`, with their ticket's number and title."""
        query = (
            select(attempts, tickets.c.number.label("ticket_number"), tickets.c.title)
            .join(tickets, tickets.c.id == attempts.c.ticket_id)
            .where(attempts.c.at >= start, attempts.c.at < end)
            .order_by(attempts.c.at, attempts.c.id)
        )
        return list(self._connection.execute(query))

    def surveys_between(self, start: datetime, end: datetime) -> list[Row[Any]]:
        """Surveys from `start` up to but without `end`, with what the reports say of their tickets."""
        query = (
            select(
                surveys,
                tickets.c.number.label("ticket_number"),
                tickets.c.title,
                tickets.c.unit,
                tickets.c.street,
                tickets.c.excluded,
            )
            .join(tickets, tickets.c.id == surveys.c.ticket_id)
            .where(surveys.c.at >= start, surveys.c.at < end)
            .order_by(surveys.c.at, surveys.c.id)
        )
        return list(self._connection.execute(query))
