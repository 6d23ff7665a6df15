"""What this PC remembers of the window: its place, its parts' widths, and who signed in here before."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from app.base.people import Person, Role

_MOST_PEOPLE = 12


class WindowMemory:
    """A small ini file in the data folder; losing it loses no work."""

    def __init__(self, path: Path) -> None:
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    def people(self) -> tuple[Person, ...]:
        """Who signed in here, the last one first."""
        kept = self._store.value("people", [])
        lines = kept if isinstance(kept, list) else [kept]
        pairs = (str(line).partition("|") for line in lines)
        return tuple(Person(name, Role(role)) for role, _, name in pairs if name and role in set(Role))

    def remember_person(self, person: Person) -> None:
        """Puts a person at the head of the list."""
        others = [known for known in self.people() if known.name != person.name]
        lines = [f"{known.role.value}|{known.name}" for known in (person, *others)][:_MOST_PEOPLE]
        self._store.setValue("people", lines)
        self._store.sync()

    def bytes(self, name: str) -> QByteArray:
        """A kept state of a widget, empty when none."""
        value = self._store.value(name)
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep(self, name: str, state: QByteArray) -> None:
        """Keeps the state of a widget."""
        self._store.setValue(name, state)
        self._store.sync()
