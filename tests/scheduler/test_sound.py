"""A sound never blocks, and a PC without sound is noticed."""

from __future__ import annotations

import threading
from pathlib import Path

from app.scheduler.sound import AlarmSound
from app.scheduler.tones import Tone
from tests.support.patience import PATIENCE, Stopwatch
from tests.support.processes import wait_until


def wait_for_the_sound() -> None:
    for thread in threading.enumerate():
        if thread.name == "alarm-sound":
            thread.join(PATIENCE)


def player(folder: Path, name: str, script: str) -> tuple[str, tuple[str, ...]]:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return str(path), ()


def test_the_first_player_of_this_pc_plays_the_file(tmp_path: Path) -> None:
    sound = AlarmSound(
        players=[("no-such-player-here", ()), player(tmp_path, "good", f'echo "$1" > {tmp_path}/played')]
    )
    assert sound.play(Tone.URGENT)
    wait_for_the_sound()
    assert (tmp_path / "played").read_text("utf-8").strip().endswith("sounds/urgent.wav")


def test_without_any_player_the_asker_is_told() -> None:
    assert not AlarmSound(players=[("no-such-player-here", ())]).play(Tone.CALM)


def test_a_player_that_fails_gives_way_to_the_next(tmp_path: Path) -> None:
    players = [player(tmp_path, "bad", "exit 1"), player(tmp_path, "good", f'echo "$1" > {tmp_path}/played')]
    sound = AlarmSound(players=players)
    assert sound.play(Tone.CALM)
    wait_for_the_sound()
    assert (tmp_path / "played").read_text("utf-8").strip().endswith("sounds/calm.wav")


def test_when_all_players_failed_the_asker_is_told(tmp_path: Path) -> None:
    sound = AlarmSound(players=[player(tmp_path, "bad", "exit 1")])
    assert sound.play(Tone.URGENT)
    wait_for_the_sound()
    assert not sound.play(Tone.URGENT)


def test_a_player_that_hangs_blocks_nobody_and_is_ended(tmp_path: Path) -> None:
    sound = AlarmSound(players=[player(tmp_path, "hangs", "exec tail -f /dev/null")], patience=1)
    watch = Stopwatch()
    assert sound.play(Tone.URGENT)
    assert sound.play(Tone.URGENT)
    assert watch.idle_seconds() < 0.5
    assert sum(thread.name == "alarm-sound" for thread in threading.enumerate()) == 1
    wait_for_the_sound()
    assert not sound.play(Tone.URGENT)


def test_leaving_the_program_ends_the_sound(tmp_path: Path) -> None:
    sound = AlarmSound(players=[player(tmp_path, "long", f"touch {tmp_path}/begun; exec tail -f /dev/null")])
    assert sound.play(Tone.URGENT)
    wait_until((tmp_path / "begun").exists, what="the player to begin")
    watch = Stopwatch()
    sound.stop()
    assert watch.idle_seconds() < 2
    assert not sound.play(Tone.URGENT)


def test_what_became_of_a_sound_is_told(tmp_path: Path) -> None:
    told: list[tuple[bool, str]] = []
    players = [player(tmp_path, "good", "exit 0")]
    AlarmSound(players=players, on_played=lambda heard, why: told.append((heard, why))).play(Tone.LOUD)
    wait_for_the_sound()
    players = [player(tmp_path, "bad", "exit 1")]
    AlarmSound(players=players, on_played=lambda heard, why: told.append((heard, why))).play(Tone.LOUD)
    wait_for_the_sound()
    assert told == [(True, ""), (False, "这台电脑播放不了声音")]
