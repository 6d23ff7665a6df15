"""Contracts for import-linter: no import cycles, rooms imported only through their doors, independent pages."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class NoCircles(Contract):
    """Forbids import cycles within a package; imports for type checking count.

    Option `within`: the package.
    """

    type_name = "no_circles"
    within = fields.StringField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Finds the first import cycle."""
        package = str(self.within)
        modules = {name for name in graph.modules if name == package or name.startswith(f"{package}.")}
        imports = {
            name: sorted((graph.find_modules_directly_imported_by(name) & modules) - {name}) for name in sorted(modules)
        }
        circle: list[str] = []
        try:
            TopologicalSorter(imports).prepare()
        except CycleError as error:
            circle = error.args[1]
        return ContractCheck(kept=not circle, metadata={"circle": circle})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Prints the modules of the cycle, each imported by the next."""
        output.print_error(" ← ".join(check.metadata["circle"]))


class Rooms(Contract):
    """Restricts imports between rooms of a layer: a module may import only the doors of another room.

    Options: `layer`, the package whose sub-packages are rooms; `open_rooms`, rooms whose every module may be imported;
    `doors`, names of modules that every room opens; `also`, further modules, written as `room.module`.
    """

    type_name = "rooms"
    layer = fields.StringField()
    open_rooms = fields.SetField(subfield=fields.StringField(), required=False)
    doors = fields.SetField(subfield=fields.StringField(), required=False)
    also = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Finds every import that bypasses a door, and every exception that nobody uses."""
        layer = str(self.layer)
        rooms, doors, also = _names(self.open_rooms), _names(self.doors), _names(self.also)
        past: list[tuple[str, str]] = []
        used: set[str] = set()
        for importer, imported in _between_rooms(graph, layer):
            room, _, module = imported.removeprefix(f"{layer}.").partition(".")
            inside = f"{room}.{module}" if module else room
            if inside in also:
                used.add(inside)
            elif module and room not in rooms and module not in doors:
                past.append((importer, imported))
        idle = sorted(also - used)
        return ContractCheck(kept=not (past or idle), metadata={"past": sorted(past), "idle": idle})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Prints every import that bypasses a door, then the unused exceptions."""
        for importer, imported in check.metadata["past"]:
            output.print_error(f"{importer} imports {imported}, which its room does not open")
        for name in check.metadata["idle"]:
            output.print_error(f"nobody imports {name} from outside: strike it out of `also`")


class Pages(Contract):
    """Forbids imports between pages: what two pages share belongs in a separate module.

    Option `within`: the package; a page is a module whose name is or ends with `page`.
    """

    type_name = "pages"
    within = fields.StringField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Finds every import of a page by another."""
        pages = sorted(name for name in graph.modules if name.startswith(f"{self.within}.") and name.endswith("page"))
        joined = [
            (page, other)
            for page in pages
            for other in sorted(graph.find_modules_directly_imported_by(page))
            if other in pages
        ]
        return ContractCheck(kept=not joined, metadata={"joined": joined})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Prints every page that imports another."""
        for page, other in check.metadata["joined"]:
            output.print_error(f"{page} imports {other}")


def _names(option: object) -> set[str]:
    """The names of an option; import-linter passes a set, or None when the option is missing."""
    return set(option) if isinstance(option, set | frozenset) else set()


def _between_rooms(graph: ImportGraph, layer: str) -> Iterator[tuple[str, str]]:
    """Yields every import from one room into another; a module beside the rooms counts as a room."""
    inside = sorted(name for name in graph.modules if name.startswith(f"{layer}."))
    for importer in inside:
        own = importer.removeprefix(f"{layer}.").partition(".")[0]
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            if imported.startswith(f"{layer}.") and imported.removeprefix(f"{layer}.").partition(".")[0] != own:
                yield importer, imported
