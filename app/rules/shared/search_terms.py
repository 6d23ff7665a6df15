"""The tokens of the text search, and the queries for what a person types.

Every Han character and sign is one token; within a run of letters and digits the token at each place is
the next four of the run, so that numbers, of which every ticket has many, stay quick to find. Signs that a search
takes for one another (`search_variants`) have one token, so a phrase of tokens matches exactly where its text occurs
in a field in any of their spellings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from app.rules.shared.search_variants import FOLDS, INVISIBLE, folded

_GRAM = 4
_RUN = re.compile(r"([0-9A-Za-z]+)")
# Signs that stand for a letter or a digit: they must be known before a text is cut into runs.
_TO_RUNS = {code: plain for code, plain in FOLDS.items() if plain.isascii() and plain.isalnum()}
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
# In the tokens of a text that must be put into runs first.
_BEFORE_RUNS = "\x01"
# Groups of digits between blanks, hyphens and brackets, as people write phone and ticket numbers.
_GROUPS = re.compile(r"(?<!\S)[+(]*[0-9]+(?:[ ()-]+[0-9]+)+(?!\S)")
_DIGITS = re.compile(r"[0-9]+")
# Fewer digits are as likely two numbers, more are no number.
_SHORTEST_NUMBER, _LONGEST_NUMBER = 7, 19
_MOST_GROUPS = 4
_COUNTRY = re.compile(r"(?:00)?86(?=1[3-9][0-9]{9}$)")


class _Signs(dict[int, str]):
    """Maps a character outside runs to its token between spaces: Han stand for themselves, others by their code.

    The ø in front keeps them apart from every run: runs are ASCII.
    """

    def __missing__(self, code: int) -> str:
        sign = FOLDS.get(code) or chr(code)
        lower = sign.lower()
        token = sign if 0x4E00 <= ord(sign) <= 0x9FA5 else f"ø{ord(lower) if len(lower) == 1 else ord(sign):x}"
        self[code] = _BEFORE_RUNS if code in _TO_RUNS or _INVISIBLE.match(sign) else f" {token} "
        return self[code]


_SIGNS = _Signs()
# Stands between two fields, so that no phrase reaches across; no other character maps to its token.
_BORDER = "\x00"
_SIGNS[ord(_BORDER)] = " øborder "


def document(values: Iterable[str | None]) -> str:
    """The searched fields of one ticket (`SEARCHED` of app.rules.ticket.fields) as tokens."""
    return _tokens(_BORDER.join(filter(None, values)))


def phrase(text: str) -> str:
    """The FTS5 query that finds `text` as a substring, ASCII letters without regard to case.

    A run at the end of the text may go on in the field: its last token is then only the beginning of one.
    """
    parts = _RUN.split(_in_runs(text.replace(_BORDER, "")))
    last = parts[-2].lower() if len(parts) > 1 and not parts[-1] else ""
    whole = parts[:-2] if last else parts
    tokens = _tokens("".join(whole)).split()
    if not last:
        return f'"{" ".join(tokens)}"'
    tokens += [last[place : place + _GRAM] for place in range(max(1, len(last) - _GRAM + 1))]
    return f'"{" ".join(tokens)}"' + ("" if len(last) >= _GRAM else "*")


@lru_cache(maxsize=64)
def queries(text: str) -> tuple[str, ...]:
    """The FTS5 queries for what a person types: what the first of them with any hit finds is what was meant.

    All words must occur, in any order and field. Groups of digits that can be one number (138 1234 0070, 0512-6612)
    are first taken as that number, without signs between its groups or with any, then as words of their own.
    """
    return tuple(dict.fromkeys(_all_of(words) for words in _readings(text)))


@lru_cache(maxsize=64)
def spellings(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of what a person types, folded, each with every spelling in which it may stand; numbers in one piece.

    For searches that look into columns, and for marking: a text is found when it has a spelling of every word.
    """
    return next(iter(_readings(text)), ())


def says_all(text: str, search: str) -> bool:
    """Whether a short text has every word that a person types, in one of its spellings; nothing is in every text."""
    plain = folded(text).lower()
    return all(any(word.lower() in plain for word in spelt) for spelt in spellings(search))


def _readings(text: str) -> list[tuple[tuple[str, ...], ...]]:
    """What a text may mean, the likeliest first: its words with the spellings of each."""
    plain = " ".join(folded(_INVISIBLE.sub("", text.replace(_BORDER, ""))).split())
    words = tuple((word,) for word in dict.fromkeys(plain.split()))
    numbers = [(found.span(), _of_number(found[0])) for found in _GROUPS.finditer(plain)]
    numbers = [one for one in numbers if one[1]]
    if not numbers:
        return [words] if words else []
    whole, at = list[tuple[str, ...]](), 0
    for (start, end), spelt in numbers:
        whole += [(word,) for word in plain[at:start].split()] + [spelt]
        at = end
    whole += [(word,) for word in plain[at:].split()]
    return [tuple(dict.fromkeys(whole)), words]


def _of_number(written: str) -> tuple[str, ...]:
    """The spellings of a number written in groups; none when the groups are more likely several numbers."""
    groups = _DIGITS.findall(written)
    joined = "".join(groups)
    if not _SHORTEST_NUMBER <= len(joined) <= _LONGEST_NUMBER:
        return ()
    parted = [(joined,)] if len(groups) > _MOST_GROUPS else _partings(groups)
    spelt = (sign.join(parts) for parts in parted for sign in "- ")
    return tuple(dict.fromkeys((joined, _COUNTRY.sub("", joined), *spelt, written)))


def _partings(groups: Sequence[str]) -> list[tuple[str, ...]]:
    """Every way to run neighbouring groups together, the whole number first."""
    parted: list[tuple[str, ...]] = [(groups[0],)]
    for group in groups[1:]:
        parted = [
            *((*parts[:-1], parts[-1] + group) for parts in parted),
            *((*parts, group) for parts in parted),
        ]
    return parted


def _all_of(words: Sequence[Sequence[str]]) -> str:
    if len(words) == 1:
        return _any_of(words[0])
    return " AND ".join(f"({_any_of(spelt)})" for spelt in words)


def _any_of(spelt: Sequence[str]) -> str:
    return " OR ".join(map(phrase, spelt))


def _in_runs(text: str) -> str:
    """The text without invisible signs, with full-width letters and digits, and signs for 0, as plain ones."""
    return _INVISIBLE.sub("", text).translate(_TO_RUNS)


def _tokens(text: str) -> str:
    parts = _RUN.split(text)
    for index in range(0, len(parts), 2):
        parts[index] = parts[index].translate(_SIGNS)
    for index in range(1, len(parts), 2):
        parts[index] = _grams(parts[index].lower())
    tokens = "".join(parts)
    return _tokens(_in_runs(text)) if _BEFORE_RUNS in tokens else tokens


def _grams(run: str) -> str:
    return " ".join([run[place : place + _GRAM] for place in range(len(run))])
