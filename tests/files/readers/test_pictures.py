"""What a picture says of itself; broken EXIF makes no broken picture, and nothing makes the reader fail."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.files.readers.pictures import BadPicture, Picture, read_jpeg, read_png
from tests.corpus import evidence as made

TAKEN = datetime(2026, 11, 20, 2, 5, tzinfo=UTC)
PLACE = (40.07123, 116.33456)


@pytest.mark.parametrize("order", ["<", ">"])
def test_exif_time_is_beijing_time_and_the_place_is_in_degrees(order):
    block = made.exif("2026:11:20 10:05:00", PLACE, order=order)
    told = read_jpeg(io.BytesIO(made.jpeg(4000, 3000, block=block)))
    assert told == Picture(4000, 3000, True, TAKEN, "北纬 40.07123°，东经 116.33456°")


@pytest.mark.parametrize(
    ("taken", "place", "wanted"),
    [
        ("", None, (None, "")),
        ("2026:11:20 10:05:00", None, (TAKEN, "")),
        ("", PLACE, (None, "北纬 40.07123°，东经 116.33456°")),
        ("0000:00:00 00:00:00", (0.0, 0.0), (None, "")),
        ("2026:13:40 10:05:00", (95.0, 116.0), (None, "")),
    ],
)
def test_what_is_not_there_or_cannot_be_is_left_out(taken, place, wanted):
    told = read_jpeg(io.BytesIO(made.jpeg(block=made.exif(taken, place))))
    assert (told.taken_at, told.place) == wanted


def test_a_picture_without_its_end_says_so():
    assert not read_jpeg(io.BytesIO(made.jpeg(whole=False))).whole
    assert not read_png(io.BytesIO(made.png(whole=False))).whole
    assert read_png(io.BytesIO(made.png(640, 480))) == Picture(640, 480, True)


@pytest.mark.parametrize(
    ("read", "content"),
    [
        (read_jpeg, b"\xff\xd8\xff\xd9"),
        (read_jpeg, b"\xff\xd8\xff\xe1\0\x00"),
        (read_png, made.png(0, 5)),
        (read_png, b"\x89PNG\r\n\x1a\n"),
    ],
)
def test_what_only_begins_like_a_picture_is_none(read, content):
    with pytest.raises(BadPicture):
        read(io.BytesIO(content))


@given(st.binary(max_size=400), st.integers(0, 300))
def test_no_bytes_make_the_reader_fail_in_another_way(noise, place):
    whole = made.jpeg(block=made.exif("2026:11:20 10:05:00", PLACE))
    for read, content in ((read_jpeg, whole[:place] + noise + whole[place:]), (read_png, made.png()[:40] + noise)):
        try:
            told = read(io.BytesIO(content))
        except BadPicture:
            continue
        assert told.width > 0
