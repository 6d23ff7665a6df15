"""Reads exported workbooks as a person does: past the head of a sheet, from its heading on."""

from __future__ import annotations

from typing import Any

from openpyxl.worksheet.worksheet import Worksheet


def heading_row(sheet: Worksheet) -> int:
    """The row of the headings, from 1: the last one of those that stay in sight."""
    return int("".join(filter(str.isdigit, str(sheet.freeze_panes)))) - 1


def table_of(sheet: Worksheet) -> list[tuple[Any, ...]]:
    """The headings and everything under them."""
    return list(sheet.iter_rows(min_row=heading_row(sheet), values_only=True))


def head_of(sheet: Worksheet) -> list[str]:
    """The lines above the headings."""
    return [str(row[0]) for row in sheet.iter_rows(max_row=heading_row(sheet) - 1, values_only=True)]
