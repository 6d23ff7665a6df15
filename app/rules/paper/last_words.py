"""The words that an analyst put into a paper, and how the next one of its kind begins from them."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.rules.paper.comparison import Line
from app.rules.paper.model import Block, Paper, Paragraph, PrintedFigure, Run, Section

# Stands in the place of a number of the last period until somebody writes the new one.
BLANK = "＿＿"
# What a writer puts before a heading or a caption: 一、 （一） 1. 表1
_NUMERAL = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、]|[图表]\d+(?=\s))\s*")
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
# Numbers that are part of a name stay: titles of laws, their articles, the hotline.
_NUMBER = re.compile(r"(?P<name>《[^》]*》|第\d+[条款项]|(?<!\d)12345(?!\d))|\d+(?:[.．,，:：\-—]\d+)*")
_FIGURE = re.compile(r"\{([^{}|]+\|[0-9a-f]{16})\}")
_PARTED, _INSTEAD = "\n", "\t"
# Sentences that every paper begins with in the same words.
_FIXED = frozenset({"总体情况", "基本情况"})
_ALIKE = 0.6


def analyst_words(lines: Sequence[Line], built: Paper, *, numbers: bool = False) -> dict[str, str]:
    """The words of an edited file that the program has not written, by heading, as `with_words` takes them.

    A line is a paragraph of the analyst's own, or "the program's sentence, tab, the analyst's instead of it" with each
    figure by its tag in braces. Numbers that are no figures become BLANK, unless `numbers` stay: they are those of that
    period.
    """
    written: dict[str, list[str]] = defaultdict(list)
    for section in built.sections:
        written[section.heading] += [_sentence(block) for block in section.blocks if isinstance(block, Paragraph)]
    found: dict[str, list[str]] = {}
    for heading, own in _by_heading(lines, built):
        missing = [sentence for sentence in written[heading] if sentence not in own]
        for sentence in own:
            if sentence in written[heading]:
                continue
            instead = _instead_of(sentence, missing)
            if instead:
                missing.remove(instead)
            kept = sentence if numbers else _blanked(sentence)
            if instead and heading not in _FIXED and BLANK not in kept:
                found.setdefault(heading, []).append(f"{instead}{_INSTEAD}{kept}")
            elif not _FIGURE.search(sentence):
                found.setdefault(heading, []).append(kept)
    return {heading: _PARTED.join(texts) for heading, texts in found.items()}


def with_words(paper: Paper, words: Mapping[str, str], *, blanks: bool) -> Paper:
    """The paper with these words under the headings that it has; `blanks` takes paragraphs with open places too.

    A sentence of the program gives way to the analyst's only where the program would write the very same one again; it
    takes the figures of this paper. What the paper says itself is not taken twice.
    """
    return replace(paper, sections=tuple(_with(one, words.get(one.heading, ""), blanks) for one in paper.sections))


def blanks_in(lines: Sequence[Line]) -> int:
    """How many places of a file wait for a number."""
    return sum(line.text.count(BLANK) for line in lines)


def _with(section: Section, words: str, blanks: bool) -> Section:
    lines = [line for line in words.split(_PARTED) if line]
    swaps = dict(line.split(_INSTEAD, 1) for line in lines if _INSTEAD in line)
    own = {_sentence(block) for block in section.blocks if isinstance(block, Paragraph)}
    added = [
        Paragraph((line,))
        for line in lines
        if _INSTEAD not in line and line not in own and (blanks or BLANK not in line)
    ]
    if not added and own.isdisjoint(swaps):
        return section
    return replace(section, blocks=(*(_swapped(block, swaps) for block in section.blocks), *added))


def _swapped(block: Block, swaps: Mapping[str, str]) -> Block:
    instead = swaps.get(_sentence(block)) if isinstance(block, Paragraph) else None
    if instead is None or not isinstance(block, Paragraph):
        return block
    figures = {run.tag: run for run in block.runs if isinstance(run, PrintedFigure)}
    parts = _FIGURE.split(instead)
    runs: list[Run] = [figures[part] if place % 2 else part for place, part in enumerate(parts) if part]
    return Paragraph(tuple(runs))


def _by_heading(lines: Sequence[Line], built: Paper) -> Iterator[tuple[str, list[str]]]:
    """The running text of a file under each heading of the paper, its figures by their tags."""
    headings = {section.heading for section in built.sections if section.heading}
    captions = {
        block.caption for section in built.sections for block in section.blocks if not isinstance(block, Paragraph)
    }
    known = {*captions, built.title, built.subtitle, built.office}
    found: dict[str, list[str]] = {}
    heading = ""
    for line in lines:
        text = line.text.strip()
        bare = _NUMERAL.sub("", text)
        if bare in headings:
            heading = bare
        elif heading and bare and not line.label and not {text, bare} & known and not _DATE.fullmatch(text):
            found.setdefault(heading, []).append(_line_sentence(line))
    yield from found.items()


def _sentence(paragraph: Paragraph) -> str:
    return "".join(run if isinstance(run, str) else f"{{{run.tag}}}" for run in paragraph.runs).strip()


def _line_sentence(line: Line) -> str:
    return "".join(f"{{{piece.tag}}}" if piece.tag else piece.text for piece in line.pieces).strip()


def _instead_of(sentence: str, missing: Sequence[str]) -> str:
    """The sentence of the program in whose place this one stands: the same figures, much the same words; "" if none."""
    tags = sorted(_FIGURE.findall(sentence))
    words = _FIGURE.sub("", sentence)
    alike = [
        (difflib.SequenceMatcher(None, words, _FIGURE.sub("", other)).ratio(), other)
        for other in missing
        if sorted(_FIGURE.findall(other)) == tags
    ]
    best = max(alike, default=(0.0, ""))
    return best[1] if best[0] >= (_ALIKE if not tags else _ALIKE / 2) else ""


def _blanked(sentence: str) -> str:
    """The sentence with BLANK for each number that is neither a figure nor part of a name."""
    parts = _FIGURE.split(sentence)
    return "".join(
        f"{{{part}}}" if place % 2 else _NUMBER.sub(lambda one: one["name"] or BLANK, part)
        for place, part in enumerate(parts)
    )
