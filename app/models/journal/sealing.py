"""Keeps personal texts of the journal beside its lines: a line holds their salted digests, so they can be erased.

A line about a ticket keeps as plain text only what cannot be personal: the values of unmasked fields, and the texts
of verbs that the program words alone. Everything else stands in rows of `journal_texts`; an erased row has neither text
nor salt, and the hash of its line still holds.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.rules.journal import OWN_WORDS, JournalVerb
from app.rules.ticket.field_kinds import Mask
from app.rules.ticket.fields import TICKET_FIELDS

# What a reader sees where a text was erased.
ERASED = "（已删除）"
# The field and part of a line's own text; those of a change are its word, and OLD or NEW.
TEXT = ("", "text")
OLD, NEW = "old", "new"
_PLAIN_WORDS = frozenset(field.word for field in TICKET_FIELDS if field.word and field.mask is Mask.NONE)
_SALT_BYTES = 12
_DIGEST_LENGTH = 32
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

Place = tuple[str, str]
Texts = Mapping[Place, str | None]


@dataclass(frozen=True, slots=True)
class Sealed:
    """The stored form of a line's text and changes; `rows` are (field, part, text, salt)."""

    text: str
    text_digest: str
    changes: str
    rows: tuple[tuple[str, str, str, str], ...]


def text_digest(salt: str, text: str) -> str:
    """The salted digest of a text, as a line holds it."""
    return hashlib.sha256(f"{salt}:{text}".encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST_LENGTH]


def seal(verb: JournalVerb, text: str, changes: Mapping[str, tuple[str, str]] | None, *, of_ticket: bool) -> Sealed:
    """Sets the personal texts of a line apart."""
    if verb in OWN_WORDS or not of_ticket or not text:
        kept, own, rows = text, "", list[tuple[str, str, str, str]]()
    else:
        own, row = _apart(*TEXT, text)
        kept, rows = "", [row]
    if not changes:
        return Sealed(kept, own, "{}", tuple(rows))
    stored: dict[str, object] = {}
    for word, (old, new) in changes.items():
        if word in _PLAIN_WORDS or not of_ticket:
            stored[word] = (old, new)
            continue
        stored[word] = {part: "" for part in (OLD, NEW)}
        for part, value in ((OLD, old), (NEW, new)):
            if value:
                digest, row = _apart(word, part, value)
                stored[word][part] = digest  # type: ignore[index]
                rows.append(row)
    return Sealed(kept, own, _encode(stored), tuple(rows))


def _apart(field: str, part: str, text: str) -> tuple[str, tuple[str, str, str, str]]:
    salt = secrets.token_hex(_SALT_BYTES)
    return text_digest(salt, text), (field, part, text, salt)


def read_text(text: str, digest: str, texts: Texts) -> str:
    """The text of a line, with the texts that stand beside it."""
    return _shown(texts.get(TEXT)) if digest else text


def read_changes(changes: str, texts: Texts) -> dict[str, tuple[str, str]]:
    """The changes of a line, with the texts that stand beside it."""
    if changes == "{}":
        return {}
    stored: dict[str, Any] = json.loads(changes)
    return {word: _pair(word, value, texts) for word, value in stored.items()}


def _pair(word: str, value: Any, texts: Texts) -> tuple[str, str]:
    if isinstance(value, dict):
        old, new = (_shown(texts.get((word, part))) if value[part] else "" for part in (OLD, NEW))
        return old, new
    old, new = value
    return old, new


def _shown(text: str | None) -> str:
    return ERASED if text is None else text


def digests_of(text_digest: str, changes: str) -> Iterator[tuple[Place, str]]:
    """The places of a line's texts apart, each with the digest in the line.

    Raises:
        ValueError: the changes are not such as a line has.

    """
    if text_digest:
        yield TEXT, text_digest
    if changes == "{}":
        return
    stored = json.loads(changes)
    if not isinstance(stored, dict):
        raise ValueError(changes)
    for word, value in stored.items():
        yield from _digests_in(word, value)


def _digests_in(word: str, value: Any) -> Iterator[tuple[Place, str]]:
    match value:
        case {"old": str(old), "new": str(new)} if len(value) == 2:
            yield from (((word, part), digest) for part, digest in ((OLD, old), (NEW, new)) if digest)
        case [str(), str()]:
            pass
        case _:
            raise ValueError(word)


def holds(digests: Iterable[tuple[Place, str]], rows: Mapping[Place, tuple[object, object]]) -> bool:
    """Whether the rows beside a line, (text, salt) each, are those of its digests, or erased; none missing or added."""
    expected = dict(digests)
    if expected.keys() != rows.keys():
        return False
    for place, (text, salt) in rows.items():
        if text is None and salt is None:
            continue
        if not isinstance(text, str) or not isinstance(salt, str) or text_digest(salt, text) != expected[place]:
            return False
    return True
