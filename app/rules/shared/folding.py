"""Normalises texts: half-width characters, plain spaces, no invisible marks."""

from __future__ import annotations

_TO_SPACE = "\u3000\u00a0\u2002\u2003\u2009\u202f\t\r\n\v\f"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"
_FOLD: dict[int, str | None] = {
    **{0xFF01 + step: chr(0x21 + step) for step in range(94)},
    **dict.fromkeys(map(ord, _TO_SPACE), " "),
    **dict.fromkeys(map(ord, _INVISIBLE), None),
}
_SAME_LENGTH = {sign: to for sign, to in _FOLD.items() if to is not None}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣"), "-")

# Texts that stand for an empty cell; compared without blanks, in lower case, with every dash as "-".
_NOTHING = frozenset(
    {"", "-", "--", "---", "/", "\\", "无", "空", "暂无", "未填", "未填写", "null", "none", "nan", "nat", "n/a"}
)


def fold(text: str) -> str:
    """The text with full-width letters, digits and signs made half-width, odd blanks made spaces, ends trimmed."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return text.translate(_FOLD).strip()


def half_width(text: str) -> str:
    """The text in half width with plain spaces and dashes, character by character: positions do not change."""
    return text if text.isascii() else text.translate(_SAME_LENGTH).translate(_DASHES)


def whole_characters(text: str) -> str:
    """The text without halves of characters, which no file and no register can hold, and without NUL.

    Two halves that belong together become their character, any other half the sign for an unreadable one.
    """
    if text.isascii():
        return text.replace("\0", "")
    if not any("\ud800" <= sign <= "\udfff" for sign in text):
        return text.replace("\0", "")
    return text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def squeeze(text: str) -> str:
    """The folded text without any blank."""
    return "".join(text.translate(_FOLD).split())


def fold_word(word: str) -> str:
    """A word as words are compared: half-width, without blanks, in lower case."""
    return squeeze(word).lower()


def plain_dashes(text: str) -> str:
    """The text with every kind of dash and minus as the plain hyphen."""
    return text if text.isascii() else text.translate(_DASHES)


def says_nothing(text: str) -> bool:
    """Whether a cell's text stands for an empty cell (无, 空, —, null …)."""
    return plain_dashes(squeeze(text)).lower() in _NOTHING
