"""The commands about rules: why a clock ends when it does, and which deadlines other rules would move."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.base.clock import iso
from app.desk.law_moves import Move
from app.desk.rows import ClockRow, TicketDetail
from app.rules.states import CLOCK_WORDS
