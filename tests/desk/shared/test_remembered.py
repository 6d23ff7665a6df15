"""What is remembered holds while its state stands and until its time; then it is read anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.desk.shared.remembered import Remembered

NOW = datetime(2026, 11, 23, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_a_value_is_read_anew_with_another_state_at_its_time_and_after_a_clock_set_back() -> None:
    remembered, reads = Remembered(), []

    def ask(state, now, until=NOW + 2 * MINUTE):
        def read():
            reads.append(now)
            return len(reads), until

        return remembered.value("a", state, now, read)

    assert [ask(1, NOW), ask(1, NOW + MINUTE)] == [1, 1]
    assert ask(2, NOW + MINUTE) == 2
    assert [ask(2, NOW + 2 * MINUTE, None), ask(2, NOW + 90 * MINUTE)] == [3, 3]
    assert ask(2, NOW) == 4
    assert remembered.value("b", 2, NOW, lambda: ("other", None)) == "other"


def test_the_register_has_another_state_after_every_commit_of_any_register_on_its_file(desk, still) -> None:
    before = desk.register.state()
    with desk.register.reading() as stores:
        stores.keep.mark("x")
    assert desk.register.state() == before
    with desk.register.writing() as stores:
        stores.keep.put_mark("x", "1")
    after = desk.register.state()
    assert after != before
    other = type(desk.register)(desk.folder.database)
    with other.writing() as stores:
        stores.keep.put_mark("x", "2")
    other.close()
    assert desk.register.state() not in {before, after}
