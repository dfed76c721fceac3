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
FLASH = "台风“红霞”今晨登陆，沿海六县停课，渡轮停航。"
TRADITIONAL_FLASH = "颱風「紅霞」今晨登陸，沿海六縣停課，渡輪停航。"
RARE = "出席的有彧琎、喆祎、垚垚，姓亓官、逯、郄、昝、逄、冼的各有一人。"
BEYOND_GBK = SIMPLIFIED + "㐀𠀀"
MARKUP = (
    '<div class="nav"><a href="/index.html?x=1&amp;y=2"><img src="/img/logo.png" alt="logo"></a></div>\n' * 99
)
TEXTS = {
    "long": (SIMPLIFIED * 9, ("utf-8", "gbk", "gb18030", "utf-16")),
    "one sentence": (SIMPLIFIED, ("utf-8", "gbk", "gb18030", "utf-16")),
    "flash": (FLASH, ("utf-8", "gbk", "gb18030", "utf-16")),
    "few words": ("快讯：市三院新院区今日启用", ("utf-8", "gbk", "gb18030", "utf-16")),
    "figures": ("沪指收报3012.45点，涨0.45%", ("utf-8", "gbk", "gb18030", "utf-16")),
    "English words": ("iPhone 15 开售，App Store 收入增长 12%", ("utf-8", "gbk", "gb18030", "utf-16")),
    "rare names": (RARE, ("utf-8", "gbk", "gb18030", "utf-16")),
    "euro and zero": ("一名读者付了€35，那是二〇二三年。", ("utf-8", "gb18030", "utf-16")),
    "beyond GBK": (BEYOND_GBK, ("utf-8", "gb18030", "utf-16")),
    "beyond GBK, short": ("他叫㐂田，住在𠮷镇。", ("utf-8", "gb18030", "utf-16")),
    "traditional, long": (TRADITIONAL * 9, ("utf-8", "big5", "gbk", "gb18030", "utf-16")),
    "traditional": (TRADITIONAL, ("utf-8", "big5", "gbk", "gb18030", "utf-16")),
    "traditional flash": (TRADITIONAL_FLASH, ("utf-8", "big5", "gbk", "gb18030", "utf-16")),
    "traditional name": ("臺北市政府", ("utf-8", "big5", "gbk", "gb18030", "utf-16")),
    "Cantonese": ("嘅士嗰啲喺度，佢哋話冇問題。" + TRADITIONAL, ("utf-8", "big5hkscs", "utf-16")),
}
DECLARED = ["utf-8", "gb2312", "gbk", "big5", "iso-8859-1", "utf-16", "x-unknown", "gb2312;", None]


def page(text: str, declared: str | None, *, before: str = "") -> str:
    meta = f'<meta charset="{declared}">' if declared else ""
    return f"<html><head>{meta}</head><body>{before}<p>{text}</p></body></html>"


@pytest.mark.parametrize("before", ["", MARKUP], ids=["", "below much markup"])
@pytest.mark.parametrize(
    ("name", "encoding"),
    [(name, encoding) for name, (_, encodings) in TEXTS.items() for encoding in encodings],
)
def test_a_page_is_read_right_whatever_is_declared(name: str, encoding: str, before: str) -> None:
    text, _ = TEXTS[name]
    misread = []
    for in_header, in_page in itertools.product(DECLARED, DECLARED):
        html = page(text, in_page, before=before)
        content_type = f"text/html; charset={in_header}" if in_header else "text/html"
        if decode(html.encode(encoding), content_type).text != html:
            misread.append((in_header, in_page))
    assert misread == []


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


@pytest.mark.parametrize(
    "before",
    [
        '<!-- <meta charset="big5"> -->',
        "<script>document.write('<meta charset=\"shift_jis\">')</script>",
        '<meta charset="utf-8"><meta http-equiv="Content-Type" content="text/html; charset=big5">',
        "<meta http-equiv=content-type content='text/html; charset=gb2312;utf-8'>",
    ],
)
@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-16"])
def test_declarations_that_are_none_or_disagree_change_nothing(before: str, encoding: str) -> None:
    html = page(FLASH, None, before=before)
    assert decode(html.encode(encoding)).text == html


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"\xef\xbb\xbf" + page(SIMPLIFIED, None).encode("gbk"), page(SIMPLIFIED, None)),
        (b"\xef\xbb\xbf\xef\xbb\xbf" + page(FLASH, None).encode(), page(FLASH, None)),
        (page("门票每张#20", None).encode("gbk").replace(b"#", b"\x80"), page("门票每张€20", None)),
        (
            page(SIMPLIFIED + "#8元", "gb2312").encode("gbk").replace(b"#", b"\x80"),
            page(SIMPLIFIED + "€8元", "gb2312"),
        ),
    ],
)
def test_what_browsers_forgive_is_forgiven(body: bytes, text: str) -> None:
    assert decode(body).text == text


@pytest.mark.parametrize(
    ("whole", "part"), [("utf-8", "gbk"), ("gbk", "utf-8"), ("big5", "utf-8"), ("utf-8", "big5")]
)
def test_an_inclusion_in_another_encoding_does_not_decide(whole: str, part: str) -> None:
    text = TRADITIONAL if "big5" in (whole, part) else SIMPLIFIED
    head, tail = page(text * 4, None).encode(whole).split(b"<body>")
    footer = "<div>版權所有</div>" if part == "big5" or whole == "big5" else "<div>版权所有</div>"
    assert text in decode(head + b"<body>" + footer.encode(part) + tail).text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("東京で起きた事件について、警視庁は十日、男を逮捕したと発表した。", "euc_jp"),
        ("東京で起きた事件について、警視庁は十日、男を逮捕したと発表した。", "cp932"),
        ("서울에서 일어난 사건을 경찰이 조사하고 있다고 보도했습니다.", "cp949"),
        ("Новости из Москвы: сегодня утром прошёл дождь.", "koi8-r"),
        ("ข่าวด่วนวันนี้จากกรุงเทพมหานคร", "tis-620"),
    ],
)
def test_a_long_page_in_another_script_is_not_taken_for_chinese(text: str, encoding: str) -> None:
    html = page(text * 20, None)
    assert decode(html.encode(encoding)).text == html


@pytest.mark.parametrize(
    ("text", "encoding"), [(SIMPLIFIED, "utf-8"), (SIMPLIFIED, "gbk"), (TRADITIONAL, "big5")]
)
@pytest.mark.parametrize("lost", [1, 2, 3, 41, 42, 43])
def test_a_page_cut_anywhere_has_no_sign_of_it_in_its_text(text: str, encoding: str, lost: int) -> None:
    read = decode(("<p>" + text * 3).encode(encoding)[:-lost]).text
    assert ("<p>" + text * 3).startswith(read)
    assert len(read) > len(text) * 2
