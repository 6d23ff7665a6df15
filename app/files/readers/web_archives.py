"""Reads single-file web pages (MHTML), as spreadsheets and browsers save them, often named .xls or .doc."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_binary_file
from email.message import Message
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from app.files.readers.archives import refuse_bomb, refuse_truncated
from app.files.readers.decoding import lines_of
from app.files.readers.markup import html_sheet
from app.files.shared.rows import Sheet

_HEAD = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,12}?(?:MIME-Version|Content-Type):", re.I
)
_LOOKED_AT = 4096
_LARGEST = 100 << 20
_MOST_PARTS = 500


def is_web_archive(start: bytes) -> bool:
    """Whether a file that begins so is a web page in one file."""
    return _HEAD.match(start[:_LOOKED_AT]) is not None


def web_archive_sheets(path: Path) -> Iterator[Sheet]:
    """The pages with tables in a web archive, each as one sheet.

    Raises:
        FileRefused: it holds no page with a table, or more than can be read.

    """
    if path.stat().st_size > _LARGEST:
        raise refuse_bomb()
    with path.open("rb") as file:
        message = message_from_binary_file(file)
    count = 0
    for part in message.walk():
        content = _page(part)
        if b"<table" not in content.lower():
            continue
        count += 1
        if count > _MOST_PARTS:
            raise refuse_bomb()
        yield html_sheet(_name(part) or path.stem, lines_of(content))
    if not count:
        raise refuse_truncated()


def _page(part: Message) -> bytes:
    content = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
    return content if isinstance(content, bytes) else b""


def _name(part: Message) -> str:
    """The name of a page by where it stood, as sheet001."""
    place = unquote(str(part.get("Content-Location", ""))).replace("\\", "/")
    return PurePosixPath(place).stem
