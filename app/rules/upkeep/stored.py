"""Values as a register holds them: one that no register can hold was altered by damage, and is said to be."""

from __future__ import annotations

from typing import NoReturn, TypeVar

from app.rules.upkeep.states import RegisterState, fault_of

Member = TypeVar("Member")
_UNKNOWN = "库中有本程序不认识的值，可能是磁盘有坏处"


class StoredCodes(dict[str, Member]):
    """Code → member for codes read from a register; looking up an unknown one says that the register is damaged."""

    def __missing__(self, code: object) -> NoReturn:
        """Refuses a code that is none.

        Raises:
            RegisterFault: always.

        """
        raise fault_of(RegisterState.DAMAGED, detail=_UNKNOWN)
