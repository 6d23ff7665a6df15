"""What a ticket is called: its title, or the beginning of its content."""

from __future__ import annotations

from typing import Protocol

_TITLE_FROM_CONTENT = 40


class Titled(Protocol):
    """What has a ticket's title and content: the ticket itself, or a record joined with it."""

    @property
    def title(self) -> str: ...  # noqa: D102

    @property
    def content(self) -> str: ...  # noqa: D102


def title_of(row: Titled) -> str:
    """The ticket's title; when a file gave none, the beginning of its content."""
    return row.title or row.content[:_TITLE_FROM_CONTENT] or "（无标题）"
