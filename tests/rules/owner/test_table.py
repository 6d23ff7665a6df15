"""The table of owners is read whole or refused at its place; departments outside the catalogue are named in it."""

from __future__ import annotations

from datetime import date

import pytest

from app.rules.owner.table import BadOwners, read_owners, shipped_owners, split_words, word_text


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"name": " ", "words": ["健身"]}, "name"),
        ({"name": "体育局", "words": []}, "words"),
        ({"name": "体育局", "words": ["健身=十"]}, "words"),
        ({"name": "体育局", "words": ["健身=50"]}, "words"),
        ({"name": "体育局", "words": ["健身", "健身=3"]}, "words"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_at_its_column(form: dict[str, object], field: str) -> None:
    with pytest.raises(BadOwners) as caught:
        read_owners({"effective_from": date(2026, 2, 1), "owner": [form]})
    assert (caught.value.row, caught.value.field) == (0, field)


def test_a_department_stands_once_and_a_table_has_a_date_and_rows() -> None:
    row = {"name": "体育局", "words": ["健身"]}
    with pytest.raises(BadOwners, match="写了两次"):
        read_owners({"effective_from": date(2026, 2, 1), "owner": [row, row]})
    with pytest.raises(BadOwners, match="空的"):
        read_owners({"effective_from": date(2026, 2, 1), "owner": []})
    with pytest.raises(BadOwners, match="生效日期"):
        read_owners({"owner": [row]})


def test_words_go_through_their_cell_unchanged() -> None:
    words = shipped_owners().owners[0].words
    cell = "、".join(word_text(*word) for word in words)
    again = read_owners({"effective_from": date(2026, 2, 1), "owner": [{"name": "甲", "words": split_words(cell)}]})
    assert again.owners[0].words == words


def test_every_shipped_department_cites_a_basis_and_those_outside_are_marked() -> None:
    owners = shipped_owners().owners
    assert all(owner.basis and owner.matter for owner in owners)
    inside = [owner.name for owner in owners if not owner.outside]
    assert len(inside) == 10
    assert {"区住建委", "区城管委", "区生态环境局", "区农业农村局", "市通信管理局", "市邮政管理局", "区金融办"} < {
        owner.name for owner in owners if owner.outside
    }


@pytest.mark.parametrize("unit", ["区体育局", "体育局", "昌平区体育局", " 区体育局 "])
def test_a_unit_is_the_department_however_the_district_is_written_before_it(unit: str) -> None:
    found = shipped_owners().of_unit(unit)
    assert found is not None
    assert found.name == "区体育局"


@pytest.mark.parametrize("unit", ["", " ", "某某街道办事处"])
def test_another_unit_is_no_department_of_the_table(unit: str) -> None:
    assert shipped_owners().of_unit(unit) is None
