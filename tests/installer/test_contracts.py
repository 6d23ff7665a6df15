"""The contracts of the house: circles are found, rooms meet only at their doors."""

from __future__ import annotations

import grimp
from importlinter import Contract

from installer.contracts import NoCircles, Pages, Rooms


def graph_of(*imports: tuple[str, str]) -> grimp.ImportGraph:
    graph = grimp.ImportGraph()
    for importer, imported in imports:
        for name in (importer, imported):
            graph.add_module(name)
        graph.add_import(importer=importer, imported=imported)
    return graph


def kept(contract: type[Contract], graph: grimp.ImportGraph, **options: object) -> bool:
    made = contract(name="made up", session_options={"root_packages": ["app"]}, contract_options=dict(options))
    return made.check(graph, verbose=False).kept


def test_a_package_without_a_circle_keeps_the_contract() -> None:
    straight = graph_of(("app.a", "app.b"), ("app.b", "app.c"))
    assert kept(NoCircles, straight, within="app")
    bent = graph_of(("app.a", "app.b"), ("app.b", "app.c"), ("app.c", "app.a"))
    assert not kept(NoCircles, bent, within="app")


def test_a_room_is_entered_only_by_its_doors() -> None:
    by_the_door = graph_of(("app.desk.reply.acts", "app.desk.contact.reads"))
    past_it = graph_of(("app.desk.reply.acts", "app.desk.contact.matching"))
    options = {"layer": "app.desk", "doors": ["acts", "reads"]}
    assert kept(Rooms, by_the_door, **options)
    assert not kept(Rooms, past_it, **options)
    assert kept(Rooms, past_it, **options, also=["contact.matching"])
    assert kept(Rooms, past_it, **options, open_rooms=["contact"])


def test_an_opening_that_nobody_uses_is_struck_out() -> None:
    graph = graph_of(("app.desk.reply.acts", "app.desk.contact.reads"))
    assert not kept(Rooms, graph, layer="app.desk", doors=["acts", "reads"], also=["contact.matching"])


def test_a_page_that_imports_another_breaks_the_contract() -> None:
    assert kept(Pages, graph_of(("app.ui.reply.page", "app.ui.kit.labels")), within="app.ui")
    assert not kept(Pages, graph_of(("app.ui.reply.page", "app.ui.survey.order_page")), within="app.ui")
