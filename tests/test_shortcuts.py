"""What is looked for first, because it is found sooner, lets nothing through that the whole search finds."""

from __future__ import annotations

import gc
import random
import re
import unicodedata
import weakref

import pytest

from gonghui import archive, packing
from gonghui.checkup.prose import gaps
from gonghui.facts import Names, decoys, dictionary, extent, prose
from gonghui.facts.quantities import _COUNTS, _LED_BY, _WHOLE, _WHOLE_HAS, measured_in
from gonghui.privacy import digits, person, plain, secrecy
from gonghui.problem import Problems
from gonghui.reading import bounds
from gonghui.registry import load_registry
from tests.conftest import ROOT

TEXTS = 1500  # of each kind


def pieces(text: str) -> list[str]:
    """What stands between single blanks."""
    return text.split(" ")


NUMBERS = pieces(
    "0 1 5 12 20 500 2023 138 一 三 十 百 千 万 亿 两 零 〇 x × ** . , - ~ 至 到 / 1/2"
)
WORDS = pieces(
    "年 月 日 个 人 名 户 次 元 % 第 届 前 后 每 季度 全覆盖 覆盖 不少于 至少 走访 完成 约 近 百分之 余 多 以上 “ ” ‘ ’ 《 》 〔 〕 ( ) "
    "[ ] ， 。 ； ： 职工 会员 人数 会员人数 办结率 年来 年间 历年 任期内 届期内 自建会以来 自成立以来 几 近 三八 一个 每年 至 A b 条 号 大 "
    "双 同 其中 上 万家 聚一堂 再 又 并 任一"
)
MARKS = pieces(
    "秘 机 绝 密 級 级 祕 絕 機 內 内 部 资 料 資 文 件 材 刊 物 参 考 參 ★ ☆ * ㊙ 密级： 秘密 内部资料 注意保存 【 】 "
    "\n | # \u3000 \u200b ** ： , 10年 长期"
)
DISGUISED = pieces(
    "1 3 8 12 345 0 6789 13812345678 O o l I \u0406 \u041e \u039f - . , e E + 1.3812345678E10 e+12 .0 & &#49; %31 "
    "０ １ ① ⑴ 三 八 零 \u200b \u00ad 、 ， a Z X 元 \n"
)
NAMES = pieces("王小明 李强 欧阳小明 张某某 安全")
HARDSHIPS = pieces(
    "困难 特困 患病 大病 重病 单亲 残疾 低保 丧偶 失独 住院 病故 患癌 肿瘤 脑梗 生活困难 家境困难 因病致困 身患癌症 患有重病 "
    "患上尿毒症 是单亲 身有残疾 家庭特困 不幸患肝病 隐患"
)
BEFORE = pieces("职工 会员 看望了 慰问 ， 、 为 （ 困难职工 全")
BEHIND = pieces("， 。 同志 家 患 等 职工 、李强，")
PEOPLE = (
    [HARDSHIPS, pieces(" 的"), pieces("职工 会员 户 家庭"), pieces(" 代表 （ ："), NAMES, BEHIND],
    [BEFORE, NAMES, pieces("（ ( ， "), HARDSHIPS],
    [BEFORE, ["遗属"], pieces(" ："), NAMES, BEHIND],
    [BEFORE, NAMES, pieces(" 同志 的家庭 （女） 因"), HARDSHIPS, BEHIND],
    [pieces("身患 患有 患 困难"), pieces("癌症 重病"), ["的"], pieces(" 职工"), NAMES, BEHIND],
    [
        BEFORE,
        NAMES,
        pieces(" 、李强"),
        pieces("等 和"),
        pieces(" 3 十余"),
        pieces(" 名 户"),
        HARDSHIPS,
    ],
)


LED = (
    pieces("不少于 不超过 至少 最少 约 近 "),
    pieces("走访 完成 为 "),
    pieces("3 三 百分之五 ** - 负2"),
    pieces("户 余 万元 %"),
)
SAID = (
    pieces(
        "进 同 统 唯 单 专 不 逐 之 划 万 其中之 每 这 那 某 任 另 哪 下 前 后 上 再 又 同样 并非 聚 双 第 . “ 《 〔 ( [ A"
    ),
    pieces("一 1 2023 节 一堂 3. 10 三八 .5"),
    pieces("个 强 〕 ) ] ” 》 x5米 届 号 年"),
)


def texts(some: list[str], longest: int = 12, seed: int = 1) -> list[str]:
    """Texts of these pieces, always the same."""
    dice = random.Random(seed)
    return ["".join(dice.choices(some, k=dice.randint(1, longest))) for _ in range(TEXTS)]


def in_turn(*places: list[str]) -> list[str]:
    """Texts with one of the pieces of each place, and something around now and then."""
    dice = random.Random(1)
    around = ["", "", *BEFORE, *HARDSHIPS]
    places = (around, *places, around)
    return ["".join(dice.choice(some) for some in places) for _ in range(TEXTS)]


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(load_registry(ROOT, Problems()))


@pytest.mark.parametrize(
    ("whole", "first", "some"),
    [
        pytest.param(*one, id=name)
        for name, *one in (
            ("years", extent._YEARS, extent._YEARS_END.search, texts(WORDS + NUMBERS)),
            (
                "days",
                extent._RANGE,
                lambda text: "月" in text and "日" in text,
                in_turn(
                    *map(pieces, ("1 3", "月 ", "5 12", "日 ", "- 至 ~ ，", " 4月", "8", "日 "))
                ),
            ),
            (
                "blanks",
                gaps._BLANK,
                gaps._OPENS.search,
                texts([" ", *pieces("全县 名 户 __ ＿ （ ） 个 职工")]),
            ),
            (
                "wholes",
                _WHOLE,
                _WHOLE_HAS.search,
                in_turn(
                    *map(
                        pieces, ("每 全覆盖 11 至少", "季度 年 /", " 召开", "2 一 14", "次 场 面 ")
                    )
                ),
            ),
            ("grades", secrecy._GRADE, lambda text: "密" in text or "㊙" in text, texts(MARKS)),
            (
                "papers",
                secrecy._ALONE,
                secrecy._MARKED.search,
                in_turn(
                    pieces(" 【 \n **"),
                    pieces("内 密"),
                    pieces("  ** |"),
                    pieces("部 级"),
                    pieces("  : ："),
                    pieces("资料 文件 参考 刊物 秘密 机密 材**料"),
                    pieces(" 】 \n 注意保存 ，严禁外传"),
                ),
            ),
            (
                "powers",
                digits._POWER,
                digits._TIMES_TEN.search,
                in_turn(*map(pieces, ("1 0", ".", "381234 3812345678", "e E ", "+ ", "10 9 18"))),
            ),
            *(
                (f"people{number}", pattern, first.search, in_turn(*places))
                for number, ((first, pattern), places) in enumerate(
                    zip(person._PATTERNS, PEOPLE, strict=True), start=1
                )
            ),
        )
    ],
)
def test_what_a_pattern_finds_has_what_is_looked_for_first(whole, first, some):
    found = [text for text in some if whole.search(text)]
    assert len(found) >= 20
    assert all(first(text) for text in found)


def test_numbers_in_disguise_are_written_out_as_by_every_step(monkeypatch):
    numbers = (
        [" ", "-", "", "  "],
        pieces("1381234567 138123 O2345 l"),
        [" ", "-", ""],
        pieces("O l 0 5678"),
    )
    some = [*texts(DISGUISED, 25), *in_turn(*numbers, *numbers)]
    quick = [digits.unescaped(text) for text in some]
    monkeypatch.setattr(digits, "_BESIDE_DIGIT", re.compile(""))
    monkeypatch.setattr(digits, "_TIMES_TEN", re.compile(""))
    assert quick == [digits.unescaped(text) for text in some]
    assert sum(one != text for one, text in zip(quick, some, strict=True)) > 100


def test_eleven_digits_are_seen_wherever_they_may_be_parted():
    between = rf"(?:{digits.UNSEEN}++|[^\w{digits.UNSEEN}]|[_{digits._FILLERS}]){{0,8}}"
    each = re.compile(rf"(?:{digits._DIGIT}{between}){{10}}{digits._DIGIT}")
    some = texts(DISGUISED, 25)
    assert [bool(each.search(one)) for one in some] == [
        bool(digits._PERHAPS.search(one)) for one in some
    ]
    assert 100 < sum(bool(each.search(one)) for one in some) < TEXTS - 100


def test_traditional_characters_become_simple_ones_in_their_places():
    table = str.maketrans("祕機絕內資參", "秘机绝内资参")
    for text in texts(MARKS, seed=2):
        if not plain.UNSEEN.search(text):
            assert plain.plain(text)[0] == plain._WIDE.sub(plain._folded, text.translate(table))


def test_decoys_are_hidden_as_if_each_were_looked_for_everywhere():
    kinds = [re.compile(kind) for kind in decoys._KINDS]
    runs = [char * length for char in "1,一" for length in range(20, 40)]
    hidden = 0
    for text in [
        *texts(WORDS + NUMBERS),
        *in_turn(*SAID),
        *runs,
        *texts([*NUMBERS, "三八", "九", "1", "."], 60, 3),
    ]:
        said = text
        for kind in kinds:
            said = kind.sub(decoys._hidden, said)
        assert decoys.hide(text) == said
        hidden += said != text
    assert hidden > TEXTS


def test_a_quantity_stands_near_its_number_and_is_read_as_without_a_look_ahead(names):
    pattern = measured_in(names.words).pattern
    begun = "".join(sorted({re.escape(word[0]) for word in names.words}))
    bare = pattern.replace("(?=[^-~至到]*+[-~至到])", "")
    bare = re.sub(r"\(\?=\[[^]]{20,}\]\)(?=\(\?:)", "", bare)
    assert len(bare) < len(pattern) - 3 * len(begun) / 2
    whole, found = re.compile(bare), 0
    for text in [*texts(WORDS + NUMBERS, 10, 4), *in_turn(*LED)]:
        every = [(match.span(), match.groupdict()) for match in whole.finditer(text)]
        counts = _COUNTS.search(text)
        near = max(0, counts.start() - _LED_BY) if counts else len(text)
        found += len(every)
        assert every == [
            (match.span(), match.groupdict()) for match in names.measured.finditer(text, near)
        ]
    assert found > TEXTS


def test_the_longest_name_is_found_at_each_place(names):
    known, found = names._meanings, 0
    some = [*(name[:2] for name in known), *(name[-2:] for name in known), *known, "，", "3"]
    for text in texts(some, 6, 5):
        said, at = [], 0
        while at < len(text):
            name = max((n for n in known if text.startswith(n, at)), key=len, default="")
            if name:
                said.append(dictionary.Name(at, at + len(name), *known[name]))
            at += len(name) or 1
        found += len(said)
        assert names.within(text) == said
    assert found > TEXTS


def test_what_is_not_folded_is_as_folding_would_leave_it():
    marks = dict(prose._MARKS_OF_TEXTS)
    for char in map(chr, range(0x21, 0x10000)):
        if not prose._CHANGED.search(char) and not 0xD800 <= ord(char) < 0xE000:
            folded = unicodedata.normalize("NFKC", char).translate(prose._DASHES)
            assert folded == char
            assert not prose._CIRCLED.match(char)
    assert all(unicodedata.normalize("NFKC", mark) == simple for mark, simple in marks.items())


def test_each_word_of_a_sentence_stands_where_it_says():
    some = [
        "三个",
        "2",
        " ",
        "**",
        "`",
        "\n",
        "\n- ",
        "\n\n",
        "[a](b)",
        "，",
        "①",
        "　",
        "\\*",
        "# ",
        "|",
    ]
    places = 0
    for text in texts(some, 15, 6):
        lines = text.split("\n")
        for sentence in prose.sentences(text):
            for at, index in enumerate(sentence.origin[:-1]):
                line, column = sentence.place(at)
                written = sentence.words[index]
                assert written.isspace() or lines[line - 1][column - 1] == written
                places += 1
    assert places > TEXTS


def test_a_text_taken_as_plain_keeps_within_every_bound(monkeypatch):
    for name, value in (
        ("MAX_HEADINGS", 3), ("MAX_LINES", 9), ("MAX_COLUMNS", 4), ("MAX_CELLS", 8), ("MAX_MARKS_OF_BLOCK", 5),
        ("MAX_MARKS", 7), ("MAX_CALLS", 2), ("MAX_OPEN", 5),
    ):  # fmt: skip
        monkeypatch.setattr(bounds, name, value)
    some = texts(
        ["\n", "\n\n", "|", "# ", "*", "<", ">", "{{", "a", "\\", "\n---\n", "\n# a", "\n# "], 14, 7
    )
    taken = [text for text in some if bounds._is_plain(text)]
    monkeypatch.setattr(bounds, "_is_plain", lambda body: False)
    assert all(bounds.is_bounded(text, 1, "a.md", Problems()) for text in taken)
    assert 100 < len(taken) < TEXTS - 100


def test_what_was_read_from_the_archive_holds_nothing_of_its_reader(monkeypatch):
    readers = []

    class Reader(packing._Unpickler):
        def __init__(self, *args):
            super().__init__(*args)
            readers.append(weakref.ref(self))

    monkeypatch.setattr(packing, "_Unpickler", Reader)
    registry = load_registry(ROOT, Problems())
    unit = next(iter(registry.units.values()))
    packed = archive._packed({"a.md": (unit, [registry])})
    gc.disable()
    try:
        kept = archive._Archive({}, {}, registry, None, "")
        assert kept.loaded(packed) == {"a.md": (unit, [registry])}
        assert readers[0]() is None
    finally:
        gc.enable()
