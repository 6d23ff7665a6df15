"""The acting person: every use case takes it as an argument, none reads a global."""

from __future__ import annotations

import enum
import getpass
from dataclasses import dataclass


class Role(enum.StrEnum):
    """The role of a person at this desk."""

    OPERATOR = "operator"
    SHIFT_LEAD = "shift-lead"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"


ROLE_WORDS = {
    Role.OPERATOR: "值班员",
    Role.SHIFT_LEAD: "班组长",
    Role.ANALYST: "分析员",
    Role.ADMINISTRATOR: "系统管理员",
}


@dataclass(frozen=True, slots=True)
class Person:
    """The acting person, as the journal names them."""

    name: str
    role: Role = Role.OPERATOR


# The desk itself, when nobody acts: the tick, the watched folder, the nightly copy.
THE_DESK = Person("系统", Role.ADMINISTRATOR)


def system_user() -> str:
    """The name of the PC's current user; "命令行" when there is none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "命令行"
