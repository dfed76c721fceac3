"""What an address alone tells of its page: an article, a list, a service of the site, a file.

Guesses from how the site builders at work (TRS, 博达, Discuz, WordPress, hand-made ASP and the rest) name pages.
"""

from __future__ import annotations

import enum
import re
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit


class Shape(enum.Enum):
    """ARTICLE and LISTING are sure enough to outweigh a doubtful page; the LIKELY ones only tip the scale."""

    HOME = enum.auto()
    LISTING = enum.auto()
    LIKELY_LISTING = enum.auto()
    UNKNOWN = enum.auto()
    LIKELY_ARTICLE = enum.auto()
    ARTICLE = enum.auto()
    SERVICE = enum.auto()
    FILE = enum.auto()


LONGEST: Final = 8_000  # characters; servers take no longer request line
_PAGE: Final = r"\.(?:[sjdp]?html?|php\d?|aspx?|jspx?|do|action|cgi|cfm|html\.php)"
_YEAR: Final = r"(?:19[89]\d|20[0-4]\d)"
_MONTH: Final = r"(?:0?[1-9]|1[0-2])"
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"

_INDEX: Final = re.compile(rf"/(?:index|default|main|home|welcome)(?:{_PAGE})?$", re.IGNORECASE)
_FILE: Final = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|dps|ofd|rtf|csv|odt|ods|epub|mobi|caj|zip|rar|7z|tar|gz|tgz|bz2|xz|apk|ipa|exe|"
    r"msi|dmg|pkg|iso|deb|rpm|jar|torrent|jpe?g|png|gif|bmp|webp|avif|svg|ico|tiff?|psd|heic|mp3|m4a|wav|wma|ogg|flac|"
    r"aac|amr|mp4|m4v|avi|wmv|mov|flv|mkv|webm|rmvb?|3gp|m3u8?|ts|swf|css|m?js|json|jsonp|map|woff2?|ttf|eot|otf|xml|"
    r"rss|atom|rdf|xsl|txt|ics|vcf|dat|bin|wasm)$",
    re.IGNORECASE,
)
_ALWAYS_SERVICE: Final = (
    r"log-?in|log-?out|sign-?in|sign-?up|sign-?out|register|regist|reg|passport|oauth|sso|account|my-?account|"
    r"ucenter|usercenter|profile|password|lostpassword|wp-login|wp-admin|wp-json|admin|xmlrpc|cart|checkout|"
    r"search|so|sousuo|print|share|email|e?mail_?to|sendmail|comments?|pinglun|reply|trackback|feedback|complaint|"
    r"captcha|vote|digg|favorite|feed|rss|atom|sitemap|site-?map|tougao|jubao"
)
_MOSTLY_SERVICE: Final = (
    r"member|members|manage|order|s|query|about|about-?us|gywm|contact|contact-?us|lxwm|lianxi|privacy|"
    r"privacy-policy|terms|terms-of-service|tos|copyright|disclaimer|legal|cookies?|cookie-policy|help|faq|guestbook|"
    r"liuyan|message|jobs?|careers?|recruit|zhaopin|advertise|advertising|subscribe|newsletter|donate|wzdt|map|links?|"
    r"friendlinks?|apps?|downloads?|client|live|survey|weather|calendar|editor|team|imprint|impressum"
)
_SERVICE: Final = re.compile(rf"/(?:{_ALWAYS_SERVICE})(?:{_PAGE})?/?$", re.IGNORECASE)
_OFTEN_SERVICE: Final = re.compile(rf"/(?:{_MOSTLY_SERVICE})(?:{_PAGE})?/?$", re.IGNORECASE)
_SERVICE_FOLDER: Final = re.compile(
    r"/(?:wp-(?:login|admin|json|includes|content)|passport|ucenter|oauth|cdn-cgi|user/(?:login|register)|"
    r"member/(?:login|register)|plus/(?:feedback|guestbook|search|download)|sousuo|search|share|comments?(?=/[^/]*/?$)|pinglun|"
    r"reply|captcha|tougao|print(?=/\d+/?$|\.))(?:/|\.(?:php|aspx?|jspx?|do)$)",
    re.IGNORECASE,
)
_SERVICE_KEYS: Final = frozenset(
    ["s", "q", "search", "keyword", "keywords", "wd", "replytocom", "share", "print", "kw", "searchword"]
)
_SERVICE_VALUES: Final = re.compile(
    r"^(?:log(?:in|out|ging)|register|reg|search|print|printable|email|share|reply|newthread|post|redirect|"
    r"rate|favorite|report|viewpro|space|member|attachment|misc|spacecp|cart|edit|download|sendmail)$",
    re.IGNORECASE,
)
_SERVICE_VALUE_KEYS: Final = frozenset(["mod", "action", "act", "do", "ac", "view", "format", "output"])

_DATED: Final = re.compile(
    rf"/{_YEAR}[-_/]?{_MONTH}[-_/]?{_DAY}/(?:[^/]+/){{0,3}}[^/]+/?$|"  # /2024/03/05/x, /2024-03/05/x, /20240305/x
    rf"/{_YEAR}[-_/]?(?:0[1-9]|1[0-2])/[^/]*[^/\d][^/]*{_PAGE}$|"  # /202403/t20240305_1.html
    rf"/{_YEAR}[-_/]?(?:0[1-9]|1[0-2])/\d+(?:{_PAGE})?$|"  # /2024/03/118.html
    rf"/{_YEAR}[-_/]?(?:0[1-9]|1[0-2])/[^/]*[a-z\u4e00-\u9fff][^/]*/?$|"  # /2024/03/some-slug/
    rf"/[^/]*{_YEAR}[-_]?(?:0[1-9]|1[0-2])[-_]?(?:0[1-9]|[12]\d|3[01])[-_A-Za-z\d]*[-_A-Za-z][-_\w]*{_PAGE}$|"
    rf"/{_YEAR}/\d{{2}}{_DAY}/[^/]+/?$",  # /n1/2024/0305/c1004-1.html
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(
    rf"/(?:[a-z_-]*?[-_]?)?\d{{5,}}(?:[-_]\d+)*{_PAGE}$|"  # /123456.html, /content_123456.htm, /c_1129.htm
    r"/info/\d+/\d+\.htm$|"  # 博达
    r"/(?:article|news|art|content|post|show|view|detail|info|read|story|thread|c|a|p)[-_]\d+(?:[-_]\d+)*"
    rf"{_PAGE}$|"
    rf"/(?:articles?|story|stories|posts?|p|a|archives?|detail|details|show|view|read|content|item|nd|news_?show|"
    rf"thread|topic|newsinfo|xinwen|newsdetail)/\d+(?:[-_]\d+)*(?:{_PAGE})?/?$|"
    r"/a/\d{6,}[\w-]*$|/(?:news|n|art)/\d{4,}(?:\.html?)?/?$|"
    r"/[\w-]+-\d{5,}(?:\.html?)?/?$",
    re.IGNORECASE,
)
_SLUG: Final = re.compile(r"/[^/]*?[^\W\d_]+(?:[-_][^\W_]+){3,}(?:\.[sjp]?html?)?/?$")
_NAMED_FOLDER: Final = re.compile(
    rf"/(?:articles?|story|stories|posts?|blog|detail|details)/[^/]*[^/\d.][^/]*?(?:{_PAGE})?/?$",
    re.IGNORECASE,
)
_KEY: Final = re.compile(r"/(?=[^/]*\d)(?=[^/]*[a-z])[a-z\d]{7,}/?$")
_NUMBERED_SHORT: Final = re.compile(rf"/[a-z]*[-_]?\d{{2,}}(?:[-_]\d+)?(?:{_PAGE})?$", re.IGNORECASE)
_ARTICLE_SCRIPT: Final = re.compile(
    r"/[^/]*(?:show|view|detail|article|content|read|info|news|display|thread|topic|xx|nry|body|item|text)[^/]*"
    r"\.(?:php|aspx?|jspx?|do|action|s?html?)$",
    re.IGNORECASE,
)
_LIST_SCRIPT: Final = re.compile(
    r"/[^/]*(?:list|class|channel|column|category|lanmu|more|cate|forumdisplay|index)[^/]*\.(?:php|aspx?|jspx?|do|"
    r"action|s?html?)$",
    re.IGNORECASE,
)
_ID_KEYS: Final = frozenset(
    [
        *(
            "id",
            "aid",
            "nid",
            "newsid",
            "news_id",
            "articleid",
            "article_id",
            "artid",
            "infoid",
            "contentid",
            "docid",
        ),
        *("tid", "pid", "p", "itemid", "cid", "uuid", "guid", "recordid", "sid", "newid", "info_id", "xxid"),
    ]
)
_LIST_KEYS: Final = frozenset(
    [
        *(
            "cat",
            "catid",
            "cateid",
            "category",
            "classid",
            "channelid",
            "columnid",
            "typeid",
            "tag",
            "author",
            "fid",
        ),
        *("tags", "sortid", "bigclass", "smallclass", "lanmuid", "paged", "term", "m", "topic", "type"),
    ]
)
_PAGE_KEYS: Final = frozenset(
    [
        "page",
        "p",
        "pn",
        "pageno",
        "pageindex",
        "paged",
        "pagenum",
        "pageid",
        "currentpage",
        "curpage",
        "pg",
        "offset",
        "start",
    ]
)
_LISTING: Final = re.compile(
    r"/(?:page)/?[-_]?\d{1,4}/?$|/(?:index|list|default|node)[-_]\d+(?:[-_]\d+)?(?:\.\w+)?$|"
    r"/(?:tags?|categor(?:y|ies)|cat|channels?|columns?|sections?|authors?|zhuanti|special|labels?|"
    r"keywords?|writer|lanmu|fenlei)(?:/[^/]+){0,3}/?(?:\.html?)?$|/(?:topics?|archives?)/(?!\d{1,3}(?:\.|/|$)|\d{5})[^/]+/?$|"
    r"/(?:lists?|newslist|news_list|articlelist|article_list|more|all|latest|archives?|category|tags?)"
    rf"(?:[-_]\d+)*(?:{_PAGE})?/?$|/(?:lists?|category|cate|tag)[-_/][\w-]+(?:{_PAGE})?/?$|"
    rf"/forum-[\w]+-\d+\.html$|/{_YEAR}(?:[-_/]?{_MONTH}(?:[-_/]?{_DAY})?)?/?$|/list\.s?html?$|"
    r"/node_\d+\.html?$|/col/col\d+/(?:index\.html)?$",
    re.IGNORECASE,
)


def shape_of(url: str) -> Shape:
    """UNKNOWN for one so long that nobody asks for it, which the expressions would be at for minutes."""
    if len(url) > LONGEST:
        return Shape.UNKNOWN
    parts = urlsplit(url)
    path = unquote(parts.path) or "/"
    keys = {key.lower(): value for key, value in parse_qsl(parts.query, keep_blank_values=True)}
    if _is_service(path, keys):
        return Shape.SERVICE
    if _FILE.search(path):
        return Shape.FILE
    if keys and (of_query := _of_query(path, keys)) is not None:
        return of_query
    bare = _INDEX.sub("/", path)
    return Shape.HOME if bare == "/" else _of_path(path, bare)


def is_file(url: str) -> bool:
    return len(url) <= LONGEST and _FILE.search(urlsplit(url).path) is not None


def pattern_of(url: str) -> str:
    """The address with what numbers one page of many taken out: equal for pages made by one template.

    One that is too long to be asked for is its own pattern.
    """
    if len(url) > LONGEST:
        return url
    parts = urlsplit(url)
    *folders, name = unquote(parts.path).split("/")
    stem, dot, extension = name.rpartition(".") if re.search(r"\.\w{2,5}$", name) else (name, "", "")
    stem = _pattern_of_name(stem)
    keys = ",".join(sorted(key for key, _ in parse_qsl(parts.query, keep_blank_values=True)))
    shape = "/".join([*(re.sub(r"\d+", "N", folder) for folder in folders), stem + dot + extension])
    return f"{parts.hostname}{shape}?{keys}" if keys else f"{parts.hostname}{shape}"


def _pattern_of_name(stem: str) -> str:
    words = re.findall(r"[^\W\d_]+", stem)
    if not stem.isascii() or len(words) > 2:
        return "*"
    is_key = len(stem) > 6 and re.fullmatch(r"[A-Za-z0-9]*\d[A-Za-z]+\d?[A-Za-z0-9]*", stem)
    return "#" if is_key else re.sub(r"\d+", "N", stem)


def _is_service(path: str, keys: dict[str, str]) -> bool:
    if _SERVICE_FOLDER.search(path) or _SERVICE.search(path):
        return True
    if _OFTEN_SERVICE.search(path) and not _ID_KEYS & keys.keys():
        return True
    if _SERVICE_KEYS & keys.keys():
        return True
    return any(_SERVICE_VALUES.match(keys[key]) for key in _SERVICE_VALUE_KEYS & keys.keys())


def _of_query(path: str, keys: dict[str, str]) -> Shape | None:
    """None where the query says nothing and the path must."""
    if keys.get("mod") in ("viewthread",) or keys.get("ctl") == "detail":
        return Shape.ARTICLE
    if keys.get("mod") in ("forumdisplay", "list", "guide", "forum"):
        return Shape.LISTING
    numbered = any(re.search(r"\d", keys[key]) for key in _ID_KEYS & keys.keys())
    if numbered and _LIST_SCRIPT.search(path) and not _INDEX.search(path):
        return Shape.LIKELY_LISTING
    if numbered and _ARTICLE_SCRIPT.search(path):
        return Shape.ARTICLE
    if keys.keys() & _LIST_KEYS and not numbered:
        return Shape.LISTING
    if keys.keys() == {"p"} and _INDEX.sub("/", path) == "/":  # WordPress without permalinks
        return Shape.ARTICLE
    if numbered:
        return Shape.LIKELY_ARTICLE
    if keys.keys() & _PAGE_KEYS and not _is_article_path(path):
        return Shape.LIKELY_LISTING
    return None


def _of_path(path: str, bare: str) -> Shape:
    if _LISTING.search(path):
        return Shape.LISTING
    if _is_article_path(bare):
        return Shape.ARTICLE
    if _LIST_SCRIPT.search(path) or bare != path:
        return Shape.LIKELY_LISTING
    if any(rule.search(path) for rule in (_SLUG, _NAMED_FOLDER, _NUMBERED_SHORT, _KEY)):
        return Shape.LIKELY_ARTICLE
    return Shape.LIKELY_LISTING if path.endswith("/") or "." not in path.rsplit("/", 1)[-1] else Shape.UNKNOWN


def _is_article_path(path: str) -> bool:
    return _DATED.search(path) is not None or _NUMBERED.search(path) is not None
