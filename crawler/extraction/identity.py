"""Which article a page is: one id for one URL, however the link to it was decorated."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Mapping
from urllib.parse import unquote_plus, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

from crawler.items import Record

_ID_IN_FILE_NAME = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{16}(?![0-9A-Za-z])")
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}

# Keys that say how a reader came to the page, never which page it is.
_TRACKING_PREFIXES = (
    "utm_",
    "share_",
    "first_share_",
    "pk_",
    "piwik_",
    "mtm_",
    "hsa_",
    "hmsr",
    "hmpl",
    "hmcu",
    "hmkw",
    "hmci",
)
_TRACKING_KEYS = frozenset(
    [
        "spm",
        "scm",
        "spm_id_from",
        "from_spmid",
        "vd_source",
        "share",
        "sharefrom",
        "sharesource",
        "tdsourcetag",
        "isappinstalled",
        "nsukey",
        "mpshare",
        "chksm",
        "srcid",
        "wx_from",
        "wxshare_count",
        "weixinadkey",
        "ivk_sa",
        "bd_vid",
        "bd_source",
        "bd_bxst",
        "qhclickid",
        "sogou_vid",
        "fbclid",
        "gclid",
        "gclsrc",
        "dclid",
        "wbraid",
        "gbraid",
        "msclkid",
        "yclid",
        "twclid",
        "ttclid",
        "li_fat_id",
        "igshid",
        "igsh",
        "mibextid",
        "sfnsn",
        "mc_cid",
        "mc_eid",
        "mkt_tok",
        "vero_id",
        "vero_conv",
        "oly_enc_id",
        "oly_anon_id",
        "_hsenc",
        "_hsmi",
        "hsctatracking",
        "_ga",
        "_gl",
        "_openstat",
        "wickedid",
        "rb_clickid",
        "s_kwcid",
        "ef_id",
        "epik",
        "s_cid",
        "ncid",
        "ocid",
        "cmpid",
        "smid",
        "ref_src",
        "__twitter_impression",
        "jsessionid",
        "phpsessid",
    ]
)
# Keys that are tracking only with these values; with another they may name the page.
_TRACKING_VALUES: Mapping[str, frozenset[str]] = {
    "from": frozenset(
        [
            "singlemessage",
            "groupmessage",
            "timeline",
            "message",
            "appmsg",
            "qq",
            "qzone",
            "weibo",
            "weixin",
            "wechat",
        ]
    ),
    "wfr": frozenset({"spider"}),
    "for": frozenset({"pc"}),
    "source": frozenset(["weixin", "wechat", "weibo", "qq", "share"]),
}
# What mp.weixin.qq.com adds to the __biz, mid, idx and sn that name an article.
_WEIXIN_HOST = "mp.weixin.qq.com"
_WEIXIN_KEYS = frozenset(
    [
        "scene",
        "subscene",
        "ascene",
        "sessionid",
        "clicktime",
        "enterid",
        "key",
        "uin",
        "devicetype",
        "version",
        "lang",
        "nettype",
        "pass_ticket",
        "wx_header",
        "exportkey",
        "fontgear",
        "abtest_cookie",
        "rd2werd",
        "winzoom",
        "countrycode",
        "sharer_sharetime",
        "sharer_shareid",
        "sharer_shareinfo",
        "sharer_shareinfo_first",
        "realreporttime",
        "forceh5",
        "poc_token",
        "acctmode",
    ]
)
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid)=[^/;?]*", re.IGNORECASE)


def article_id(record: Record, body: bytes) -> str:
    """16 lowercase hex digits: those a saved file's name holds, else of the URL, else of the body's bytes."""
    if named := _ID_IN_FILE_NAME.search(record.file_name or ""):
        return named.group()
    return url_id(record.url) if record.url else _digits(body)


def url_id(url: str) -> str:
    """The id of the article at a URL."""
    return _digits(normalized_url(url).encode())


def _digits(named_by: bytes) -> str:
    return hashlib.sha256(named_by).hexdigest()[:16]


@functools.lru_cache(
    maxsize=1024
)  # a list's URLs are asked for to know them, to hold them and to request them
def normalized_url(url: str) -> str:
    """The URL all links to one page share: canonical escapes and order, no tracking keys, no default port.

    The scheme stays. A fragment goes, unless a script routes by it (`#!`, `#/`). Applied twice it gives the same.
    What no standard can take apart, as archives hold it (a port of 99999), stays as it is.
    """
    try:
        parts = urlsplit(canonicalize_url(_without_tracking(url), keep_fragments=True))
    except ValueError:
        return url.strip()
    host = parts.netloc.removesuffix(_DEFAULT_PORTS.get(parts.scheme, ":"))
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return urlunsplit(parts._replace(netloc=host, fragment=fragment))


def _without_tracking(url: str) -> str:
    parts = urlsplit(url.strip())
    kept = [
        pair
        for pair in parts.query.split("&")
        if pair and not _is_tracking(parts.hostname or "", *_key_and_value(pair))
    ]
    return urlunsplit(parts._replace(path=_SESSION_IN_PATH.sub("", parts.path), query="&".join(kept)))


def _key_and_value(pair: str) -> tuple[str, str]:
    key, _, value = pair.partition("=")
    return unquote_plus(key).lower(), unquote_plus(value).lower()


def _is_tracking(host: str, key: str, value: str) -> bool:
    return (
        key in _TRACKING_KEYS
        or key.startswith(_TRACKING_PREFIXES)
        or value in _TRACKING_VALUES.get(key, ())
        or (host == _WEIXIN_HOST and key in _WEIXIN_KEYS)
    )
