"""The cleaned 企业名称 under which a merchant's tickets are counted together."""

from __future__ import annotations

from app.rules.shared.folding import says_nothing, squeeze

_BRACKETS = str.maketrans({"[": "(", "]": ")", "【": "(", "】": ")", "〔": "(", "〕": ")"})


def clean_merchant(text: str) -> str:
    """A merchant's name in half width, without blanks and with one kind of bracket; "" where the cell names nobody."""
    return "" if says_nothing(text) else squeeze(text).translate(_BRACKETS).strip("\"'“”‘’,，。;；")
