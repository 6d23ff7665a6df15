"""Feeds random hostile texts to every text rule: `python -m tests.fuzz.texts --runs 1000000 [--seed N]`.

Prints executions and seconds; exits with 1 when an exception that is not the product's own came through.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator

from tests.support.text_rules import TextRule, own_error, text_rules

_PIECES = (
    *"0123456789一二三四五六七八九十两零〇百年月日时分秒点半 \u3000\t\n-–—.:：，。、；（）()[]【】《》<>{}",
    *"\"'“”*✱●×/\\|=+%#@&_~^`$?!",
    "138", "13812345678", "010-69712345", "110105199001010017", "6222000000000000", "400", "热线-261118-022222",
    "昌平", "回龙观", "2026", "2026年12月10日", "三个工作日内", "下周五", "18:00", "承诺", "退款", "希望", "要求",
    "不予",
    "联系", "诉求人", "已", "工单编号：", "标题", "sep=", "=\"", "第3日 09:00", "80%", "end", "到期前", "元旦", "一、",
    "1月1日", "放假", "周", "至", "½", "²", "①", "٣", "𝟏", "\u200b", "\u202e", "\ufeff", "\ud800", "\udc00", "\x00",
    "\x1b", "\ue000", "👨\u200d👩", "é", "İ", "ß", "ﬀ", "1E+10", "1e400", "9" * 30, "9" * 400, "nan", "inf", "-0",
    "0x1", "None", "真", "[[", "a.b", "\"\"\"", "1979-05-27T07:32:00",
)  # fmt: skip


def texts(source: random.Random) -> Iterator[str]:
    """Texts without end: a few pieces, or one piece many times."""
    while True:
        if source.random() < 0.05:
            yield source.choice(_PIECES) * source.randint(1, 60) + source.choice(_PIECES)
        else:
            yield "".join(source.choices(_PIECES, k=source.randint(0, 14)))


def run(runs: int, seed: int, rules: tuple[TextRule, ...]) -> list[str]:
    """The finds as `rule(text): exception`, one for each rule and kind of exception."""
    source, finds = random.Random(seed), dict[tuple[str, str], str]()
    made = texts(source)
    for number in range(runs):
        rule, text = rules[number % len(rules)], next(made)
        try:
            rule.call(text)
        except Exception as error:
            if not own_error(error):
                finds.setdefault((rule.name, type(error).__name__), f"{rule.name}({text!r}): {error!r}")
    return list(finds.values())


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    started = time.perf_counter()
    finds = run(chosen.runs, chosen.seed, text_rules())
    took = f"{chosen.runs} executions of {len(text_rules())} rules in {time.perf_counter() - started:.0f} s"
    sys.stdout.write("\n".join((took, *finds, f"{len(finds)} foreign exceptions")) + "\n")
    return 1 if finds else 0


if __name__ == "__main__":
    sys.exit(main())
