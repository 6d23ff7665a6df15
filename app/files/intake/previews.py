"""What would be read from a file, for the person who decides whether to import it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """What would be read from one sheet: (header, field or None) from left to right, first rows as texts."""

    name: str
    headers: tuple[tuple[str, str | None], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FilePreview:
    """What would be read from a file; `kind` names files with these headers, for remembered aliases.

    `refusal` is why the file would be refused, with the sheet that comes nearest to tickets, so that
    a person can name its columns; "" when the file can be taken in.
    """

    sheets: tuple[SheetPreview, ...]
    skipped: tuple[str, ...]
    kind: str
    refusal: str = ""
