"""Who gives an official ranking out, and how it came into the register."""

from __future__ import annotations

import enum


class Scope(enum.StrEnum):
    """Whose ranking it is: the district's, or the city's."""

    DISTRICT = "district"
    CITY = "city"


SCOPE_WORDS = {Scope.DISTRICT: "区排名", Scope.CITY: "市排名"}


class Origin(enum.StrEnum):
    """How a ranking was entered."""

    TYPED = "typed"
    FILE = "file"
    PASTED = "pasted"


ORIGIN_WORDS = {Origin.TYPED: "录入", Origin.FILE: "文件", Origin.PASTED: "粘贴"}
