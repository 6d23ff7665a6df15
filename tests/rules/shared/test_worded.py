import pytest

from app.rules.shared.worded import Worded


class Fruit(Worded):
    APPLE = "apple", "苹果"


def test_a_member_is_its_code_and_knows_its_word() -> None:
    assert (Fruit.APPLE, Fruit.APPLE.value, Fruit.APPLE.word) == ("apple", "apple", "苹果")
    assert Fruit("apple") is Fruit.APPLE


def test_a_member_without_a_word_cannot_be_declared() -> None:
    with pytest.raises(TypeError, match="bare"):

        class Bare(Worded):
            BARE = "bare"
