"""The undo of an editor goes back and forth among its own edits."""

from __future__ import annotations

from app.ui.kit.versions.steps import Steps


def test_an_edit_is_taken_back_and_done_again() -> None:
    steps = Steps("a")
    steps.record("b", "改成 b")
    steps.record("c", "改成 c")
    assert (steps.undo(), steps.state) == ("改成 c", "b")
    assert (steps.undo(), steps.state) == ("改成 b", "a")
    assert (steps.undo(), steps.state) == ("", "a")
    assert (steps.redo(), steps.state) == ("改成 b", "b")


def test_the_same_state_is_no_step_and_a_new_edit_ends_the_way_forth() -> None:
    steps = Steps("a")
    steps.record("a", "没有改")
    assert not steps.can_undo
    steps.record("b", "改成 b")
    steps.undo()
    steps.record("c", "改成 c")
    assert not steps.can_redo
    assert (steps.undo(), steps.state) == ("改成 c", "a")


def test_nothing_before_a_save_can_be_brought_back() -> None:
    steps = Steps("a")
    steps.record("b", "改成 b")
    steps.begin("b")
    assert not steps.can_undo
    assert not steps.can_redo


def test_at_most_two_hundred_edits_are_kept() -> None:
    steps = Steps(0)
    for number in range(1, 301):
        steps.record(number, "改")
    while steps.undo():
        pass
    assert steps.state == 100
