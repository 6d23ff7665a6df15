"""Settings that are whole numbers, read within an open transaction."""

from __future__ import annotations

from app.base.settings import BY_NAME
from app.models.register.stores import Stores


def whole_setting(stores: Stores, name: str) -> int:
    """The value of a setting that is a whole number; its default where nobody has changed it."""
    return int(stores.keep.settings().get(name, BY_NAME[name].default))
