"""A mirror's lists, keywords, empty elements and escapes are cut; what a text says itself is not."""

import random

import pytest

from crawler.extraction.mirrors.annotations import without_false_readings
from crawler.extraction.mirrors.spam import without_spam
from crawler.extraction.mirrors.verdict import Kind, Verdict, verdict_of
from tests.garbling.spam import Spam, counties, spammed

PAGE = (
    "<html><body>\n<p>渡口今年换了新船，能载六十人。</p>\n"
    "<p>船长说，旧船开了二十八年。</p>\n<p>学生最高兴。</p>\n</body></html>"
)
SPAM = Verdict(kind=Kind.MIRROR_SPAM, signs={"counties": 1})
KEPT = [
    "<p>受灾的有甲山县、乙水县、丙河县、丁江县、戊湖区、己海市、庚岭县、辛溪县等地。</p>",
    "<p>全省各县：甲山县|乙水县|丙河县|丁江县|戊湖区|己海市|庚岭县|辛溪县|壬洲区|癸沙市</p>",
    "<p>平台提供在线观看、免费下载和高清播放，价格不变。他说，这是第一步。</p>",
    "<script>var a = '<p>\\n</p>', b = 'x,。';</script>",
    '<p><a id="top"></a>第一段。<u id="note"></u></p>',
    "<p>代码里写作 print('a\\n')，意思是换行。</p>",
    "<p>真好🌟</p>",
]


@pytest.mark.parametrize("kind", list(Spam))
@pytest.mark.parametrize("seed", range(4))
def test_without_spam_gives_the_page_back(kind: Spam, seed: int) -> None:
    page = spammed(PAGE, frozenset([kind]), random.Random(seed))

    cut, count = without_spam(page, SPAM)

    assert "".join(cut.replace("<div></div>", "").replace("<p></p>", "").split()) == "".join(PAGE.split())
    assert (count > 0) == (page != PAGE)


@pytest.mark.parametrize("text", KEPT)
def test_without_spam_cuts_nothing_of_the_text_itself(text: str) -> None:
    assert without_spam(text, SPAM) == (text, 0)


def test_without_spam_leaves_a_clean_page_alone() -> None:
    page = PAGE.replace("</body>", f"<div>{counties(random.Random(1))}</div></body>")

    assert without_spam(page, Verdict(kind=Kind.CLEAN, signs={})) == (page, 0)


@pytest.mark.parametrize("kind", [Spam.COUNTIES_AT_HEAD, Spam.COUNTIES_AT_FOOT, Spam.KEYWORDS_AT_HEAD])
def test_verdict_knows_clean_text_between_lists(kind: Spam) -> None:
    assert verdict_of(spammed(PAGE, frozenset([kind]), random.Random(2))).kind is Kind.MIRROR_SPAM


@pytest.mark.parametrize(
    "foot",
    [
        "<footer><p>感谢您的访问，您可能还想看：</p>{counties}</footer>",
        '<div style="position:fixed;left:-9000px">{links}</div>',
        '<div class="f" style="text-indent: -9999px">{links}</div>',
    ],
)
def test_verdict_knows_lists_below_a_mirror_s_words_and_hidden_ones(foot: str) -> None:
    places = counties(random.Random(3))
    links = "| ".join(
        f'<a href="http://x{n}.example/">{name}</a>' for n, name in enumerate(places.split("| "), 1)
    )
    page = PAGE.replace("</body>", foot.format(counties=places, links=links) + "</body>")

    verdict = verdict_of(page)

    assert verdict.kind is Kind.MIRROR_SPAM
    assert "县| " not in without_spam(page, verdict)[0]


@pytest.mark.parametrize(
    "foot",
    [
        "<p>全省各县：{counties}</p>",
        "<div><h3>各县政府网站</h3>{links}</div>",
    ],
)
def test_verdict_takes_a_region_s_own_list_for_clean(foot: str) -> None:
    places = counties(random.Random(3)).rstrip("|")
    links = " | ".join(
        f'<a href="http://x{n}.example/">{name}</a>' for n, name in enumerate(places.split("| "))
    )
    page = PAGE.replace("</body>", foot.format(counties=places, links=links) + "</body>")

    assert verdict_of(page).kind is Kind.CLEAN


@pytest.mark.parametrize("escape", [r"\u003c/p\u003e", r"\u003cp\u003e", r"\r\n", r"\n\t", r"\u003C/P\u003E"])
@pytest.mark.parametrize("end", ["</p>", "</P>"])
def test_without_spam_cuts_escapes_between_paragraphs(escape: str, end: str) -> None:
    page = PAGE.replace("</p>", end)

    cut, count = without_spam(page.replace(end, end + escape), SPAM)

    assert (cut, count) == (page, 3)


def test_without_spam_takes_the_stroke_from_quotation_marks() -> None:
    assert without_spam('<p>他说\\"开船了\\"，就走了。</p>', SPAM)[0] == '<p>他说"开船了"，就走了。</p>'


def test_false_readings_go() -> None:
    text = "他在镇上生根(xīnánbù)，每年回来(dōngjīng)两次。"

    assert without_false_readings(text) == ("他在镇上生根，每年回来两次。", 2)


@pytest.mark.parametrize(
    "text",
    [
        "妈妈(māma)说你好(nǐ hǎo)，汉字(hànzì)很有意思(yìsi)。",
        "看拼音写词语：我们要(rènzhēn)读书，春天的(xiǎocǎo)绿了。",
        "东京(tōkyō)和大阪(ōsaka)，咖啡(café)，河内(Hà Nội)。",
    ],
)
def test_true_readings_and_exercises_stay(text: str) -> None:
    assert without_false_readings(text) == (text, 0)
