"""The reasons for a late sign-for that a person chooses by a number key."""

from __future__ import annotations

from app.base.resources import resource_toml

AT_MOST = 9
_PARTS = str.maketrans(dict.fromkeys("；;,，\n", "、"))


def late_reasons(own: str) -> tuple[str, ...]:
    """The desk's own reasons, parted by 、 as the setting has them, else the shipped ones; at most nine."""
    named = [part.strip() for part in own.translate(_PARTS).split("、")]
    reasons = [part for part in named if part] or resource_toml("phrases.toml")["late_sign"]["reasons"]
    return tuple(dict.fromkeys(map(str, reasons)))[:AT_MOST]
