"""Forums and portals made by Discuz! X: boards of threads, channels of articles, addresses plain or rewritten."""

from crawler.sources import Selectors
from crawler.spiders.families.listing import ListingSpider

# A thread's and an article's first page; what follows on further pages of a thread are replies
ARTICLE_URL = (
    r"^/(?:[^/?]+/)*article-\d+-1\.html$|[?&]mod=view&aid=\d+(?:&page=1)?$"
    r"|^/(?:[^/?]+/)*thread-\d+-1-\d+\.html$|[?&]mod=viewthread&tid=\d+(?:&extra=[^&]*)?$"
)
LISTING_URL = (
    r"^/$|^/(?:index|portal|forum)\.(?:html|php)$|^/(?:[^/?]+/)*(?:forum|list|portal)-\d+(?:-\d+)?\.html$|^/portal/"
    r"|[?&]mod=(?:forumdisplay&fid|list&catid)=\d+(?:&page=\d+)?$"
)

SELECTORS = Selectors(
    title=("h1.ph", "#thread_subject", "h1.ts"),
    byline=(".authi a.xw1",),
    published_at=("p.xg1", "#postlist > div:first-of-type .authi em"),
    body=("#article_content", "#postlist > div:first-of-type td.t_f", "td.t_f"),
    drop=(".pstatus", ".attach_nopermission", ".locked", ".quote", ".tip", ".jammer", ".pgs", "ignore_js_op"),
)
BOILERPLATE = (r"马上注册，结交更多好友.*", r"您需要\s*登录\s*才可以.*", r"本帖最后由 .+ 于 .+ 编辑")


class DiscuzSpider(ListingSpider):
    """A list's further pages are numbered in div.pg, where the way on is a.nxt (下一页)."""
