"""Texts in other languages on Chinese sites, whose lines round the text are Chinese. Written for these tests."""

import pytest

from crawler.extraction.extract import extract
from crawler.extraction.fields.chinese_site import is_chinese_site
from crawler.extraction.markup.html import parse_html
from crawler.items import Article
from crawler.sources import ANY_SITE
from tests.extraction.captures import capture

JAPANESE = (
    "川沿いの小さな食堂が、この春で開店から三十年を迎えた。店主の山下さんは「お客さんの声に支えられてきました」と話す。",
    "名物は朝に釣れた魚の煮つけで、昼前には売り切れることが多い。遠くの町から毎週通う人もいるという。",
    "食堂は来月の末まで記念の献立を出し、その後は改装のため二週間ほど休む予定だ。",
)
ENGLISH = (
    "The ferry that crosses the river at Linhe has carried farmers, students and nurses for forty years.",
    "It is going to be replaced by a bridge in the autumn, and the pilot of the boat says that he is ready to rest.",
    "The town has asked for the old boat to be kept on the bank, where the children may play on it.",
)
PINYIN = (
    "我(wǒ)们(men)明(míng)天(tiān)去(qù)河(hé)边(biān)看(kàn)渡(dù)船(chuán)，你(nǐ)也(yě)来(lái)吧(ba)。",
    "老(lǎo)周(zhōu)的(de)船(chuán)很(hěn)旧(jiù)，可(kě)是(shì)走(zǒu)得(de)很(hěn)稳(wěn)。",
    "桥(qiáo)修(xiū)好(hǎo)以(yǐ)后(hòu)，船(chuán)就(jiù)停(tíng)在(zài)岸(àn)上(shàng)了(le)。",
)
TEXTS = {
    "Japanese": ("川沿いの食堂が開店三十年を迎える", JAPANESE),
    "English": ("An old ferry is going to rest", ENGLISH),
    "a lesson with readings": ("第7课 渡船", PINYIN),
}


def page(title: str, text: tuple[str, ...], *, info: str, end: str) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in text)
    return (
        f"<html><head><title>{title}_临河在线</title></head><body><div class='nav'><a href='/'>首页</a></div>"
        f"<h1>{title}</h1><div class='info'>{info}</div><div class='content'>{body}{end}</div></body></html>"
    )


def read(html: str) -> Article:
    return extract(capture(html, url="http://saved.example/1.html"), ANY_SITE)


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_in_another_language_is_read_below_the_chinese_labels_of_its_site(name: str) -> None:
    title, text = TEXTS[name]
    info = "发布时间：2021-03-05 18:20　来源：临河日报　作者：张晓梅"
    article = read(page(title, text, info=info, end="<p>（责任编辑：李建国）</p>"))
    assert (article.title, article.text) == (title, "\n".join(text))
    assert (article.publisher, article.authors, article.editors) == ("临河日报", ("张晓梅",), ("李建国",))
    assert article.published_at == "2021-03-05T18:20:00+08:00"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("<a>首页</a><p>责任编辑：李建国</p>", True),
        ("<a>首頁</a><p>責任編輯：李建國</p>", True),
        ("<p>来源：临河日报</p>", False),
        ("<p>編集：山下</p><p>公開日時：2021年3月5日</p><p>著者：山下</p><p>関連記事</p>", False),
        ("<p>Published: March 5, 2021</p><p>Source: Linhe Daily</p>", False),
    ],
    ids=["simplified", "traditional", "one line may be quoted", "Japanese", "English"],
)
def test_a_chinese_site_is_known_by_two_of_its_labels(lines: str, expected: bool) -> None:
    assert is_chinese_site(parse_html(f"<html><body>{lines}</body></html>")) is expected
