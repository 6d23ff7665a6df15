"""What one row of a file becomes: a ticket draft or a problem, never an exception."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

# The fields a file can say about a ticket, in their normalised form (None or "" = the file does not say):
#   text   number source other_number title content type nature category_1 category_2 category_3 tags
#          urgency_raw caller phone_raw phones caller_address street community place merchant unit office
#          result reply platform_status platform_valid platform_contacted platform_solved platform_satisfied
#   enum   urgency (Urgency) · time_class (TimeClass) · status (TicketStatus)
#   time   dispatched_at city_dispatched_at called_at created_on deadline_at closed_at (aware UTC datetime)
#   whole  month_count year_count (int)
#   word   dispatched_basis: "" when the file gave the dispatch time, else what it was estimated from
#          (one of "市派单时间", "来电时间", "创建时间", "编号日期", "导入时间")
# `phones` holds the normalised numbers joined by one space, in the order found.
DRAFT_FIELDS = (
    "source", "other_number", "title", "content", "type", "nature", "category_1", "category_2", "category_3",
    "tags", "urgency", "urgency_raw", "time_class", "status", "platform_status", "caller", "phone_raw", "phones",
    "caller_address", "street", "community", "place", "merchant", "unit", "office", "dispatched_at",
    "dispatched_basis", "city_dispatched_at", "called_at", "created_on", "deadline_at", "closed_at",
    "result", "reply", "platform_valid", "platform_contacted", "platform_solved", "platform_satisfied",
    "month_count", "year_count",
)  # fmt: skip


@dataclass(slots=True)
class TicketDraft:
    """One row that can become a ticket.

    `values` holds only what the file says (keys from DRAFT_FIELDS); `raw` the cell texts that normalising
    changed, by field; `extra` unknown columns by their header; `document` the search tokens, when already made.
    """

    sheet: str
    row: int
    number: str
    values: dict[str, Any]
    raw: dict[str, str] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    document: str = ""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why one row is refused, at its place; `cells` is the whole row as read, for the problems workbook."""

    sheet: str
    row: int
    column: str
    value: str
    number: str
    reason: str
    cells: tuple[str, ...] = ()
