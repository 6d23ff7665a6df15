"""The fields a person can choose for a column of a file, and the types of a preview."""

from __future__ import annotations

from app.files.intake.previews import FilePreview, PreviewColumn, SheetPreview
from app.files.shared.headers import IGNORED, KEPT, field_names
from app.rules.ticket.fields import FIELD_WORDS

Preview = FilePreview
PreviewSheet = SheetPreview
SheetColumn = PreviewColumn
KEPT_WORD = "原样保留"
# What a column can become that feeds no field.
NO_FIELD = {KEPT: KEPT_WORD, IGNORED: "不导入"}
# A whole category path in one column feeds three fields; "ignored" columns carry nothing about a ticket.
_OWN_WORDS = {"category": "分类（整列）", **NO_FIELD}


def field_word(field: str) -> str:
    """What the screens call a field that a column feeds."""
    return _OWN_WORDS.get(field) or FIELD_WORDS[field]


def choices() -> dict[str, str]:
    """Field → word for every field that a person can name for a column."""
    return {field: field_word(field) for field in field_names()}
