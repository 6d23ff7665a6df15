"""A text that does not fit into one line of a cell goes on in the second, without losing a character."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontMetrics

from app.ui.kit.table.delegate import two_lines

TEXT = "签收（11-30 23:40 已到，请立即办），再联系诉求人并告知办理科室"


@pytest.mark.parametrize("text", [TEXT, "report progress of refunds before eight", "12345678901234567890123456789"])
def test_the_first_line_fits_and_the_rest_follows(qapp: object, text: str) -> None:
    font = QFont()
    font.setPixelSize(14)
    for width in (90, 150):
        above, below = two_lines(text, font, width)
        assert above
        assert QFontMetrics(font).horizontalAdvance(above) <= width
        assert f"{above}{below}".replace(" ", "") == text.replace(" ", "")
    assert two_lines("白班", font, 150) == ("白班", "")
