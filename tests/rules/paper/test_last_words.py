"""What of an edited paper is the analyst's, and how the next one begins from it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.rules.figures.fields import Caliber
from app.rules.paper.comparison import Line, Piece
from app.rules.paper.last_words import BLANK, analyst_words, blanks_in, with_words
from app.rules.paper.model import Paper, Paragraph, PrintedFigure, Section
from tests.support.paper_samples import sample_paper


def paper(overdue: str = "3", rate: str = "93.1") -> Paper:
    """A paper with a sentence of figures and a phrase under a heading of their own."""
    late = PrintedFigure("overdue_open", Caliber.GROSS, overdue, int(overdue))
    solved = PrintedFigure("resolution", Caliber.NET, rate, rate)
    quality = Section(
        "办理质量",
        1,
        (
            Paragraph(("期末超期未办", late, "件，不含剔除解决率", solved, "%，低于各单位平均。")),
            Paragraph(("请各单位逐件核对超期工单，按时办结。",)),
        ),
    )
    made = sample_paper()
    return replace(made, sections=(made.sections[0], quality))


def lines(made: Paper, *changes: tuple[str, str], more: str = "") -> list[Line]:
    """The file of a paper, with some words changed, and a paragraph more at its end."""
    found = [Line((Piece(made.title),))]
    for place, section in enumerate(made.sections, start=1):
        found.append(Line((Piece(f"{'一二三'[place - 1]}、{section.heading}"),)))
        for block in section.blocks:
            assert isinstance(block, Paragraph)
            pieces = [
                Piece(run.text, run.tag) if isinstance(run, PrintedFigure) else Piece(changed(run, changes))
                for run in block.runs
            ]
            found.append(Line(tuple(pieces)))
    return [*found, Line((Piece(more),))] if more else found


def changed(text: str, changes: tuple[tuple[str, str], ...]) -> str:
    for old, new in changes:
        text = text.replace(old, new)
    return text


def texts(made: Paper) -> list[str]:
    return [block.text for block in made.sections[1].blocks if isinstance(block, Paragraph)]


def test_an_untouched_file_has_no_words_of_the_analyst():
    assert analyst_words(lines(paper()), paper()) == {}


def test_a_reworded_sentence_comes_again_with_the_new_figures():
    words = analyst_words(lines(paper(), ("期末超期未办", "至期末仍有超期工单")), paper())
    assert texts(with_words(paper("8", "90.0"), words, blanks=True))[0] == (
        "至期末仍有超期工单8件，不含剔除解决率90.0%，低于各单位平均。"
    )


def test_a_reworded_sentence_is_left_out_where_the_program_would_say_something_else():
    words = analyst_words(lines(paper(), ("期末超期未办", "至期末仍有超期工单")), paper())
    other = paper("8")
    sentence = other.sections[1].blocks[0]
    assert isinstance(sentence, Paragraph)
    better = Paragraph((*sentence.runs[:-1], "%，高于各单位平均。"))
    other = replace(other, sections=(other.sections[0], replace(other.sections[1], blocks=(better,))))
    assert texts(with_words(other, words, blanks=True)) == ["期末超期未办8件，不含剔除解决率93.1%，高于各单位平均。"]


def test_a_reworded_phrase_takes_the_place_of_the_first_one():
    words = analyst_words(lines(paper(), ("请各单位逐件核对超期工单", "请各承办单位每周核对超期工单")), paper())
    assert texts(with_words(paper(), words, blanks=True))[1:] == ["请各承办单位每周核对超期工单，按时办结。"]


def test_a_paragraph_of_ones_own_is_added_and_its_numbers_are_left_open():
    own = "本月约谈企业5家，涉及《单用途商业预付卡管理办法（2016年修订）》第12条，12345热线反映集中。"
    words = analyst_words(lines(paper(), more=own), paper())
    opened = own.replace("5家", f"{BLANK}家")
    draft = with_words(paper(), words, blanks=True)
    assert texts(draft)[-1] == opened
    assert blanks_in(lines(draft)) == 1
    # What is issued without a person's look has no open place; the words are kept for the next one.
    assert texts(with_words(paper(), words, blanks=False)) == texts(paper())
    assert analyst_words(lines(draft), paper()) == words


def test_the_official_sentences_of_the_whole_stay_as_they_are():
    words = analyst_words(lines(paper(), ("本期受理诉求", "本期共受理诉求")), paper())
    assert with_words(paper(), words, blanks=True) == paper()


@pytest.mark.parametrize("own", ["请各单位逐件核对超期工单，按时办结。", "一、办理质量", "某区商务局接诉即办月报"])
def test_what_the_program_writes_itself_is_not_taken_twice(own):
    words = analyst_words(lines(paper(), more=own), paper())
    assert with_words(paper(), words, blanks=True) == paper()
