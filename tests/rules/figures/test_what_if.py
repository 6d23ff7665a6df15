"""Weights to try out, as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.base.errors import Refused
from app.rules.figures.settings import SHIPPED
from app.rules.figures.what_if import read_what_if


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("", ("0.10", "0.50", "0.40", "0.9", "0")),
        ("weights=10/45/45,partial=solved", ("0.10", "0.45", "0.45", "0.9", "1")),
        ("weights=20%/40%/40%，mostly=0.8", ("0.20", "0.40", "0.40", "0.8", "0")),
        ("partly=0.5 mostly=satisfied", ("0.10", "0.50", "0.40", "1", "0.5")),
        ("resolution=40, satisfaction=50", ("0.10", "0.40", "0.50", "0.9", "0")),
    ],
)
def test_what_is_tried(text, weights):
    found = read_what_if(text, SHIPPED)
    assert (found.response, found.resolution, found.satisfaction, found.mostly, found.partly) == tuple(
        map(Decimal, weights)
    )
    assert found.since == SHIPPED.since


@pytest.mark.parametrize("text", ["weights=10/45", "weights=10/45/46", "colour=3", "partly", "partly=viel", "mostly=2"])
def test_what_cannot_be_tried_is_refused(text):
    with pytest.raises(Refused):
        read_what_if(text, SHIPPED)
