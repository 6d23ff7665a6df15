"""The fields a person can choose for a column of a file, and the types of a preview."""

from __future__ import annotations

from app.files.intake.previews import FilePreview, SheetPreview
from app.files.shared.headers import IGNORED, field_names
from app.rules.ticket.fields import FIELD_WORDS

Preview = FilePreview
PreviewSheet = SheetPreview
# A whole category path in one column feeds three fields; "ignored" columns carry nothing about a ticket.
_OWN_WORDS = {"category": "分类（整列）", IGNORED: "不导入"}


def field_word(field: str) -> str:
    """What the screens call a field that a column feeds."""
    return _OWN_WORDS.get(field) or FIELD_WORDS[field]


def choices() -> dict[str, str]:
    """Field → word for every field that a person can name for a column."""
    return {field: field_word(field) for field in field_names()}
