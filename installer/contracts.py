"""Contracts for import-linter: no circle of modules, rooms that meet only at their doors, pages that stand alone."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class NoCircles(Contract):
    """No module of a package imports itself by way of others; imports for type checking count.

    Option `within`: the package.
    """

    type_name = "no_circles"
    within = fields.StringField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Finds the first circle."""
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
        """Names the modules of the circle, each imported by the next."""
        output.print_error(" ← ".join(check.metadata["circle"]))


class Rooms(Contract):
    """Rooms of a layer meet at their doors: of another room a module may import only what is named.

    Options: `layer`, the package whose sub-packages are rooms; `open_rooms`, rooms whose every module may be imported;
    `doors`, names of modules that every room opens; `also`, further modules, written as `room.module`.
    """

    type_name = "rooms"
    layer = fields.StringField()
    open_rooms = fields.SetField(subfield=fields.StringField(), required=False)
    doors = fields.SetField(subfield=fields.StringField(), required=False)
    also = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Finds every import that goes past a door, and every opening that nobody uses."""
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
        """Names each import that goes past a door, then the openings to strike out."""
        for importer, imported in check.metadata["past"]:
            output.print_error(f"{importer} imports {imported}, which its room does not open")
        for name in check.metadata["idle"]:
            output.print_error(f"nobody imports {name} from outside: strike it out of `also`")


class Pages(Contract):
    """A page never imports another page: what two pages share is a part of its own.

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
        """Names each page that imports another."""
        for page, other in check.metadata["joined"]:
            output.print_error(f"{page} imports {other}")


def _names(option: object) -> set[str]:
    """The names of an option; import-linter hands over a set, or None where the option is not given."""
    return set(option) if isinstance(option, set | frozenset) else set()


def _between_rooms(graph: ImportGraph, layer: str) -> Iterator[tuple[str, str]]:
    """Every import from one room of the layer into another; a module beside the rooms is a room of its own."""
    inside = sorted(name for name in graph.modules if name.startswith(f"{layer}."))
    for importer in inside:
        own = importer.removeprefix(f"{layer}.").partition(".")[0]
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            if imported.startswith(f"{layer}.") and imported.removeprefix(f"{layer}.").partition(".")[0] != own:
                yield importer, imported
