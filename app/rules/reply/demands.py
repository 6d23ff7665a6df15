"""Finds the demands in a ticket's text, and whether a reply may have left one unanswered."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.rules.shared.folding import half_width

_SENTENCE = re.compile(r"[^。！!\n]+")
_CLAUSE = re.compile(r"[^，,；;？?]+[？?]?")
_MARKER = re.compile(
    r"(?:(?<=^)|(?<=[\s。；;：:，,！？?]))"
    r"(?:[1-9][、.)](?![0-9])|[一二三四五六七八九][、)]|\([1-9一二三四五六七八九]\)|[①-⑨]|第?[一二三四五六][是,，](?=\S))"
)
_ASK = re.compile(
    r"强烈要求|要求|希望|请求|申请(?!人)|诉求(?:为|是|:|：)|咨询|询问|想问|想知道|请问|恳请|期望|望(?=相关|有关|政府|贵)"
)
_HEADING = re.compile(r"要求|诉求|希望|反映|问题|投诉|咨询|询问|请求|如下|以下")
_QUESTION = re.compile(
    r"是否|如何|怎么|怎样|为什么|为何|什么时候|何时|能否|可否|可不可以|能不能|多久|多少|哪里|哪个|几点|[？?]$"
)
_GOES_ON = re.compile(r"^(?:并且?|同时|且|以及|还要求|另|此外|或者?)")
_PARTS = re.compile(r"(?<![合一])并且?(?!不|未|非)|以及|、|同时")
_GENERIC = re.compile(
    r"相关部门|有关部门|职能部门|主管部门|政府部门|政府|部门|工作人员|市民|诉求人|来电人|反映人|消费者|商家|商户|店家|店方|对方|该店|该公司"
    r"|公司|本人|自己|我们|他们|一下|一个|尽快|尽早|及时|立即|马上|核实|处理|解决|协调|协助|帮助|回复|答复|反馈|联系|告知|给予|予以|进行"
    r"|调查|依法|依规|妥善|落实|监管|介入|加强|督促|管理|合理|说法|结果|情况|问题|此事|此类|事项|方案|重视|关注|现场|电话|说明|解释"
    r"|并且|同时|以及|是否|如何|怎么|能否|可以|应该|需要|已经|还是|这个|那个|对此|为其|给|对|的|了|并|请|将|把|其|该|与|和|或|就|由|为|向|要|能"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LONGEST = 60
_COVERED, _COVERED_WITHOUT = 0.25, 0.15

# Words that mean the same matter: a demand about one of them is answered by any other of its row.
_MATTERS = tuple(
    re.compile(words)
    for words in (
        r"退费|退款|退还|退钱|退回|返还|退卡|退清|退余额|退全款|退押金|退定金|退(?!单|休|役)",
        r"赔偿|赔付|补偿|赔钱|双倍|三倍|十倍|损失",
        r"道歉|致歉|赔礼|歉意",
        r"恢复营业|复业|重新开业|开门营业|何时营业|开门",
        r"发票|开票|票据|收据",
        r"维修|修理|修复|修好|检修|返修",
        r"更换|换货|调换|换新|退换",
        r"查处|处罚|罚款|立案|查封|责令|取缔|严惩|惩处|执法|警告",
        r"整改|改正|改善|整治",
        r"公示|公开|明示|标价|张贴|公布",
        r"噪音|噪声|扰民|音量|音响|外放",
        r"卫生|清理|清洁|垃圾|清扫|异味|油烟|保洁|消杀",
        r"价格|收费|涨价|定价|多收|降价|票价",
        r"转卡|转店|转课|转让|转至|转到",
        r"冻结|延期|延长|顺延|有效期",
        r"资质|许可证|执照|备案|证照|证件",
        r"营业时间|几点|开放时间",
        r"安装|装好",
        r"发货|送货|配送|物流|快递|派送|补发|寄",
        r"书面|意见书|文书|回执|告知书",
        r"停车|车位",
        r"保修|质保|三包",
        r"合同|协议",
        r"态度|言语|辱骂|服务差",
        r"押金|定金|订金|保证金",
        r"积分|优惠券|会员权益|权益|代金券",
        r"课程|课时|上课|教练",
        r"食材|食品|过期|变质|保质期|异物",
        r"家政|保姆|月嫂|阿姨",
        r"补贴|以旧换新|国补",
        r"进度|多久|何时|什么时候|时间",
        r"负责人|老板|店长|联系方式",
        r"消防|通道|安全隐患|隐患",
        r"电梯|空调|暖气|灯光|照明",
        r"排队|插队|叫号",
    )
)


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand of the caller: its words and their position in the content."""

    words: str
    start: int


def demands_in(content: str) -> tuple[Demand, ...]:
    """The caller's demands in the order of the content: numbered points, 要求…, 希望…, questions; each once.

    A wish that any reply fulfils (要求尽快处理, 希望回复) is left out.
    """
    text = half_width(content)
    found = list(_numbered(text))
    starts = [demand.start for demand in found]
    ends = [demand.start + len(demand.words) for demand in found]
    found += [demand for demand in _wished(text) if not _is_inside(demand.start, starts, ends)]
    kept: dict[str, Demand] = {}
    for demand in sorted(found, key=lambda demand: demand.start):
        if len(_CHINESE.findall(_GENERIC.sub("", demand.words))) >= 2:
            kept.setdefault(_core(demand.words), demand)
    return tuple(kept.values())


def _is_inside(place: int, starts: Sequence[int], ends: Sequence[int]) -> bool:
    """Whether a place lies in one of the spans, which follow each other."""
    before = bisect_right(starts, place) - 1
    return before >= 0 and place < ends[before]


def may_be_unanswered(demand: Demand, reply: str) -> bool:
    """Whether the reply misses the demand: it has neither a word of the same meaning nor the demand's characters."""
    answer = half_width(reply)
    if demand.words in answer:
        return False  # quoted whole; its core may join characters that are adjacent in no text
    matters = [matter for matter in _MATTERS if matter.search(demand.words)]
    pairs = _bigrams(_core(demand.words))
    covered = len(pairs & _bigrams(answer)) / len(pairs) if pairs else 1.0
    if not matters:
        return covered < _COVERED_WITHOUT
    answered = sum(matter.search(answer) is not None for matter in matters)
    return answered * 2 < len(matters) and covered < _COVERED


def _core(words: str) -> str:
    return _GENERIC.sub("", words)


def _bigrams(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1) if _CHINESE.match(text[place])}


def _numbered(text: str) -> Iterator[Demand]:
    markers = list(_MARKER.finditer(text))
    if len(markers) < 2:
        return
    heading = text[max(0, markers[0].start() - 16) : markers[0].start()]
    is_list = _HEADING.search(heading) is not None
    for place, marker in enumerate(markers):
        until = markers[place + 1].start() if place + 1 < len(markers) else len(text)
        point = _SENTENCE.match(text, marker.end(), until)
        if point is None:
            continue
        words = point.group().strip(" ；;，,")
        if is_list or _ASK.search(words) or _QUESTION.search(words):
            yield Demand(words[:_LONGEST], marker.end())


def _wished(text: str) -> Iterator[Demand]:
    for sentence in _SENTENCE.finditer(text):
        open_wish = False
        for clause in _CLAUSE.finditer(text, sentence.start(), sentence.end()):
            words = clause.group()
            ask = _ASK.search(words)
            goes_on = open_wish and _GOES_ON.search(words.strip())
            if ask is None and not goes_on and not _QUESTION.search(words):
                open_wish = False
                continue
            open_wish = ask is not None or bool(goes_on)
            begin = clause.start() + (ask.end() if ask is not None else 0)
            yield from _parts(text, begin, clause.end())


def _parts(text: str, start: int, end: int) -> Iterator[Demand]:
    place = start
    for part in _PARTS.split(text[start:end]):
        at = text.index(part, place) if part else place
        place = at + len(part)
        if part.strip():
            yield Demand(part.strip()[:_LONGEST], at)
