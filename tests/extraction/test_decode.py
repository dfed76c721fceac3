"""The bytes outweigh what page and server say of them."""

import itertools

import pytest

from crawler.extraction.decode import decode

SIMPLIFIED = (
    "春雨过后，镇上的茶园开始采摘新茶。茶农们天不亮就上山，赶在太阳出来之前把嫩芽采下来，一年里最忙。"
)
TRADITIONAL = (
    "春雨過後，鎮上的茶園開始採摘新茶。茶農們天不亮就上山，趕在太陽出來之前把嫩芽採下來，一年裡最忙。"
)
BEYOND_GBK = SIMPLIFIED + "㐀𠀀"
DECLARED = ["utf-8", "gb2312", "gbk", "big5", "iso-8859-1", "x-unknown", None]


def page(text: str, declared: str | None) -> str:
    meta = f'<meta charset="{declared}">' if declared else ""
    return f"<html><head>{meta}</head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("text", "encoding", "in_header", "in_page"),
    [
        (text, encoding, in_header, in_page)
        for (text, encoding), in_header, in_page in itertools.product(
            [
                (SIMPLIFIED, "utf-8"),
                (SIMPLIFIED, "gbk"),
                (BEYOND_GBK, "gb18030"),
                (TRADITIONAL, "big5"),
                (SIMPLIFIED, "utf-16"),
            ],
            DECLARED,
            DECLARED,
        )
    ],
)
def test_a_page_is_read_right_whatever_is_declared(text, encoding, in_header, in_page):
    html = page(text, in_page)
    content_type = f"text/html; charset={in_header}" if in_header else "text/html"
    assert decode(html.encode(encoding), content_type).text == html


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        ("火灾通报", "gbk", None),
        ("火灾通报", "gbk", "gb2312"),
        ("火灾通报", "gbk", "iso-8859-1"),
        ("火災通報", "big5", "big5"),
        ("L'été à la préfecture, où les élèves étaient réunis.", "cp1252", "iso-8859-1"),
        ("Новости из Москвы: сегодня утром прошёл дождь, к вечеру обещают снег.", "cp1251", "windows-1251"),
        ("日本語の文章をここに書いておきます。東京で起きた事件について。", "euc_jp", "euc-jp"),
        ("日本語の文章をここに書いておきます。東京で起きた事件について。", "cp932", "shift_jis"),
        ("日本語の文章をここに書いておきます。", "iso2022_jp", "iso-2022-jp"),
        ("한국어 문장을 여기에 적어 둡니다. 서울에서 일어난 사건을 보도합니다.", "cp949", "euc-kr"),
    ],
)
def test_a_short_page_or_another_script_is_read_as_declared_or_detected(text, encoding, declared):
    html = page(text, declared)
    assert decode(html.encode(encoding)).text == html


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
@pytest.mark.parametrize("declared", ["utf-8", "gbk", "iso-8859-1", None])
def test_a_few_invalid_bytes_cost_only_themselves(encoding, declared):
    html = page(SIMPLIFIED * 3, declared)
    whole = html.encode(encoding)
    middle = whole.index("嫩芽".encode(encoding))
    damaged = whole[:middle] + b"\xff\xff" + whole[middle:]
    text = decode(damaged).text
    assert text.replace("\ufffd", "") == html
    assert "\ufffd" in text


@pytest.mark.parametrize(
    ("text", "encoding"), [(SIMPLIFIED, "utf-8"), (SIMPLIFIED, "gbk"), (TRADITIONAL, "big5")]
)
def test_a_page_cut_inside_a_character_loses_that_character_only(text, encoding):
    assert decode(text.encode(encoding)[:-1]).text == text[:-1]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"\xef\xbb\xbf" + "茶".encode(), "茶"),
        ("茶".encode("utf-16"), "茶"),
        (b"\xfe\xff" + "茶".encode("utf-16-be"), "茶"),
        ("茶".encode("utf-32"), "茶"),
        (b"\x84\x31\x95\x33" + "茶".encode("gb18030"), "茶"),
    ],
)
def test_a_byte_order_mark_decides_and_is_not_text(body, text):
    assert decode(body, "text/html; charset=big5").text == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_without_its_mark(encoding):
    html = page(SIMPLIFIED, None)
    assert decode(html.encode(encoding)).text == html


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("It was a café.", "cp1252"),
        ("Café society reopens in the old quarter, the mayor said on Monday.", "iso-8859-1"),
        ("El niño comió piña en la mañana.", "iso-8859-1"),
        ("“Smart quotes” and a dash – here’s one – were kept by the mayor’s office.", "cp1252"),
        ("Les élèves de l'école étaient réunis à la préfecture, où le maire les a reçus.", "iso-8859-1"),
        ("Die Straße über die Brücke ist für Fußgänger wieder geöffnet.", "iso-8859-1"),
        ("Le cœur de la vieille ville bat à nouveau.", "cp1252"),
        ("Entry costs £5 for adults.", "cp1252"),
        ("A façade, a naïve plan", "cp1252"),
        ("Gęś i żółw poszły rano do sklepu, żeby kupić świeże bułki i trochę masła.", "iso-8859-2"),
        ("Новости из Москвы: сегодня утром прошёл дождь, к вечеру обещают снег.", "cp1251"),
    ],
)
@pytest.mark.parametrize("markup", ["<p>{}</p>", "{}"])
def test_a_text_that_declares_nothing_is_read_as_what_its_words_look_like(text, encoding, markup):
    assert decode(markup.format(text).encode(encoding)).text == markup.format(text)


@pytest.mark.parametrize(
    ("body", "cut"),
    [
        (SIMPLIFIED.encode()[:-1], True),
        (SIMPLIFIED.encode()[:-2], True),
        (SIMPLIFIED.encode("gbk")[:-1], True),
        (SIMPLIFIED.encode("utf-16")[:-1], True),
        (SIMPLIFIED.encode(), False),
        (SIMPLIFIED.encode("gbk"), False),
        (TRADITIONAL.encode("big5"), False),
        ("Le café est fermé".encode("cp1252"), False),
        (b"", False),
    ],
)
def test_a_text_that_ends_inside_a_character_is_known(body, cut):
    assert decode(body).cut is cut
