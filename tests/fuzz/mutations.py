"""Damages files at random: bytes, pieces, numbers, tokens, and the members within zipped documents."""

from __future__ import annotations

import io
import random
import struct
import zipfile

# What breaks readers: references far away, digits that are none, halves of characters, entities, huge numbers.
_REFERENCES = (
    b'r="E1000000000"', b'r="XFD1048576"', b'r="ZZZZZ2"', b'r="A0"', b"r='B900000'", b'r="A1048577"',
    b'uniqueCount="99999999999"', b'colspan="500"', b'rowspan="99999"', b'ss:Index="99999999999"',
)  # fmt: skip
TOKENS = (
    *_REFERENCES,
    "²".encode(), "①".encode(), b"9" * 400, b"-1", b"1e999", b"NaN", b"\xed\xa0\x80", b"\0", b"\xff\xfe",
    b"<!DOCTYPE a [", b"&#x0;", b"&#xD800;", b"<", b">", b'"', b"</row>", b"<row>", b'<c t="s"><v>99999999</v></c>',
    "２０２６年２月３０日".encode(), b"\r\n" * 300, b"=" * 100, b"1048577", b"A" * 5000,
)  # fmt: skip
_NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE)


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The content with a few damages; a zipped document is damaged within its members three times out of four."""
    if content.startswith(b"PK") and chance.random() < 0.75:
        return _within(content, chance)
    return _bytes(content, chance)


def _within(content: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    names = list(members)
    likely = [name for name in names if "sheet" in name or "workbook" in name or "document" in name or "hared" in name]
    for _ in range(chance.randint(1, 2)):
        name = chance.choice(likely if likely and chance.random() < 0.8 else names)
        if name not in members:
            continue
        if chance.random() < 0.05:
            del members[name]
        else:
            members[name] = _bytes(members[name], chance)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return made.getvalue()


def _bytes(content: bytes, chance: random.Random) -> bytes:
    body = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        if not body:
            return bytes(body)
        at = chance.randrange(len(body))
        match chance.randrange(8):
            case 0:
                body[at] ^= 1 << chance.randrange(8)
            case 1:
                body[at] = chance.randrange(256)
            case 2:
                body[at : at + 4] = struct.pack("<I", chance.choice(_NUMBERS))
            case 3:
                del body[at : at + chance.choice((1, 4, 30, 500))]
            case 4:
                body[at:at] = body[at : at + chance.choice((4, 40, 400))] * chance.choice((1, 2, 50))
            case 5:
                body[at:at] = chance.choice(TOKENS)
            case 6:
                _replace_reference(body, chance)
            case _:
                del body[at:]
    return bytes(body)


def _replace_reference(body: bytearray, chance: random.Random) -> None:
    """Puts a token in the place of an attribute that names a cell or a number of one."""
    places = [
        at
        for mark in (b' r="', b"Index=", b"colspan=", b"Count=")
        if (at := body.find(mark, chance.randrange(len(body)))) >= 0
    ]
    if places:
        at = chance.choice(places) + 1
        end = body.find(b'"', body.find(b'"', at) + 1)
        if end > at:
            body[at : end + 1] = chance.choice(_REFERENCES)
