"""The next paper begins from the last one's words: the paragraphs an analyst wrote, in which no number stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.desk.paper.register import last_issued_before
from app.desk.shared.context import Desk
from app.rules.paper.comparison import Line
from app.rules.paper.model import Paper, Paragraph, Section

# What a writer puts before a heading: 一、 （一） 1.
_NUMERAL = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、])\s*")
_PARTED = "\n"


def with_last_words(desk: Desk, paper: Paper) -> tuple[Paper, Mapping[str, str]]:
    """The paper with the analyst's paragraphs of the last issued one of its kind, and these by their heading.

    Those that the paper has itself are not taken twice; a heading that it has no more is left out.
    """
    with desk.register.reading() as stores:
        last = last_issued_before(stores, paper)
        words = {} if last is None else stores.papers.contents(last.id).words
    own = {block.text for section in paper.sections for block in section.blocks if isinstance(block, Paragraph)}
    headings = {section.heading for section in paper.sections}
    taken = {
        heading: kept
        for heading, text in words.items()
        if heading in headings and (kept := _PARTED.join(line for line in text.split(_PARTED) if line not in own))
    }
    return replace(
        paper, sections=tuple(_with(section, taken.get(section.heading, "")) for section in paper.sections)
    ), taken


def analyst_words(lines: Sequence[Line], built: Paper) -> dict[str, str]:
    """The paragraphs of an edited file that the program has not written and in which no number stands, by heading."""
    headings = [section.heading for section in built.sections if section.heading]
    written = {block.text for section in built.sections for block in section.blocks if isinstance(block, Paragraph)}
    captions = {
        block.caption for section in built.sections for block in section.blocks if not isinstance(block, Paragraph)
    }
    known = {*written, *captions, built.title, built.subtitle, built.office}
    found: dict[str, list[str]] = {}
    heading = ""
    for line in lines:
        text = line.text.strip()
        bare = _NUMERAL.sub("", text)
        if bare in headings:
            heading = bare
        elif heading and not line.label and _is_free(line, text) and not {text, bare} & known:
            found.setdefault(heading, []).append(text)
    return {name: _PARTED.join(texts) for name, texts in found.items()}


def _is_free(line: Line, text: str) -> bool:
    return bool(text) and not any(piece.tag for piece in line.pieces) and not any(sign.isdigit() for sign in text)


def _with(section: Section, words: str) -> Section:
    fresh = tuple(Paragraph((line,)) for line in words.split(_PARTED) if line)
    return replace(section, blocks=(*section.blocks, *fresh)) if fresh else section
