"""The shipped model is what the shipped texts, words and phrases make; labelled texts are read or refused."""

from __future__ import annotations

import pytest

from app.base.errors import Refused
from app.base.resources import resource
from app.rules.owner.classifier import Labelled
from app.rules.owner.table import shipped_owners
from app.rules.owner.training import read_texts, shipped_texts
from tests.corpus.owner_figures import read
from tests.corpus.owner_model import shipped_training


def test_the_shipped_model_is_made_anew_from_texts_words_and_phrases() -> None:
    shipped = resource("owner", "model.json").read_text(encoding="utf-8")
    assert shipped == shipped_training(), "call python -m tests.corpus.owner_model"


def test_every_department_of_the_table_is_learned_from_texts_and_no_other() -> None:
    names = {one.owner for one in shipped_texts()}
    assert names == {owner.name for owner in shipped_owners().owners} | {""}


def test_no_text_is_learned_twice_and_none_of_those_kept_out() -> None:
    texts = [one.text for one in shipped_texts()]
    assert len(set(texts)) == len(texts)
    assert set(texts).isdisjoint(one.text for name in ("kept_out", "earlier", "fresh") for one in read(name))


def test_labelled_texts_are_found_by_their_headings() -> None:
    text = "\ufeffstyle\towner\ttext\nshort\t区体育局\t泳池关了\n\nshort\t\t说不清\n"
    assert read_texts(text) == [Labelled("区体育局", "泳池关了"), Labelled("", "说不清")]


@pytest.mark.parametrize("text", ["", "部门\t文字\n甲\t乙\n", "owner\ttext\n只有一列\n"])
def test_texts_without_headings_or_cells_are_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_texts(text)
