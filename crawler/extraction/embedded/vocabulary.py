"""What sites name the parts of an article in their own records; letter case, `_` and `-` are left out of names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from crawler.extraction.text.words import in_order

TITLES: Final = in_order(
    """
    title headline articletitle newstitle doctitle contenttitle maintitle posttitle showtitle infotitle
    arttitle topictitle subject name docname heading
    """
)
BODIES: Final = in_order(
    """
    content articlebody articlecontent newscontent contenthtml htmlcontent bodyhtml bodycontent contentbody
    newsbody articlehtml articletext postcontent doccontent infocontent artcontent maincontent detailcontent
    contentdetail contentdata contentlist contenttext contenttxt contents contentattr contentraw rawcontent
    richtext richcontent fulltext maintext zhengwen neirong body html detail text txt paragraphs blocks
    segments sections originalcontent rendered markdown bodyitems bodylist contentitems contentblocks
    bodyblocks articleblocks paragraphlist contentparagraphs components elements
    """
)
PUBLISHED: Final = in_order(
    """
    datepublished publishtime publishedtime pubtime pubdate publishdate publishedat publishat publisheddate
    firstpublishtime releasetime releasedate issuetime newstime newsdate showtime showdate displaytime
    posttime postdate onlinetime sendtime pubtimelong publishtimestamp publishtimestr pubtimestr
    publishedtimestamp articletime contenttime inputtime addtime createtime createdat createdate ctime
    published date time created happentime ct
    """
)
MODIFIED: Final = in_order(
    """
    datemodified modifiedat modifytime modifiedtime updatetime updatedat updatedtime lastmodified
    lastmodifytime edittime mtime updated
    """
)
WRITERS: Final = in_order(
    """
    author authors authorname authornames articleauthor newsauthor writer writers byline reporter reporters
    authorlist docauthor zuozhe
    """
)
ACCOUNTS: Final = in_order("nickname screenname username accountname penname user userinfo")
MEDIA: Final = in_order(
    """
    source sourcename articlesource articlesourcename newssource contentsource docsource sourcetitle
    copyfrom comefrom mediasource originname sourcemedia origin from medianame laiyuan media
    """
)
EDITORS: Final = in_order(
    """
    editor editors editorname editername articleeditor articleeditorname dutyeditor responsibleeditor
    liableeditor
    """
)
KEYWORDS: Final = in_order("keywords tags keyword taglist tagnames articletags")
IDS: Final = in_order(
    """
    id docid articleid newsid contentid itemid aid postid guid uuid groupid url link docurl shareurl
    articleurl weburl permalink pcurl slug contid maskid
    """
)
NAMES: Final = in_order("name nickname screenname username title label text value")
# Inside a list of blocks: what a block says, or what holds further blocks.
BLOCK_TEXTS: Final = in_order("text content html data value txt insert markdown p paragraph")
BLOCK_PARTS: Final = in_order(
    """
    blocks children paragraphs contentlist items nodes ops segments sections content body data list document
    doc json root
    """
)
CAPTIONS: Final = in_order("desc caption description imgdesc title alt")

_TITLES: Final = frozenset(TITLES)
_BODIES: Final = frozenset(BODIES)
# Names a body may have end in these; they are looked for as plain words first, which is many times faster.
_WORDS: Final = in_order(
    """
    ontent ody tml HTML etail ext txt locks aragraphs egments ections zhengwen neirong rendered markdown
    _items omponents
    """
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
