"""A paper with other texts for some of its figures, wherever they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.rules.paper.model import Block, Paper, Paragraph, PrintedFigure, Section, Table


def with_texts(paper: Paper, texts: Mapping[str, str]) -> Paper:
    """The paper with the texts of these figures, by their tags, in its sections."""
    if not texts:
        return paper
    return replace(paper, sections=tuple(_section(section, texts) for section in paper.sections))


def _section(section: Section, texts: Mapping[str, str]) -> Section:
    return replace(section, blocks=tuple(_block(block, texts) for block in section.blocks))


def _block(block: Block, texts: Mapping[str, str]) -> Block:
    if isinstance(block, Paragraph):
        runs = tuple(_figure(run, texts) if isinstance(run, PrintedFigure) else run for run in block.runs)
        return Paragraph(runs)
    if isinstance(block, Table):
        lines = tuple(
            tuple(_figure(cell, texts) if isinstance(cell, PrintedFigure) else cell for cell in line)
            for line in block.lines
        )
        return replace(block, lines=lines)
    return block


def _figure(figure: PrintedFigure, texts: Mapping[str, str]) -> PrintedFigure:
    return replace(figure, text=texts[figure.tag]) if figure.tag in texts else figure
