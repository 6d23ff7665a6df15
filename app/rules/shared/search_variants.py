"""Which signs a search takes for one another: full and half width, kinds of quotes and dashes, variants of a character.

The search index holds the folded signs, so a change here needs a migration that calls `SearchStore.rebuild`.
"""

from __future__ import annotations

import unicodedata

_QUOTES = "“”„‟〝〞＂「」『』﹁﹂﹃﹄«»"
_APOSTROPHES = "‘’‚‛＇`´"
_DASHES = "‐‑‒–—―−﹣－⁃─━"
_BLANKS = "\u3000\u00a0\u2002\u2003\u2009\u202f\t\r\n\v\f"
_SAME = {
    "[": "〔【［〖",
    "]": "〕】］〗",
    "<": "《〈＜",
    ">": "》〉＞",
    "·": "•・‧∙･",
    "~": "～〜∼",
    "×": "✕✖╳",
    "¥": "￥",
    "0": "〇○◯",
}
# The usual form, then variants of it (异体字, traditional forms) that stand in names, addresses and shop signs.
_HAN = (
    "账帐 余馀餘 家傢 户戶戸 杰傑 峰峯 升昇陞 晖暉 群羣 于於 后後 里裡裏 台臺 周週 钟鐘鍾 游遊 岳嶽 秘祕 粘黏 "
    "炮砲 烟煙菸 床牀 线線綫 栖棲 村邨 坂阪 强強彊 韵韻 凉涼 决決 况況 净淨 冲沖 减減 凑湊 巩鞏 并並併 布佈 "
    "占佔 侄姪 兔兎 册冊 却卻 吃喫 咸鹹 园園 场場塲 块塊 墙牆 妆妝 宝寶 宾賓 岩巖 岛島 庄莊 库庫 录錄 彩綵 志誌 "
    "总總 恒恆 托託 扣釦 扬揚 据據 携攜 晒曬 晓曉 暖煖 杆桿 松鬆 柏栢 查査 楼樓 榨搾 毡氈 气氣 汇匯 沈瀋 注註 "
    "泪淚 洁潔 炉爐 灶竈 灾災 点點 焰燄 爱愛 猫貓 珍珎 瑶瑤 电電 画畫 盘盤 碗盌 礼禮 窗窓 筑築 粮糧 糕餻 红紅 "
    "纸紙 罗羅 耻恥 胭臙 脚腳 艳豔 芦蘆 苏蘇 药藥 莲蓮 虾蝦 装裝 订訂 贤賢 赞讚 跃躍 辉輝 迹跡 采採 铁鐵 铺鋪舖 "
    "闲閒 阁閣 雕彫 霉黴 面麵 韩韓 饭飯 馆館舘 馒饅 骏駿 鸡雞鷄 麻蔴 发發髮 "
    # Radicals for characters, as text copied from a PDF holds them; the normal forms of Unicode lack these.
    "民⺠ 母⺟ 西⻄ 见⻅ 角⻆ 贝⻉ 车⻋車 长⻓長 门⻔門 青⻘ 页⻚ 风⻛風 飞⻜飛 食⻝ 马⻢馬 骨⻣ 鬼⻤ 鱼⻥魚 "
    "鸟⻦鳥 麦⻨麥 黄⻩黃 齐⻬ 齿⻮ 龙⻰龍 龟⻳ 虎⻁ "
)


def _compatible() -> dict[str, str]:
    """Full-width signs, radicals that text copied from a PDF holds for characters, and compatibility ideographs."""
    areas = ((0xFF01, 0xFF5E), (0x2F00, 0x2FD5), (0xF900, 0xFAFF), (0x2F800, 0x2FA1D))
    signs = (chr(code) for first, last in areas for code in range(first, last + 1))
    return {sign: plain for sign in signs if len(plain := unicodedata.normalize("NFKC", sign)) == 1 and plain != sign}


def _folds() -> dict[int, str]:
    to = _compatible()
    for usual, signs in ({'"': _QUOTES, "'": _APOSTROPHES, "-": _DASHES, " ": _BLANKS} | _SAME).items():
        to.update(dict.fromkeys(signs, usual))
    for forms in _HAN.split():
        to.update(dict.fromkeys(forms[1:], forms[0]))
    return {ord(sign): to.get(plain, plain) for sign, plain in to.items()}


# A sign → the sign it is taken for; texts keep their length.
FOLDS = _folds()
INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_FOLDED = frozenset(map(chr, FOLDS))


def folded(text: str) -> str:
    """The text with each sign replaced by the one it is taken for; as long as before."""
    return text if _FOLDED.isdisjoint(text) else text.translate(FOLDS)
