"""What would be read from a file, for the person who decides whether to import it."""

from __future__ import annotations

from dataclasses import dataclass

from app.rules.intake.headings import Certainty


@dataclass(frozen=True, slots=True)
class PreviewColumn:
    """One column: its field or None and how sure that is, how many of the first rows fill it, and an example.

    Without a field a `settled` one need not be named; the field of a `sensed` one is known by words and values alone,
    that of a `named` one was chosen by a person.
    """

    header: str
    field: str | None
    certainty: Certainty
    filled: int
    example: str
    settled: bool = False
    sensed: bool = False
    named: bool = False

    @property
    def unused(self) -> bool:
        """Whether it holds something, feeds no field and is to be named."""
        return self.field is None and not self.settled and self.filled > 0


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """What would be read from one sheet: (header, field or None) from left to right, first rows as texts.

    `columns` are the same from left to right, with what is known of them.
    """

    name: str
    headers: tuple[tuple[str, str | None], ...]
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[PreviewColumn, ...] = ()


@dataclass(frozen=True, slots=True)
class FilePreview:
    """What would be read from a file; `kind` names files with these headers, for remembered aliases.

    `refusal` is why the file would be refused, with the sheet that comes nearest to tickets, so that
    a person can name its columns; "" when the file can be taken in. `attachable` says that the rows of a table
    without numbers can be looked for among the known tickets.
    """

    sheets: tuple[SheetPreview, ...]
    skipped: tuple[str, ...]
    kind: str
    refusal: str = ""
    attachable: bool = False
