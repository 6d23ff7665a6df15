"""The survey store: answered surveys and the versions of their form."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select

from app.models.shared.records import columns_of, records
from app.models.shared.writing import add_row
from app.models.survey.records import NewSurvey, NewSurveyForm, RatedSurvey, SurveyFormRecord, SurveyRecord
from app.models.survey.tables import survey_forms, surveys
from app.models.ticket.tables import tickets

_s, _t = surveys.c, tickets.c
_COLUMNS = columns_of(SurveyRecord, surveys)


class SurveyStore:
    """Surveys and their forms within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: NewSurvey) -> int:
        """Adds one survey in the ticket's next round; returns the round."""
        highest = select(func.max(_s.round)).where(_s.ticket_id == new.ticket_id)
        number = int(self._connection.execute(highest).scalar() or 0) + 1
        add_row(self._connection, surveys, new, round=number)
        return number

    def of_ticket(self, ticket_id: int) -> list[SurveyRecord]:
        """A ticket's surveys, first answer first."""
        query = select(*_COLUMNS).where(_s.ticket_id == ticket_id).order_by(_s.round)
        return records(SurveyRecord, self._connection.execute(query))

    def between(self, start: datetime, end: datetime) -> list[SurveyRecord]:
        """Surveys from `start` up to but without `end`, oldest first."""
        query = select(*_COLUMNS).where(_s.at >= start, _s.at < end).order_by(_s.at, _s.id)
        return records(SurveyRecord, self._connection.execute(query))

    def rated_between(self, start: datetime, end: datetime) -> list[RatedSurvey]:
        """The surveys from `start` up to but without `end`, as the rates count them, oldest first."""
        query = (
            select(_s.ticket_id, _s.valid, _s.contacted, _s.solved, _s.satisfied, _t.excluded)
            .join(tickets, _t.id == _s.ticket_id)
            .where(_s.at >= start, _s.at < end)
            .order_by(_s.at, _s.id)
        )
        return list(map(RatedSurvey._make, self._connection.execute(query)))

    def forms(self) -> list[SurveyFormRecord]:
        """Every entered survey form, oldest first."""
        query = select(*columns_of(SurveyFormRecord, survey_forms)).order_by(survey_forms.c.id)
        return records(SurveyFormRecord, self._connection.execute(query))

    def add_form(self, new: NewSurveyForm) -> int:
        """Adds one survey form; nothing is ever overwritten. Returns its id."""
        return add_row(self._connection, survey_forms, new)
