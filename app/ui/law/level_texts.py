"""Adds, moves up and removes levels of urgency in the texts of a new version."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from app.rules.intake.spellings import read_urgency
from app.rules.law.clocks import Urgency
from app.rules.law.urgency import GENERAL, LevelIcon, Tone
from app.ui.law.fields import BY_LEVEL, YES, level_names

_LADDER_HEAD = re.compile(r"[^:：]*")


def with_level(texts: Mapping[str, str], word: str) -> dict[str, str]:
    """The texts with a new most urgent level; its numbers and reminders start as a copy of the former first level."""
    levels = level_names(texts)
    first, first_word = levels[0]
    code = _code(word, [level for level, _ in levels])
    icons = [icon.value for icon in LevelIcon]
    used = {texts[f"level.{level}.icon"] for level, _ in levels}
    look = {"tone": Tone.RED.value, "icon": next((icon for icon in icons if icon not in used), icons[0])}
    described = {"word": word, **look, "pressing": YES}
    added = {f"level.{code}.{name}": text for name, text in described.items()}
    added |= {f"{key}.{code}": texts[f"{key}.{first}"] for key in BY_LEVEL}
    lines = [_renamed(line, first_word, word) for line in _lines_of(texts["ladder"], first_word)]
    return {**added, **texts, "ladder": "\n".join(filter(None, [texts["ladder"], *lines]))}


def without_level(texts: Mapping[str, str], code: Urgency) -> dict[str, str]:
    """The texts without a level and without the reminders of its tickets alone."""
    word = texts[f"level.{code}.word"].strip()
    gone = {f"{key}.{code}" for key in BY_LEVEL}
    kept = {key: text for key, text in texts.items() if key not in gone and not key.startswith(f"level.{code}.")}
    lines = _lines_of(texts["ladder"], word)
    return {**kept, "ladder": "\n".join(line for line in texts["ladder"].splitlines() if line not in lines)}


def moved_up(texts: Mapping[str, str], code: Urgency) -> dict[str, str]:
    """The texts with a level moved one place up."""
    codes = [level for level, _ in level_names(texts)]
    place = codes.index(code)
    codes[max(0, place - 1) : place + 1] = reversed(codes[max(0, place - 1) : place + 1])
    described = {key: texts[key] for level in codes for key in texts if key.startswith(f"level.{level}.")}
    return described | {key: text for key, text in texts.items() if key not in described}


def may_move_up(codes: Sequence[Urgency], code: Urgency) -> bool:
    """Whether a level can move up; the level of unmarked tickets stays the lowest."""
    return code not in {codes[0], GENERAL}


def _code(word: str, used: Sequence[Urgency]) -> Urgency:
    known = read_urgency(word)
    if known is not None and known not in used:
        return known
    return next(code for n in range(1, len(used) + 2) if (code := Urgency(f"level-{n}")) not in used)


def _lines_of(ladders: str, word: str) -> list[str]:
    return [line for line in ladders.splitlines() if word and word in _words_of(line)]


def _words_of(line: str) -> list[str]:
    return re.split(r"[·\s,，、]+", _head(line))


def _renamed(line: str, word: str, new: str) -> str:
    head = _head(line)
    return " · ".join(new if part == word else part for part in _words_of(line) if part) + line[len(head) :]


def _head(line: str) -> str:
    found = _LADDER_HEAD.match(line)
    return found[0] if found is not None else ""
