"""What sites name the parts of an article in their own records; letter case, `_` and `-` are left out of names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

TITLES: Final = (
    *("title", "headline", "articletitle", "newstitle", "doctitle", "contenttitle", "maintitle", "posttitle"),
    *("showtitle", "infotitle", "arttitle", "topictitle", "subject", "name", "docname", "heading"),
)
BODIES: Final = (
    *("content", "articlebody", "articlecontent", "newscontent", "contenthtml", "htmlcontent", "bodyhtml"),
    *("bodycontent", "contentbody", "newsbody", "articlehtml", "articletext", "postcontent", "doccontent"),
    *(
        "infocontent",
        "artcontent",
        "maincontent",
        "detailcontent",
        "contentdetail",
        "contentdata",
        "contentlist",
    ),
    *(
        "contenttext",
        "contenttxt",
        "contents",
        "contentattr",
        "contentraw",
        "rawcontent",
        "richtext",
        "richcontent",
    ),
    *(
        "fulltext",
        "maintext",
        "zhengwen",
        "neirong",
        "body",
        "html",
        "detail",
        "text",
        "txt",
        "paragraphs",
        "blocks",
    ),
    *(
        "segments",
        "sections",
        "originalcontent",
        "rendered",
        "markdown",
        "bodyitems",
        "bodylist",
        "contentitems",
    ),
    *(
        "contentblocks",
        "bodyblocks",
        "articleblocks",
        "paragraphlist",
        "contentparagraphs",
        "components",
        "elements",
    ),
)
PUBLISHED: Final = (
    *(
        "datepublished",
        "publishtime",
        "publishedtime",
        "pubtime",
        "pubdate",
        "publishdate",
        "publishedat",
        "publishat",
    ),
    *("publisheddate", "firstpublishtime", "releasetime", "releasedate", "issuetime", "newstime", "newsdate"),
    *("showtime", "showdate", "displaytime", "posttime", "postdate", "onlinetime", "sendtime", "pubtimelong"),
    *("publishtimestamp", "publishtimestr", "pubtimestr", "publishedtimestamp", "articletime", "contenttime"),
    *("inputtime", "addtime", "createtime", "createdat", "createdate", "ctime", "published", "date", "time"),
    *("created", "happentime", "ct"),
)
MODIFIED: Final = (
    *("datemodified", "modifiedat", "modifytime", "modifiedtime", "updatetime", "updatedat", "updatedtime"),
    *("lastmodified", "lastmodifytime", "edittime", "mtime", "updated"),
)
WRITERS: Final = (
    *("author", "authors", "authorname", "authornames", "articleauthor", "newsauthor", "writer", "writers"),
    *("byline", "reporter", "reporters", "authorlist", "docauthor", "zuozhe"),
)
ACCOUNTS: Final = ("nickname", "screenname", "username", "accountname", "penname", "user", "userinfo")
MEDIA: Final = (
    *(
        "source",
        "sourcename",
        "articlesource",
        "articlesourcename",
        "newssource",
        "contentsource",
        "docsource",
        "sourcetitle",
    ),
    *(
        "copyfrom",
        "comefrom",
        "mediasource",
        "originname",
        "sourcemedia",
        "origin",
        "from",
        "medianame",
        "laiyuan",
        "media",
    ),
)
EDITORS: Final = (
    "editor",
    "editors",
    "editorname",
    "editername",
    "articleeditor",
    "articleeditorname",
    "dutyeditor",
    "responsibleeditor",
    "liableeditor",
)
KEYWORDS: Final = ("keywords", "tags", "keyword", "taglist", "tagnames", "articletags")
IDS: Final = (
    *(
        "id",
        "docid",
        "articleid",
        "newsid",
        "contentid",
        "itemid",
        "aid",
        "postid",
        "guid",
        "uuid",
        "groupid",
    ),
    *(
        "url",
        "link",
        "docurl",
        "shareurl",
        "articleurl",
        "weburl",
        "permalink",
        "pcurl",
        "slug",
        "contid",
        "maskid",
    ),
)
NAMES: Final = ("name", "nickname", "screenname", "username", "title", "label", "text", "value")
# Inside a list of blocks: what a block says, or what holds further blocks.
BLOCK_TEXTS: Final = (
    "text",
    "content",
    "html",
    "data",
    "value",
    "txt",
    "insert",
    "markdown",
    "p",
    "paragraph",
)
BLOCK_PARTS: Final = (
    *(
        "blocks",
        "children",
        "paragraphs",
        "contentlist",
        "items",
        "nodes",
        "ops",
        "segments",
        "sections",
        "content",
    ),
    *("body", "data", "list", "document", "doc", "json", "root"),
)
CAPTIONS: Final = ("desc", "caption", "description", "imgdesc", "title", "alt")

_TITLES: Final = frozenset(TITLES)
_BODIES: Final = frozenset(BODIES)
# Names a body may have end in these; they are looked for as plain words first, which is many times faster.
_WORDS: Final = (
    *(
        "ontent",
        "ody",
        "tml",
        "HTML",
        "etail",
        "ext",
        "txt",
        "locks",
        "aragraphs",
        "egments",
        "ections",
        "zhengwen",
    ),
    *("neirong", "rendered", "markdown", "_items", "omponents"),
)
# Then a string that is not over at once, or a list or an object that says something.
_SIGN: Final = re.compile(
    r"(?:[A-Z_]\w{0,8}|s)?\\{0,3}(?:[\"']|&quot;|&#34;|%22)?\s*(?::|%3A)(?:\s|%20)*"
    r"(?:\\{1,3}[\"']|\"(?![^\"\\\n]{0,30}\"(?!\s*\+))|'(?![^'\\\n]{0,30}'(?!\s*\+))|`|&quot;|&#34;|%22|%5B|%7B"
    r"|\[\s*(?:[{\[]|\\?[\"'])|\{\s*\\?[\"']?\w+\\?[\"']?\s*:)"
)


def signs(text: str) -> Iterator[int]:
    """Where a text has a name that bodies have with what may be one, in no order."""
    for word in _WORDS:
        at = text.find(word)
        while at >= 0:
            at += len(word)
            if _SIGN.match(text, at):
                yield at
            at = text.find(word, at)


def spelled(key: str) -> str:
    """The name of a key, as the lists above spell it."""
    return key.lower().replace("_", "").replace("-", "") if len(key) < 40 else key


def names_title(key: str) -> bool:
    name = spelled(key)
    return name in _TITLES or (name.endswith("title") and name != "subtitle")


def names_body(key: str) -> bool:
    name = spelled(key)
    return name in _BODIES or name.endswith(("content", "richtext", "contenthtml"))
