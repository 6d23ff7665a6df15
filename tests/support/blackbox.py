"""A person's view of a running program: its controls by what they are called, over the accessibility bus."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from jeepney import DBusAddress, DBusErrorResponse, MessageType, Properties, new_method_call
from jeepney.io.blocking import DBusConnection

from tests.support.bus import PrivateBus, connect
from tests.support.needs import must_find
from tests.support.patience import PATIENCE
from tests.support.processes import Program, stopped_on_failure, wait_until
from tests.support.screen import Screen

_ACCESSIBLE = "org.a11y.atspi.Accessible"
_REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
# Below these a big list has one child per cell; rows are asked for one by one instead.
_GRIDS = frozenset({"table", "tree table", "tree", "list"})
_FEW = 400
_STATES = {"checked": 4, "enabled": 8, "focused": 12, "selected": 23, "showing": 25, "visible": 30}


@dataclass(frozen=True, slots=True)
class Control:
    """One control of a program; every property is asked anew."""

    owner: str
    path: str
    _bus: DBusConnection = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        """Its accessible name, which for buttons and labels is what they show."""
        return str(self._property(_ACCESSIBLE, "Name"))

    @property
    def description(self) -> str:
        """Its accessible description."""
        return str(self._property(_ACCESSIBLE, "Description"))

    @property
    def role(self) -> str:
        """What it is, for example "push button", "text", "label", "table", "dialog"."""
        role = str(self._call(_ACCESSIBLE, "GetRoleName")[0])
        return "push button" if role == "button" else role

    @property
    def states(self) -> frozenset[str]:
        """Which of checked, enabled, focused, selected, showing and visible hold."""
        low, high = self._call(_ACCESSIBLE, "GetState")[0]
        bits = low | high << 32
        return frozenset(name for name, bit in _STATES.items() if bits >> bit & 1)

    @property
    def children(self) -> list[Control]:
        """The controls inside it."""
        return [Control(owner, path, self._bus) for owner, path in self._call(_ACCESSIBLE, "GetChildren")[0]]

    @property
    def text(self) -> str:
        """What a text field holds."""
        return str(self._call("org.a11y.atspi.Text", "GetText", "ii", (0, -1))[0])

    @property
    def place(self) -> tuple[int, int, int, int]:
        """Left, top, width and height on the screen, in pixels."""
        left, top, width, height = self._call("org.a11y.atspi.Component", "GetExtents", "u", (0,))[0]
        return left, top, width, height

    @property
    def middle(self) -> tuple[int, int]:
        """Where a person would click."""
        left, top, width, height = self.place
        return left + width // 2, top + height // 2

    @property
    def row_count(self) -> int:
        """How many rows a table has."""
        return int(self._property("org.a11y.atspi.Table", "NRows"))

    @property
    def column_count(self) -> int:
        """How many columns a table has."""
        return int(self._property("org.a11y.atspi.Table", "NColumns"))

    def press(self, action: str = "Press") -> None:
        """Does what a click does; another action ("Toggle", "ShowMenu", "SetFocus") may be named.

        Raises:
            LookupError: it has no such action.

        """
        names = [entry[0] for entry in self._call("org.a11y.atspi.Action", "GetActions")[0]]
        if action not in names:
            raise LookupError(f"{self.role} {self.name!r} knows {names}, not {action}")
        self._call("org.a11y.atspi.Action", "DoAction", "i", (names.index(action),))

    def write(self, text: str) -> None:
        """Puts text, Chinese too, into a text field in place of what it held."""
        self._call("org.a11y.atspi.EditableText", "SetTextContents", "s", (text,))

    def cell(self, row: int, column: int) -> Control:
        """One cell of a table."""
        owner, path = self._call("org.a11y.atspi.Table", "GetAccessibleAt", "ii", (row, column))[0]
        return Control(owner, path, self._bus)

    def table(self, rows: int = 50) -> list[list[str]]:
        """The words in the first rows of a table."""
        columns = range(self.column_count)
        return [[self.cell(row, column).name for column in columns] for row in range(min(rows, self.row_count))]

    def every(self) -> Iterator[Control]:
        """This control and all below it, skipping the insides of big lists and what vanished meanwhile."""
        yield self
        try:
            if self.role in _GRIDS and int(self._property(_ACCESSIBLE, "ChildCount")) > _FEW:
                return
            children = self.children
        except Gone:
            return
        for child in children:
            yield from child.every()

    def find(self, *, role: str = "", name: str | re.Pattern[str] = "") -> Control | None:
        """The first showing control with this role and this name (or a name that the pattern finds), or None."""
        return next((control for control in self.every() if control.fits(role, name)), None)

    def fits(self, role: str, name: str | re.Pattern[str]) -> bool:
        """Whether it shows, has this role (any when empty) and this name (any when empty)."""
        try:
            if role and self.role != role:
                return False
            if isinstance(name, re.Pattern):
                return bool(name.search(self.name)) and "showing" in self.states
            return (not name or self.name == name) and "showing" in self.states
        except Gone:
            return False

    def _property(self, interface: str, name: str) -> Any:
        address = DBusAddress(self.path, bus_name=self.owner, interface=interface)
        return _ask(self._bus, Properties(address).get(name))[0][1]

    def _call(self, interface: str, member: str, signature: str | None = None, body: tuple[Any, ...] = ()) -> Any:
        address = DBusAddress(self.path, bus_name=self.owner, interface=interface)
        return _ask(self._bus, new_method_call(address, member, signature, body))


class Gone(Exception):
    """The control, or its program, is no longer there, or cannot do what was asked."""


class Accessibility:
    """The accessibility bus on a private bus; programs started with `environment` show their controls on it."""

    def __init__(self, bus: PrivateBus, screen: Screen) -> None:
        surroundings = screen.environment | {"DBUS_SESSION_BUS_ADDRESS": bus.address}
        self._launcher = Program(
            [must_find("at-spi-bus-launcher"), "--launch-immediately"], surroundings, bus.folder / "accessibility.log"
        )
        with stopped_on_failure(self._launcher):
            wait_until(lambda: bus.has("org.a11y.Bus"), what="accessibility bus")
            self._connection = connect(_address_behind(bus))
        self.environment = {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_ACCESSIBILITY": "1"}

    @property
    def programs(self) -> list[Control]:
        """The programs that show their controls now; none while the registry is still waking up."""
        try:
            return Control(*_REGISTRY, self._connection).children
        except Gone:
            return []

    def find(self, *, role: str = "", name: str | re.Pattern[str] = "", timeout: float = PATIENCE) -> Control:
        """The first control of any program with this role and name, waiting for it if need be.

        Raises:
            TimeoutError: there is none.

        """
        return wait_until(lambda: self.look(role=role, name=name), what=f"{role} {name!r}", timeout=timeout)

    def look(self, *, role: str = "", name: str | re.Pattern[str] = "") -> Control | None:
        """The same without waiting; None when there is none."""
        for program in self.programs:
            found = program.find(role=role, name=name)
            if found:
                return found
        return None

    def outline(self) -> str:
        """All showing controls as an indented text, for the message of a failed test."""
        return "\n".join(line for program in self.programs for line in _outline(program, 0))

    def close(self) -> None:
        """Takes the accessibility bus away."""
        self._connection.close()
        self._launcher.stop()


def _address_behind(bus: PrivateBus) -> str:
    door = DBusAddress("/org/a11y/bus", bus_name="org.a11y.Bus", interface="org.a11y.Bus")
    with bus.connect() as connection:
        return str(_ask(connection, new_method_call(door, "GetAddress"))[0])


def _outline(control: Control, depth: int) -> Iterator[str]:
    try:
        yield f"{'  ' * depth}{control.role} {control.name!r}"
        if control.role in _GRIDS:
            return
        children = control.children
    except Gone:
        return
    for child in children:
        yield from _outline(child, depth + 1)


def _ask(bus: DBusConnection, message: Any) -> Any:
    try:
        reply = bus.send_and_get_reply(message, timeout=PATIENCE)
    except (DBusErrorResponse, TimeoutError) as error:
        raise Gone(str(error)) from error
    if reply.header.message_type is MessageType.error:
        raise Gone(str(reply.body))
    return reply.body
