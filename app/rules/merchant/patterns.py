"""The patterns by which sentences are read, made of the lists in resources/merchants.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from app.base.resources import resource_toml

_NAME = "[\u4e00-\u9fffA-Za-z0-9·&（）()]"
_NUMBER = "[0-9一二三四五六七八九十]+"
_DATE = (
    "(?:[0-9]{2,4}年)?(?:[0-9]{1,2}月份?)?(?:[0-9]{1,2}[日号])?(?:[上下]午|早上|晚上|中午)?(?:[0-9]{1,2}[点时](?:[0-9]{1,2}分|半)?)?"
    "(?:左右|前后|起|以来)?"
)


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns, compiled once."""

    stops: re.Pattern[str]
    quoted: re.Pattern[str]
    called: re.Pattern[str]
    shop: re.Pattern[str]
    frames: tuple[re.Pattern[str], ...]
    bounds: re.Pattern[str]
    after_subject: re.Pattern[str]
    leading: re.Pattern[str]
    placed: re.Pattern[str]
    official: re.Pattern[str]
    others: re.Pattern[str]
    speech: re.Pattern[str]
    chatter: re.Pattern[str]
    ordinary: frozenset[str]
    verbs: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """The patterns."""
    table: dict[str, list[str] | str] = resource_toml("merchants.toml")["sentence"]
    one = {name: _any(words) for name, words in table.items()}
    spot = f"(?:{_NUMBER}(?:号楼|号院|号|区|期)|甲{_NUMBER}号|{one['spots']}|[路街村镇](?=[0-9附旁口上边对内里]))"
    beside = f"(?:{one['beside']}|(?:负|地下)?{_NUMBER}[层楼]|[a-zA-Z0-9]+[座口]|[a-zA-Z]?[0-9]+室?)"
    return Patterns(
        stops=re.compile(r"[，。；！？、,;!?\n\r:：…]+"),
        quoted=re.compile('[“"「『‘《【]([^”"」』’》】]{2,25})[”"」』’》】]'),
        called=re.compile(f'(?:{one["called"]})(?:是|为|叫)?[:：]?[“"「]?([^，。；！？、,;!?\n:：“”"「」]{{2,30}})'),
        shop=re.compile(f"的?(?:{one['shop']})"),
        frames=(
            re.compile(
                f"(?:在|到|去|于|向|通过|从)({_NAME}{{2,24}}?)(?:处|那里|那儿|这里|门店|店里|店内|店)?(?:{one['did']})"
            ),
            re.compile(f"(?:投诉|反映|举报|咨询|关于|针对|要求|称|表示)({_NAME}{{2,24}}?)的?(?:{one['about']})"),
        ),
        bounds=re.compile(f"(?:{one['bounds']}|[一二两三几多0-9]张|到(?!家)|(?<=[诉映去到来找系办买报询问])过(?!期))"),
        after_subject=re.compile(
            f"(?:{one['subjects']})(?:曾经|曾|又|再|也|都|将|把|对|和|与|跟|同|是|为|有)*"
            "|(?<=[里内区处层旁下口市县镇乡村街])有|(?<=[店名])[是为]"
        ),
        leading=re.compile(f"{one['leading']}|{_DATE}"),
        placed=re.compile(f"[\u4e00-\u9fff0-9a-zA-Z]{{0,12}}{spot}{beside}*"),
        official=re.compile(one["official"]),
        others=re.compile(one["others"]),
        ordinary=frozenset(table["ordinary"]),
        verbs=re.compile(f"[{table['verb_signs']}]"),
        chatter=re.compile(f"[{table['chatter_signs']}]|{one['chatter']}"),
        speech=re.compile(f"[{table['speech_signs']}]|{one['speech']}"),
    )


def _any(words: list[str] | str) -> str:
    return words if isinstance(words, str) else "|".join(sorted(words, key=lambda word: (-len(word), word)))
