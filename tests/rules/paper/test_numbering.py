"""Numbers of issued papers: 月报〔2026〕3号."""

from __future__ import annotations

import pytest

from app.rules.paper.kinds import PaperKind
from app.rules.paper.numbering import PaperNumber, read_number


def test_a_number_names_kind_year_and_running_number():
    assert str(PaperNumber(PaperKind.MONTHLY, 2026, 3)) == "月报〔2026〕3号"
    assert str(PaperNumber(PaperKind.RATES, 2026, 2)) == "三率〔2026〕2号"


@pytest.mark.parametrize("kind", PaperKind)
def test_every_number_is_read_back(kind):
    assert read_number(str(PaperNumber(kind, 2027, 41))) == PaperNumber(kind, 2027, 41)


@pytest.mark.parametrize("text", ["", "月报", "月报〔2026〕0号", "月刊〔2026〕1号", "月报[2026]1号"])
def test_what_is_no_number_is_none(text):
    assert read_number(text) is None
