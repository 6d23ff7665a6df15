"""What a line of a ticket list is made of: the names of its columns, told without loading the tables."""

from __future__ import annotations

# A clock that will never run out: keeps rows without a running clock at the end of every list.
NEVER = 253_402_300_799
LINE_COLUMNS = (
    "id", "number", "title", "urgency", "status", "street", "merchant", "unit", "next_clock", "next_due",
    "dispatched_at", "dispatched_basis", "sign_due_at", "signed_at", "deadline_at", "closed_at", "backlog", "version",
    "ruled_at",
)  # fmt: skip
