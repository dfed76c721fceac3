"""Lines that sites put into the article's own box, before, behind and within it: they look like text and are none.

`{authors}`, `{editors}` and `{publisher}` state the field, and so become part of the label; a line that names authors
is left out where a writing has none. Crowds stand before and behind all else on the page.
"""

from __future__ import annotations

FRONT: tuple[tuple[str, ...], ...] = (
    *(((),) * 9),
    ("原标题：{title}",),
    ("{title}",),
    ("来源：{publisher}",),
    ("点击上方“{site}”关注我们",),
    ("作者：{authors}", "编辑：{editors}"),
)
BEHIND: tuple[tuple[str, ...], ...] = (
    *(((),) * 7),
    ("（来源：{publisher}）",),
    ("来源：{publisher}", "编辑：{editors}"),
    ("原标题：{title}", "责任编辑：{editors}"),
    ("文字：{authors}", "编辑：{editors}", "审核：{person}"),
    ("（文/图 {authors}）",),
    ("（{site}记者 {authors}）",),
    ("责编丨{editors}", "校对丨{person}", "审读丨{person}"),
    ("【作者】 {authors}", "【来源】 {publisher}"),
    ("记者｜{authors}", "编辑｜{editors}", "值班主任｜{person}"),
    ("推荐阅读：", "{link}", "{link}", "{link}"),
    ("往期回顾", "{link}", "{link}", "点击“阅读原文”查看更多精彩内容"),
    ("更多热点速报、权威资讯、深度分析尽在{site}App",),
    (
        "声明：转载此文是出于传递更多信息之目的。若有来源标注错误或侵犯了您的合法权益，请与我们联系，我们将及时更正、删除。",
    ),
    ("版权声明：未经{site}书面授权，任何单位及个人不得转载、摘编以上内容。",),
    ("长按二维码 关注{site}", "喜欢就点个“在看”吧"),
    ("编辑：{editors}  一审：{person}  二审：{person}  三审：{person}",),
    ("新闻热线：0791-6660{number}", "投稿邮箱：news@example.com"),
)
BETWEEN: tuple[tuple[str, ...], ...] = (
    *(((),) * 9),
    ("延伸阅读：{link}",),
    ("【相关阅读】{link}",),
    ("广告",),
    ("（点击图片查看大图）",),
    ("视频加载中，请稍候...",),
    ("扫码下载{site}客户端，看更多本地新闻",),
)
TRADITIONAL_FRONT: tuple[tuple[str, ...], ...] = ((), (), (), ("▲▼ {title}",))
TRADITIONAL_BEHIND: tuple[tuple[str, ...], ...] = (
    *(((),) * 3),
    ("責任編輯：{editors}",),
    ("更多{site}報導", "{link}", "{link}"),
    ("◎ 飲酒過量，有害健康，未滿18歲請勿飲酒",),
    ("加入{site}好友，新聞不漏接",),
)

CROWDS_TOP = (
    """<div class="topbar"><span>今天是 2026年1月15日 星期四</span> <span>江岚 多云转晴 4~11℃</span> <a>登录</a>
<a>注册</a> <a>设为首页</a> <a>加入收藏</a> <form><input><button>搜索</button></form> 热搜：{hot}</div>
<ul class="mega">{mega}</ul>""",
    """<div class="float-qr"><p>扫一扫下载客户端</p><p>关注官方微信</p></div><div id="mega-nav">{mega}</div>
<div class="ticker"><b>快讯</b><ul>{feed}</ul></div>""",
)
CROWDS_BOTTOM = (
    """<div class="feed"><div class="feed-title">为您推荐</div>{feed}</div>
<div class="rank"><h3>热搜榜</h3><ol>{hot}</ol></div>
<div class="friend-links">友情链接：{mega}</div><div class="legal">举报电话：010-6660{number}
网络视听许可证0110{number}号　京公网安备11010802{number}号　京网文〔2021〕{number}号</div>""",
    """<div class="cmt-area"><h3>评论</h3>
<p>文明上网理性发言，请遵守评论服务协议</p>{remarks}<p>已显示全部评论</p></div>
<div class="guess"><h3>猜你喜欢</h3>{feed}</div><div class="videos"><h3>热门视频</h3>{hot}</div>
<div class="legal">关于我们 招贤纳士 广告服务 联系方式 网站地图 意见反馈 Copyright © 2012-2026</div>""",
    """<div class="login-pop" style="display:none"><h3>账号登录</h3>
<p>登录后可发表评论、收藏文章，未注册的手机号将自动创建账号。</p>
<label>手机号</label><label>验证码</label><p>登录即代表同意《用户协议》和《隐私政策》</p></div>
<div class="hots">{hot}</div><div class="infos">{feed}</div>""",
)
