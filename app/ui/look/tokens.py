"""The colours of both themes as data, each named by its meaning."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour of the product, by its meaning; `soft` colours are grounds for the word of the same name."""

    dark: bool
    background: str
    panel: str
    line: str
    text: str
    second: str
    navigation: str
    navigation_text: str
    navigation_second: str
    navigation_selected: str
    accent: str
    on_accent: str
    accent_soft: str
    red: str
    red_soft: str
    amber: str
    amber_soft: str
    green: str
    green_soft: str
    neutral_soft: str
    selected: str
    track: str
    mark: str
    on_mark: str
    badge_red: str
    badge_amber: str
    on_badge: str
    # the same words on the selected row's ground, where the plain ones fall below 4.5 : 1
    second_on_selected: str
    amber_on_selected: str
    green_on_selected: str


LIGHT = Tokens(
    dark=False, background="#F4F6F8", panel="#FFFFFF", line="#DDE3E9", text="#1B2733", second="#5B6B7A",
    navigation="#16324F", navigation_text="#FFFFFF", navigation_second="#A9BED3", navigation_selected="#25517D",
    accent="#1D5FBF", on_accent="#FFFFFF", accent_soft="#E7EFFB",
    red="#C2182B", red_soft="#FDE9EB", amber="#9A5B00", amber_soft="#FFF1DB", green="#1B7A4B",
    green_soft="#E4F4EB", neutral_soft="#EDF1F4", selected="#DCE9FA", track="#E6EBF0", mark="#FFE58A",
    on_mark="#1B2733", badge_red="#C2182B", badge_amber="#9A5B00", on_badge="#FFFFFF",
    second_on_selected="#505F6D", amber_on_selected="#8A5100", green_on_selected="#176B42",
)  # fmt: skip

DARK = Tokens(
    dark=True, background="#12181F", panel="#1A222B", line="#2C3743", text="#E6EDF3", second="#A3B1BF",
    navigation="#0E141A", navigation_text="#E6EDF3", navigation_second="#93A7BA", navigation_selected="#21364F",
    accent="#6EA8FF", on_accent="#0E141A", accent_soft="#1C3150",
    red="#FF7B86", red_soft="#431B21", amber="#F0B35A", amber_soft="#3D2C11", green="#63C98F",
    green_soft="#15352A", neutral_soft="#28323D", selected="#21364F", track="#2C3743", mark="#7A5F00",
    on_mark="#FFFFFF", badge_red="#FF7B86", badge_amber="#F0B35A", on_badge="#12181F",
    second_on_selected="#A3B1BF", amber_on_selected="#F0B35A", green_on_selected="#63C98F",
)  # fmt: skip
