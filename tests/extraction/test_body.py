"""Every paragraph of the article and nothing else."""

from crawler.extraction.extract import extract
from crawler.sources import ANY_SITE, Selectors, Source
from tests.extraction.captures import capture
from tests.extraction.pages import PARAGRAPHS, news_page

TEXT = "\n".join(PARAGRAPHS)


def read(html: str, source: Source = ANY_SITE) -> str:
    return extract(capture(html), source).text


def test_text_is_the_paragraphs_joined_by_one_line_break():
    assert read(news_page()) == TEXT


def test_inline_elements_leave_no_space_inside_a_word():
    html = news_page().replace("早市", "早<span><a href='/k'>市</a></span><span></span>")
    assert read(html) == TEXT


def test_what_stands_before_and_after_the_text_is_cut():
    tail = "<p>责任编辑：李明</p><p>声明：本文转载自其他媒体，不代表本站立场，请读者自行核实。</p><p>分享到：</p>"
    article = extract(capture(news_page(tail=tail)), ANY_SITE)
    assert article.text == TEXT
    assert article.editors == ("李明",)


def test_the_source_s_container_is_read_whole_without_what_it_drops():
    source = Source(name="linhe", selectors=Selectors(body=(".content",), drop=(".advert", "p[style*=none]")))
    html = news_page(
        tail="<p>短。</p><p class=advert>买茶叶请来电</p><p style='display:none'>藏</p><p>完结的一句。</p>"
    )
    assert read(html, source) == f"{TEXT}\n短。\n完结的一句。"


def test_without_its_container_the_page_is_read_like_any_other():
    assert read(news_page(), Source(name="linhe", selectors=Selectors(body=(".changed",)))) == TEXT


def test_a_stray_end_of_the_document_does_not_lose_the_article():
    assert read(news_page().replace("<div class='article'>", "</body></html><div class='article'>")) == TEXT


def test_lines_parted_by_breaks_are_paragraphs():
    joined = "<br><br>".join(PARAGRAPHS)
    html = news_page().replace("".join(f"<p>　　{paragraph}</p>" for paragraph in PARAGRAPHS), joined)
    assert read(html) == TEXT


def test_cells_of_a_table_are_told_apart():
    rows = "<tr><th>品种</th><th>价格</th></tr><tr><td>萝卜</td><td>两元</td></tr>"
    tail = f"<table>{rows}</table><p>价格每天早上公布一次。</p>"
    source = Source(name="linhe", selectors=Selectors(body=(".content",)))
    assert "品种 | 价格\n萝卜 | 两元" in read(news_page(tail=tail))
    assert "品种 | 价格\n萝卜 | 两元" in read(news_page(tail=tail), source)
