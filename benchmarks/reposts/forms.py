"""Hard negatives: articles that look alike and are no reposts, in families of one form or of one event."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, Protocol

from benchmarks.reposts import prose
from benchmarks.reposts.prose import day
from benchmarks.reposts.words import WORDS
from tests.sites.writing import amount, person, place, where, word

Draw = random.Random
Text = tuple[str, str]
"""A title and a text."""


class Texts(Protocol):
    """Where unrelated texts come from; one taken is not given again."""

    def take(self, draw: Draw, letters: int) -> str:
        """Paragraphs of about so many letters together. EndOfTextsError where there are no more."""


Family = Callable[[Draw, int, Texts], Iterator[Text]]

_SENTENCES: Final = re.compile("[^。！？\n]+[。！？]?[”）]?")


def same_event(draw: Draw, count: int, texts: Texts) -> Iterator[Text]:
    """By two papers each: 10 to 40% of the sentences of the one are quotations and statements that the other has."""
    for _n in range(max(1, count // 2)):
        share = draw.uniform(0.1, 0.4)
        own = [_SENTENCES.findall(texts.take(draw, draw.randint(250, 1200))) for _ in range(2)]
        facts = [prose.sentence(draw) for _ in range(max(1, round(min(map(len, own)) * share / (1 - share))))]
        for sentences in own:
            mixed = list(sentences)
            for fact in facts:
                mixed.insert(draw.randint(0, len(mixed)), fact)
            yield prose.headline(draw), _in_paragraphs(mixed, draw)


def yearly_notice(draw: Draw, count: int, _: Texts) -> Iterator[Text]:
    body, who, what = prose.text_of(draw, draw.randint(120, 700)), where(draw), prose.clause(draw)
    last = draw.randint(2001 + count, 2026)
    for year in range(last - count, last):
        dates = f"报名时间为{year}年{day(draw)}至{day(draw)}，现场确认截至{day(draw)}，名额{draw.randint(10, 300)}个。"
        yield (
            f"{who}{year}年{what}的通知",
            f"为做好{year}年{what}工作，现将有关事项通知如下：\n{dates}\n{body}\n{who}\n{year}年{day(draw)}",
        )


def weather(draw: Draw, count: int, _: Texts) -> Iterator[Text]:
    town = place(draw)
    advice = prose.sentence(draw) if draw.random() < 0.5 else "请注意防范，出行注意交通安全，及时增减衣物。"
    for _n in range(count):
        today, low = day(draw), draw.randint(-5, 22)
        days = [
            f"{name}{draw.choice(WORDS['skies'])}，{draw.choice('东南西北')}风"
            f"{draw.randint(1, 3)}到{draw.randint(4, 6)}级，"
            f"最低气温{low + draw.randint(-2, 2)}℃，最高气温{low + draw.randint(6, 12)}℃"
            for name in ("今天白天到夜间", "明天", "后天")
        ]
        yield (
            f"{town}{today}天气预报",
            f"{town}气象台{today}{draw.randint(5, 18)}时发布天气预报：{'；'.join(days)}。{advice}",
        )


def obituary(draw: Draw, count: int, _: Texts) -> Iterator[Text]:
    unit, rites = (
        where(draw),
        f"按照{{}}同志遗愿和家属意见，丧事从简，不设灵堂，不收花圈。遗体告别仪式在{place(draw)}殡仪馆举行。",
    )
    for _n in range(count):
        name, born, role = person(draw), draw.randint(1925, 1955), word(draw, "roles")
        yield (
            f"{name}同志逝世",
            f"{unit}原{role}{name}同志，因病医治无效，于{draw.randint(2015, 2025)}年{day(draw)}{draw.randint(1, 23)}时"
            f"在{place(draw)}逝世，享年{draw.randint(70, 98)}岁。\n"
            f"{name}，{draw.choice('男女')}，{born}年{draw.randint(1, 12)}月"
            f"生于{place(draw)}，{born + draw.randint(17, 25)}年参加工作，先后在{where(draw)}、{where(draw)}任职，"
            f"{born + 60}年退休。\n{rites.format(name)}",
        )


def price_list(draw: Draw, count: int, _: Texts) -> Iterator[Text]:
    market, goods = (
        f"{place(draw)}农产品批发市场",
        draw.sample(WORDS["goods"], draw.randint(6, 20)),
    )
    for _n in range(count):
        today = day(draw)
        rows = [
            f"{one} {draw.randint(5, 300) / 10:.1f}元/公斤 {draw.choice(('涨', '跌', '平'))}" for one in goods
        ]
        yield (
            f"{market}{today}行情",
            "\n".join([f"{market}{today}主要品种批发价格如下：", *rows, "以上价格仅供参考。"]),
        )


def name_list(draw: Draw, count: int, _: Texts) -> Iterator[Text]:
    """Awards and candidates: the same heading and closing words, other names."""
    what, unit = prose.clause(draw), where(draw)
    phone = draw.randint(2_000_000, 8_999_999)
    end = (
        "公示期间，任何单位和个人均可通过来信、来电、来访的形式反映情况。反映情况要实事求是、客观公正。"
        f"联系电话：{phone}。"
    )
    for number in range(count):
        names = [
            f"{n}.{person(draw)}　{where(draw)}{word(draw, 'roles')}" for n in range(1, draw.randint(5, 25))
        ]
        yield (
            f"{what}拟表彰名单公示（第{number + 1}批）",
            f"经推荐、审核，现将{what}拟表彰人员名单予以公示：\n" + "\n".join([*names, end, unit]),
        )


def recruitment(draw: Draw, count: int, _: Texts) -> Iterator[Text]:
    terms = prose.text_of(draw, draw.randint(80, 300))
    end = (
        "应聘者须遵守国家法律法规，身体健康，服从岗位安排。有意者请将个人简历发送至指定邮箱，"
        "初审合格者通知面试，一经录用，待遇从优。"
    )
    for _n in range(count):
        unit, post = where(draw), draw.choice(WORDS["posts"])
        yield (
            f"{unit}招聘{post}启事",
            f"因工作需要，{unit}面向社会公开招聘{post}{draw.randint(1, 9)}名，年龄{draw.randint(28, 50)}周岁以下，"
            f"月薪{draw.randint(30, 90)}00元，报名截至{day(draw)}。\n{terms}\n{end}",
        )


def court_notice(draw: Draw, count: int, _: Texts) -> Iterator[Text]:
    court = f"{place(draw)}人民法院"
    for _n in range(count):
        name, other = person(draw), person(draw)
        number = f"（{draw.randint(2015, 2025)}）民初{draw.randint(100, 9999)}号"
        yield (
            f"{court}公告",
            f"{name}：本院受理原告{other}诉被告{name}{draw.choice(WORDS['causes'])}纠纷一案，现依法向你公告送达起诉状副本、应诉通知书、"
            "举证通知书及开庭传票。自发出本公告之日起，经过三十日即视为送达。提出答辩状和举证的期限均为公告期满后的十五日内，"
            f"并定于举证期满后第三日上午{draw.randint(8, 11)}时在本院第{draw.randint(1, 12)}法庭公开开庭审理，"
            f"逾期将依法缺席裁判。案号{number}。\n{court}",
        )


def police_notice(draw: Draw, count: int, _: Texts) -> Iterator[Text]:
    office = f"{place(draw)}公安局"
    for _n in range(count):
        at, who = day(draw), person(draw)
        yield (
            f"{office}警情通报",
            f"{at}{draw.randint(0, 23)}时许，我局接到群众报警称，{place(draw)}发生一起警情。"
            "接警后，我局立即组织警力赶赴现场处置。"
            f"经查，{who}（{draw.choice('男女')}，{draw.randint(19, 66)}岁）{draw.choice(WORDS['acts'])}，"
            "现已被依法采取强制措施。"
            f"目前，案件正在进一步侦办中。请广大群众不信谣、不传谣，共同维护良好的社会秩序。\n{office}\n{at}",
        )


def form_letter(draw: Draw, count: int, _: Texts) -> Iterator[Text]:
    """Differing in one name, or in one number."""
    body, unit = prose.text_of(draw, draw.randint(80, 900)), where(draw)
    by_name, number = draw.random() < 0.5, draw.randint(100, 900)
    names = dict.fromkeys(person(draw) for _ in range(2 * count))
    for n, who in zip(range(count), names, strict=False):
        if by_name:
            yield f"致{who}的一封信", f"尊敬的{who}同志：您好！{body}\n{unit}"
        else:
            yield f"{unit}第{number + n}号通告", f"现将第{number + n}号通告公布如下。{body}\n{unit}"


def series(draw: Draw, count: int, texts: Texts) -> Iterator[Text]:
    """The parts of one series: a standfirst and a footer that all have, and each its own text."""
    name, head, foot = prose.clause(draw), prose.plain(draw) + prose.plain(draw), prose.plain(draw)
    for number in range(1, count + 1):
        own = texts.take(draw, draw.randint(200, 1500))
        lines = [f"编者按：{head}", own, f"（“{name}”系列报道之{number}，{foot}）"]
        yield f"{name}（{number}）", "\n".join(lines)


def flash(draw: Draw, count: int, _: Texts) -> Iterator[Text]:
    """Two lines, in one of the forms that market and quake reports come in."""
    firm, kind = place(draw) + word(draw, "organs"), draw.randrange(4)
    for _n in range(count):
        at, share = day(draw), f"{draw.randint(1, 990) / 100:.2f}%"
        match kind:
            case 0:
                text = f"{firm}{at}公告，前三季度实现净利润{draw.randint(10, 900)}万元，同比增长{share}。"
            case 1:
                text = (
                    f"据台网正式测定，{at}{draw.randint(0, 23)}时{draw.randint(0, 59)}分在{place(draw)}发生"
                    f"{draw.randint(30, 59) / 10}级地震，震源深度{draw.randint(5, 30)}千米。"
                )
            case 2:
                price = draw.randint(300, 9000) / 100
                text = f"截至{at}收盘，{firm}股价报{price}元，上涨{share}，成交额{draw.randint(1, 90)}亿元。"
            case _:
                text = f"{at}，{place(draw)}：{amount(draw)}到位。\n{person(draw)}表示，{word(draw, 'reasons')}。"
        yield f"{firm}快讯", text


FORMS: Final[Mapping[str, Family]] = {
    "same event, two papers": same_event,
    "yearly notice": yearly_notice,
    "weather": weather,
    "obituary": obituary,
    "price list": price_list,
    "list of names": name_list,
    "recruitment": recruitment,
    "court notice": court_notice,
    "police notice": police_notice,
    "form letter": form_letter,
    "series": series,
    "flash": flash,
}


def _in_paragraphs(sentences: Sequence[str], draw: Draw) -> str:
    lines, held = [], ""
    for sentence in sentences:
        held += sentence
        if len(held) > draw.randint(50, 200):
            lines.append(held)
            held = ""
    return "\n".join([*lines, held] if held else lines)
