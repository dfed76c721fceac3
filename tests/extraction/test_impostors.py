"""Pages that are not what they claim are told from articles that only write about such things."""

from __future__ import annotations

import pytest

from crawler.extraction.page_kinds.impostors import impostor_of_body

NAV = (
    '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/yw/">要闻</a></li><li><a '
    'href="/ms/">民生</a></li>'
    '<li><a href="/wh/">文化</a></li></ul></div>'
)
FOOT = (
    '<div class="footer"><p>Copyright © 2021 临河在线 版权所有 未经书面授权不得转载或建立镜像</p>'
    "<p>苏ICP备00000000号 违法和不良信息举报电话：000-0000000</p></div>"
)
MORE = (
    "<ul>"
    + "".join(f'<li><a href="/yw/{n}.html">临河{n}号码头扩建，货船通行更快</a></li>' for n in range(8))
    + "</ul>"
)
LOGIN_BOX = (
    '<form action="/login">用户名 <input name="u"> 密码 <input type="password" name="p"><button>'
    "登录</button> 请登录</form>"
)
STORY = (
    "<p>本报讯（记者 沈砚秋）昨日上午，临河区北岸的旧粮仓改造完成，向附近居民开放。"
    "粮仓建于上世纪六十年代，红砖墙体保留完整。</p>"
    "<p>负责改造的设计师说，他们只加固了屋架，添了一道楼梯，其余都按原样修补。首日有六百多人入内参观。</p>"
)


def page(body: str, *, title: str = "", head: str = "") -> str:
    opening = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
    return f"{opening}<body>{body}</body></html>"


def titled(title: str, body: str) -> str:
    return page(body, title=title)


CHALLENGES = {
    "aliyun": page(
        "<script>var arg1='3A0B';var _0x4818=['csKHwqMI'];function reload(x){document.cookie='acw_sc__v2='+x;"
        "document.location.reload();}</script>",
        head='<meta name="aliyun_waf_aa" content="7f">',
    ),
    "jsl": "<html><body><script>document.cookie='__jsl_clearance_s=16|0|x;max-age=3600';location.href=loc"
    "ation.pathname"
    "</script></body></html>",
    "ruishu": page(
        "",
        head='<script>$_ts=window["$_ts"];if(!$_ts)$_ts={};$_ts.nsd=48211;</script><script src="/a/b.js"></script>',
    ),
    "cloudflare": page(
        "<h1>Just a moment...</h1><noscript>Enable JavaScript and cookies to continue</noscript><script>"
        'window._cf_chl_opt={cvId:"3"}'
        "</script>",
        title="Just a moment...",
    ),
    "cloudflare-block": page(
        "<h1>Sorry, you have been blocked</h1><h2>You are unable to access linhe.example</h2><p>This "
        "website is using a security "
        "service to protect itself from online attacks. The action you just performed triggered the "
        "security solution.</p>"
        "<p>Cloudflare Ray ID: 0000 • Your IP: 192.0.2.7</p>",
        title="Attention Required! | Cloudflare",
    ),
    "tencent": page(
        '<div id="c">请完成安全验证</div><script src="https://captcha.gtimg.com/TCaptcha.js"></script>',
        title="安全验证",
    ),
    "baidu": page(
        '<div class="timeout">网络不给力，请稍后重试</div><div>百度安全验证</div><script '
        'src="https://wappass.baidu.com/s.js"></script>',
        title="百度安全验证",
    ),
    "geetest": page(
        '<p>请点击按钮完成验证</p><div id="captcha"></div><script>initGeetest({gt:"x"},function(){})</script>',
        title="访问验证",
    ),
    "slider": page(
        "<h3>请按住滑块，拖动到最右边</h3><p>为了您的访问安全，请完成验证后继续访问。</p>" + FOOT,
        title="滑动验证页面",
    ),
    "too-often": page("<div>您的访问过于频繁，请稍后再试。</div>" + FOOT, title="提示"),
    "too-often-bare": "<html><body>访问过于频繁，请稍后再试</body></html>",
    "suspected-attack": page(
        "<h2>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</h2><p>您的请求ID是：0a1b2c</p>",
        title="405",
    ),
    "waf": page(
        "<h1>网站防火墙</h1><p>您的请求疑似攻击行为！</p><p>如果您是网站管理员，"
        "请登录安全控制台查看详情。</p><p>事件编号：0000</p>",
        title="网站防火墙",
    ),
    "abnormal-ip": page("<p>系统检测到您的IP存在异常访问行为，请输入验证码继续</p><input name='code'>" + NAV),
    "traditional": page(
        "<h1>請完成下列驗證後繼續</h1><p>您的請求過於頻繁，請稍後再試。</p>", title="安全驗證"
    ),
    "obfuscated-cookie": "<html><script>eval(function(p,a,c,k,e,d){return p}('0.1=2',3,3,'document|"
    "cookie|x'.split('|')));"
    "location.replace(location.href)</script></html>",
    "incapsula": page(
        '<iframe src="/_Incapsula_Resource?x=1">Request unsuccessful. Incapsula incident ID: 1</iframe>'
    ),
    "english": page(
        "<h1>Verify you are human</h1><p>Please complete the security check to continue.</p>",
        title="Security check",
    ),
}
MISSING = {
    "plain": page(
        NAV + "<h1>页面不存在</h1><p>您访问的页面不存在或已被删除，请返回首页。</p>" + MORE + FOOT,
        title="页面不存在 - 临河在线",
    ),
    "with-lists": page(
        NAV + '<div class="tip">抱歉，您访问的页面找不到了！</div>' + MORE + FOOT, title="临河在线"
    ),
    "deleted": page(NAV + '<div class="box"><p>该文章已被作者删除</p></div>' + FOOT, title="美文"),
    "offline": page("<p>内容已下线</p><a href='/'>返回首页</a>", title="临河在线"),
    "withdrawn": page("<div>该信息已被发布者删除或正在审核中</div>" + FOOT),
    "discuz": page(
        NAV + "<div id='messagetext'><p>抱歉，指定的主题不存在或已被删除或正在被审核</p></div>" + FOOT,
        title="提示信息 - 临河论坛",
    ),
    "404-in-title": page(NAV + "<p>5 秒后自动跳转到首页</p>" + FOOT, title="404错误"),
    "big-404": page(
        "<div><span>404</span><p>哎呀，您要找的页面走丢了～</p></div>" + MORE + FOOT, title="临河在线"
    ),
    "not-found": page("<h1>404 Not Found</h1><hr><center>nginx</center>", title="404 Not Found"),
    "english": page(
        NAV + "<h1>Page not found</h1><p>Sorry, the page you are looking for could not be found.</p>",
        title="Linhe Post",
    ),
    "traditional": page(
        "<h2>很抱歉，您要瀏覽的頁面不存在</h2><p>請檢查網址是否正確。</p>", title="找不到頁面"
    ),
    "alert": "<html><script>alert('该信息不存在！');history.back();</script></html>",
    "alert-in-head": "<!DOCTYPE html><html><head><meta charset='utf-8'><script>"
    "alert('文章不存在或者未审核');location.href='/';"
    "</script></head><body></body></html>",
    "refresh-home": page("<p>正在跳转…</p>", head='<meta http-equiv="refresh" content="3;url=/">'),
    "refresh-to-host": page("", head='<meta http-equiv="Refresh" content="0; URL=http://linhe.example/">'),
    "violating": page("<p>此内容因违规无法查看</p>", title=""),
}
LOGINS = {
    "notice": page(NAV + "<div class='tip'>请登录后查看全文</div>" + FOOT, title="临河内参"),
    "form": page(
        "<form><h3>用户登录</h3>账号<input name='u'>密码<input type='password'><button>登录</button></form>",
        title="登录",
    ),
    "must": page(NAV + "<p>您需要登录才可以下载或查看附件</p>" + LOGIN_BOX + FOOT, title="提示信息"),
    "members": page("<p>该内容仅限会员阅读</p>" + FOOT, title="临河内参"),
    "english": page(
        "<h1>Sign in to continue reading</h1><form><input type='password'></form>", title="Linhe Post"
    ),
    "traditional": page("<p>請先登入後再閱讀</p>", title="會員登入"),
}
SHELLS = {
    "root": page('<div id="app"></div><script src="/js/app.3f.js"></script>', title="临河新闻客户端"),
    "noscript": page(
        "<noscript>You need to enable JavaScript to run this app.</noscript><div id='root'></div><script "
        "src='/m.js'></script>"
    ),
    "skeleton": page(
        '<div id="__next"><div>加载中…</div></div><script>self.__next=[]</script>', title="临河新闻"
    ),
    "scripts-only": page('<script src="/a.js"></script><script>boot()</script>', title="专题"),
    "app": page(
        "<h2>临河新闻</h2><p>打开APP阅读全文</p><p>立即下载</p><p>iPhone版</p><p>安卓版下载</p>",
        title="临河新闻",
    ),
}
PARKED = {
    "for-sale": page(
        "<h1>linhe-news.example</h1><p>This domain is for sale</p><a>Make an offer</a>",
        title="linhe-news.example",
    ),
    "chinese": page("<h1>本域名正在出售</h1><p>有意者请联系：0000-0000</p>", title="linhe.example"),
    "expired": page("<p>该域名已过期，请尽快续费。</p>", title="提示"),
}
ARTICLES = {
    "about-captchas": page(
        NAV + "<h1>滑动验证码为什么越来越难</h1><p>请完成安全验证——每天有无数人看到这句话。研究者说，"
        "机器识图的本领涨得太快，出题的人只好把拼图做得更碎。</p>"
        "<p>一位老人告诉记者，他为查一张公交卡余额，拖了九次滑块仍未通过，最后请邻居代办。</p>" + FOOT,
        title="滑动验证码为什么越来越难",
    ),
    "about-404": page(
        NAV + "<h1>404 页面不存在：一场寻人启事的接力</h1><p>打开这些网站不存在的地址，"
        "跳出来的不是冷冰冰的提示，而是走失儿童的照片和姓名。</p>"
        "<p>志愿者说，三年里有十一个家庭因此团聚，其中一位父亲等了二十六年。</p>" + FOOT,
        title="404 页面不存在：一场寻人启事的接力",
    ),
    "404-for-its-title-alone": page(f"<h1>页面不存在</h1>{STORY}", title="页面不存在"),
    "about-logins": page(
        "<h1>登录后才能看？图书馆取消实名门槛</h1><p>从本月起，"
        "临河图书馆的数字馆藏不再要求读者登录后查看，未办证的居民也能在馆内终端上翻阅旧报。</p>"
        "<p>馆方表示，此前每天有四成访客停在登录页，转身离开。</p>",
        title="登录后才能看？图书馆取消实名门槛",
    ),
    "login-box-above": page(
        LOGIN_BOX + NAV + f"<h1>旧粮仓开放</h1>{STORY}" + FOOT, title="旧粮仓开放 - 临河在线"
    ),
    "login-box-and-a-brief": page(
        LOGIN_BOX
        + NAV
        + "<h1>北桥今夜封闭</h1><p>北桥将于今晚十时至次日五时封闭检修，过往车辆请绕行南桥。</p>"
        + FOOT,
        title="北桥今夜封闭",
    ),
    "comments-need-login": page(
        f"<h1>旧粮仓开放</h1>{STORY}<div>请登录后发表评论</div><div>该评论已被删除</div>", title="旧粮仓开放"
    ),
    "read-on-in-the-app": page(f"<h1>旧粮仓开放</h1>{STORY}<p>打开APP阅读全文</p>", title="旧粮仓开放"),
    "geetest-for-its-login": page(
        f"<h1>旧粮仓开放</h1>{STORY}<script src='https://static.geetest.com/static/tools/gt.js'></script>",
        title="旧粮仓开放",
    ),
    "cloudflare-watches": page(
        f"<h1>旧粮仓开放</h1>{STORY}<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>",
        title="旧粮仓开放",
    ),
    "rendered-app": page(
        f'<div id="app"><h1>旧粮仓开放</h1>{STORY}</div><script src="/js/app.js"></script>',
        title="旧粮仓开放",
    ),
    "in-divs": page(
        "<div id='app'><div>旧粮仓开放</div><div>"
        + STORY.replace("<p>", "<span>").replace("</p>", "</span><br>")
        + "</div></div>"
        "<script src='/a.js'></script>"
    ),
    "mentions-the-notice": page(
        "<h1>临河云突发故障</h1><p>5月6日，临河云多项服务中断，用户打开网盘时显示“您访问的页面不存在”，"
        "约两小时后恢复。</p>",
        title="临河云突发故障",
    ),
    "deleted-post-in-the-news": page(
        "<h1>网传“渡口停航”为谣言</h1><p>临河海事处昨晚通报，网传渡口停航的消息不实，相关帖子已被发布者删除。</p>",
        title="网传“渡口停航”为谣言",
    ),
    "english-about-captchas": page(
        "<h1>Are you a robot? The puzzle that annoys everyone</h1><p>Every day people spend five hundred "
        "years in total on proving "
        "that they are human, a team at the river institute found, and machines now pass the test more "
        "often than people do.</p>",
        title="Are you a robot? The puzzle that annoys everyone",
    ),
    "refreshes-itself": page(
        f"<h1>旧粮仓开放</h1>{STORY}", head='<meta http-equiv="refresh" content="300">', title="旧粮仓开放"
    ),
    "gallery": page(
        NAV
        + LOGIN_BOX
        + "<h1>渡口晨雾</h1><img src='1.jpg'><p>晨雾中的渡口。沈砚秋 摄</p><img src='2.jpg'>"
        + MORE
        + FOOT
    ),
    "poem": page(
        "<h1>渡口</h1><p>雾起时</p><p>船还没有醒</p><p>岸把灯一盏一盏</p><p>还给水</p>", title="渡口"
    ),
    "domain-sale-in-the-news": page(
        "<h1>两位数字域名出售创纪录</h1><p>一家经纪公司证实，"
        "一个由两位数字组成的域名上周以八位数的价格转手，买家来自制造业。</p>"
        "<p>业内人士说，好记的域名存量已尽，价格还会再涨。</p>",
        title="两位数字域名出售创纪录",
    ),
    "instructions": page(
        "<h1>怎样申请居住证</h1>"
        + "".join(
            f"<p>第{n}步，请您登录区政务网，选择居住证一栏，按提示上传照片，返回首页后等待短信通知。</p>"
            for n in range(1, 12)
        ),
        title="怎样申请居住证",
    ),
}
LISTINGS = {
    "one-headline-is-a-notice": page(
        NAV + "<ul class='newslist'><li><a href='/1.html'>北桥通车</a><em>09-21</em></li>"
        "<li><a href='/2.html'>页面已删除</a><em>08-29</em></li></ul>" + FOOT,
        title="资讯",
    ),
    "links-only": page(NAV + MORE + FOOT, title="要闻 - 临河在线"),
    "login-box-and-captcha-script": page(
        LOGIN_BOX
        + NAV
        + MORE * 2
        + "<script src='https://static.geetest.com/static/tools/gt.js'></script>"
        + FOOT,
        title="要闻",
    ),
}

KINDS = [
    (
        "challenge",
        titled(
            "滑动验证页面",
            '<div id="WAF_NC_WRAPPER"></div><p>访问验证</p><p>别离开，'
            "为了更好的访问体验，请进行验证，通过后即可继续访问网页</p>",
        ),
    ),
    ("challenge", titled("", "<p>很抱歉，您提交的请求可能对网站造成威胁，请求已被管理员设置的策略阻断</p>")),
    (
        "challenge",
        titled(
            "网站防火墙",
            "<h2>您的请求带有不合法参数，已被网站管理员设置拦截！</h2><p>"
            "可能原因：</p><p>您提交的内容包含危险的攻击请求</p><p>如何解决：</p><p>1）检查提交内容；"
            "2）如网站托管，请联系空间提供商；3）普通网站访客，请联系网站管理员；</p>",
        ),
    ),
    ("challenge", titled("创宇盾", "<p>当前访问疑似黑客攻击，已被网站管理员设置为拦截</p><p>请稍后再试</p>")),
    ("challenge", titled("", "<p>您当前的访问请求当中含有非法字符，已经被系统拒绝</p>")),
    ("challenge", titled("", "<h2>环境异常</h2><p>当前环境异常，完成验证后即可继续访问。</p><a>去验证</a>")),
    (
        "challenge",
        titled("Sina Visitor System", "<script>var a=1;incarnate();</script><noscript></noscript>"),
    ),
    (
        "challenge",
        titled(
            "安全验证 - 知乎",
            "<p>系统监测到您的网络环境存在异常，为保证您的正常访问，请点击下方验证按钮进行验证。</p>",
        ),
    ),
    (
        "challenge",
        titled(
            "搜狗搜索",
            "<p>用户您好，我们的系统检测到您网络中存在异常访问请求。</p><p>"
            "此验证码用于确认这些请求是您的正常行为而不是自动程序发出的，需要您协助验证。</p><p>验证码：<input></p>",
        ),
    ),
    (
        "challenge",
        titled(
            "https://x",
            "<p>Our systems have detected unusual traffic from your computer "
            "network. This page checks to see if it's really you sending the requests, and not a robot.</p>",
        ),
    ),
    (
        "challenge",
        titled(
            "Access Denied",
            "<H1>Access Denied</H1>You don't have permission to access "
            '"http://x/" on this server.<P>Reference #18.1',
        ),
    ),
    (
        "challenge",
        titled(
            "x.com",
            '<p id="cmsg">Please enable JS and disable any ad blocker</p><script '
            'src="https://ct.captcha-delivery.com/c.js"></script>',
        ),
    ),
    ("challenge", titled("登录跳转", "<p>有异常请求从你的 IP 发出，请 <a>登录</a> 使用本站。</p>")),
    (
        "challenge",
        titled(
            "",
            "<p>浏览器安全检查中...</p><p>还剩 5 秒</p><script>setTimeout(function(){document."
            "cookie='a=1';location.reload()},5000)</script>",
        ),
    ),
    ("challenge", titled("", "<p>正在检查您的浏览器，请稍候…</p>")),
    ("challenge", titled("访问禁止", "<p>您的IP已被封禁，如有疑问请联系客服。</p>")),
    ("challenge", titled("检测中", "<p>正在进行人机识别，请稍候</p><script src='x.js'></script>")),
    ("challenge", titled("验证码", "<p>请输入验证码：</p><img src=c.png><input>")),
    ("challenge", titled("系统提示", "<p>您的操作过于频繁，请稍后再试！</p>")),
    ("challenge", titled("", "<p>请求过于频繁，请1分钟后再试</p>")),
    ("challenge", titled("访问受限", "<p>您的IP（192.0.2.4）已被限制访问</p>")),
    ("challenge", titled("", "<p>您的IP（192.0.2.9）已被限制访问，如有疑问请联系管理员。</p>" + FOOT)),
    (
        "challenge",
        titled("提示", "<h1>抱歉，您的 IP 地址：192.0.2.9 已被列入黑名单</h1><p>请于24小时后重试。</p>"),
    ),
    ("challenge", titled("临河", NAV + "<p>你的IP [192.0.2.9] 访问次数过多，已暂时被禁止访问本站。</p>")),
    ("challenge", titled("", "<p>当前IP:2001:db8::7被系统封禁</p>")),
    (
        "challenge",
        titled(
            "临河搜索", "<p>本验证用于判断刚才的访问由真人操作，并非程序自动发起，烦请您配合完成。</p><input>"
        ),
    ),
    (
        "challenge",
        titled(
            "临河", "<p>我们需要确认这次请求来自真人，而不是自动程序，请您协助完成验证。</p><input>" + FOOT
        ),
    ),
    (
        "challenge",
        titled(
            "临河搜索",
            "<h2>请协助验证</h2><p>这个验证码用来区分正常访问与机器程序，请输入图中字符。</p>"
            "<p>提交后将返回刚才的页面。</p>",
        ),
    ),
    (
        "challenge",
        titled(
            "",
            "<p>您好，我们的系统发现您所在的网络有不寻常的访问。</p><p>以下验证用于确认操作的是您本人而非自动程序，"
            "需要您协助验证后继续。</p><p>IP：192.0.2.9</p><p>时间：2021-03-04 10:11:12</p>",
        ),
    ),
    ("soft-404", titled("微信", "<p>该内容已被发布者删除</p>")),
    ("soft-404", titled("", "<p>此内容被投诉且经审核涉嫌违反法律法规，无法查看</p>")),
    ("soft-404", titled("", "<p>该公众号已迁移</p>")),
    ("soft-404", titled("404", "<p>抱歉，你所访问的页面不存在</p>" + FOOT)),
    ("soft-404", titled("页面没有找到", NAV + "<p>5秒钟之后将会带您进入首页!</p>")),
    (
        "soft-404",
        titled(
            "某网",
            NAV + "<h3>您访问的页面找不到了!</h3><p>可能原因：</p><p>网址有错误，"
            "请检查地址是否完整或存在多余字符</p><p>网址已失效，可能页面已删除，活动已下线等</p>" + FOOT,
        ),
    ),
    ("soft-404", titled("某网", NAV + "<p>对不起，您要查看的网页已被删除或转移</p>" + FOOT)),
    ("soft-404", titled("某网", "<p>您要查看的页面丢失了</p>")),
    ("soft-404", titled("某网", "<p>您访问的页面找不回来了</p><p>但是我们可以一起寻找失踪宝贝</p>")),
    (
        "soft-404",
        titled(
            "404 - 找不到文件或目录。",
            "<h1>服务器错误</h1><h2>404 - 找不到文件或目录。</h2><h3>"
            "您要查找的资源可能已被删除，已更改名称或者暂时不可用。</h3>",
        ),
    ),
    ("login-wall", titled("提示信息", NAV + "<p>抱歉，本帖要求阅读权限高于 20 才能浏览</p>" + FOOT)),
    ("login-wall", titled("提示信息", NAV + "<p>抱歉，您尚未登录，没有权限访问该版块</p>" + FOOT)),
    (
        "soft-404",
        titled("跳转提示", "<h1>:(</h1><p class='error'>文章不存在</p><p>页面自动 跳转 等待时间： 3</p>"),
    ),
    (
        "soft-404",
        titled(
            "Page not found – 某站",
            "<h1>Oops! That page can’t be found.</h1><p>It looks like "
            "nothing was found at this location. Maybe try a search?</p>",
        ),
    ),
    ("soft-404", titled("某站", "<h1>糟糕！无法找到该页面。</h1>")),
    (
        "soft-404",
        titled(
            "未找到页面 – 某站", "<h1>有点尴尬诶！该页无法显示。</h1><p>这儿似乎什么都没有，试试搜索？</p>"
        ),
    ),
    ("soft-404", titled("404 - 页面没找到", "<p>你想查看的页面已被转移或删除了, 要不要搜索看看:</p>")),
    ("soft-404", titled("Error 404: Page Not Found", "<p>The page you’re looking for doesn’t exist.</p>")),
    ("soft-404", titled("某网", "<p>文章审核中，暂时无法查看</p>")),
    ("soft-404", titled("某网", "<p>信息不存在或已删除！</p>")),
    ("soft-404", titled("500 Internal Server Error", "<h1>Internal Server Error</h1>")),
    ("soft-404", titled("系统发生错误", "<h1>系统发生错误</h1>")),
    ("soft-404", titled("", "<p>数据库连接错误</p>")),
    ("soft-404", titled("网站维护", "<p>网站正在维护升级，请稍后访问。</p>")),
    ("login-wall", titled("某刊", "<p>本文为付费内容，订阅后可阅读全文</p>")),
    ("login-wall", titled("提示信息", "<p>抱歉，您所在的用户组(游客)无法进行此操作</p>")),
    ("login-wall", titled("微信扫码登录", "<p>请使用微信扫描二维码登录</p>")),
    ("login-wall", titled("登录_某网", "<form><input name=u><input type=password></form>")),
    (
        "login-wall",
        titled(
            "用户登录 - 某网",
            "<form><input name=u><input type=password></form><p>还没有账号？<a>立即注册</a></p>",
        ),
    ),
    ("empty-shell", titled("", "<p>请在微信客户端打开链接</p>")),
    ("empty-shell", titled("某报", "<div id='app'><p>加载中，请稍候…</p></div><script src=a.js></script>")),
    ("empty-shell", titled("某报", "<app-root></app-root><script src=main.js></script>")),
    (
        "empty-shell",
        titled(
            "某报",
            "<noscript><strong>We're sorry but x doesn't work properly without "
            "JavaScript enabled. Please enable it to continue.</strong></noscript><div id=app></div><script "
            "src=m.js></script>",
        ),
    ),
    ("parked", titled("x.com", "<h1>x.com</h1><p>此域名可出售，请联系...</p>")),
    ("parked", titled("x.com", "<h2>The domain x.com is for sale!</h2>")),
    ("parked", titled("", "<p>该网站暂时无法进行访问</p><p>该网站未根据工信部相关法律规定进行备案</p>")),
]
MORE_ARTICLES = [
    titled(
        "请完成验证：一条短信骗走三万元",
        NAV
        + "<h1>请完成验证：一条短信骗走三万元</h1><p>警方昨日通报。居民陈女士点开链接，三万元被转走。</p>"
        + FOOT,
    ),
    titled(
        "请完成验证：一条短信骗走三万元",
        "<h1>请完成验证：一条短信骗走三万元</h1><p>市民陈女士被骗三万元。</p><p>警方已立案。</p>",
    ),
    titled("访问过于频繁，论坛停摆", "<h1>访问过于频繁，论坛停摆</h1><p>临河论坛昨晚停摆两小时。</p>"),
    titled("您的IP已被限制访问？骗局", "<p>收到这类短信的有九人。警方提醒，切勿点击。</p>"),
    titled("安全验证", "<h1>安全验证系统上线</h1><p>临河银行昨日启用新系统，柜台排队缩短一半。</p>"),
    titled(
        "网站防火墙采购中标公告",
        "<h1>网站防火墙采购中标公告</h1><p>中标单位：临河安科公司。金额：三万元。</p>",
    ),
    titled(
        "页面不存在：一家书店的告别",
        "<h1>页面不存在：一家书店的告别</h1><p>书店关门了。店主说，网站留到年底。</p>",
    ),
    titled(
        "临河网信办公布一起案件",
        "<p>网信办说，验证码用来区分真人和机器人，一家公司绕过了它，请您留意。公司被罚九万元。</p>",
    ),
    titled(
        "验证码",
        NAV + "<h1>验证码</h1><p>　　小说连载。他又一次输错了验证码，屏幕上的字像水里的鱼，"
        "一晃就散。老周在旁边笑，说你这眼神该配副老花镜了，配了也看不清。</p>",
    ),
    titled("短讯", NAV + "<h1>市图书馆今日闭馆</h1><p>市图书馆因设备检修，今日闭馆一天。</p>" + FOOT),
    titled(
        "登录火星：中国探测器传回首图", "<h1>登录火星：探测器传回首图</h1><p>探测器今晨传回首张图片。</p>"
    ),
    titled("某网站被责令关闭", "<h1>某网站被责令关闭</h1><p>网信办通报称，该网站已关闭。</p>"),
    titled(
        "内容已下线的背后",
        "<h1>“内容已下线”的背后</h1><p>多家平台上周清理短视频，用户打开收藏夹只见一行灰字。</p>",
    ),
    titled("图集", NAV + "<h1>雪落古城</h1><img src=1.jpg><p>2月3日，古城迎来初雪。</p>" + FOOT),
    titled("图集", NAV + "<form><input type=password>登录</form><h1>雪落古城</h1><img src=1.jpg>" + FOOT),
    titled("404公路", "<h1>404公路今日通车</h1><p>省道404线今日通车。</p>"),
    titled(
        "公告",
        "<h1>系统维护公告</h1><p>本网站定于3月5日零时至六时进行系统维护，届时暂停服务，请您提前安排。</p>",
    ),
    titled("APP下载量破亿", "<h1>下载APP就能看病</h1><p>市卫健委推出客户端，挂号缴费一次办完。</p>"),
    titled(
        "视频",
        NAV + "<h1>直播回放：龙舟赛</h1><video src=a.mp4></video><p>打开APP观看高清</p><div>2023-06-22</div>",
    ),
]


def rows(pages: dict[str, str]) -> list[object]:
    return [pytest.param(html, id=name) for name, html in pages.items()]


@pytest.mark.parametrize(
    ("reason", "html"),
    [
        pytest.param(reason, html, id=f"{reason}-{name}")
        for reason, pages in (
            ("challenge", CHALLENGES),
            ("soft-404", MISSING),
            ("login-wall", LOGINS),
            ("empty-shell", SHELLS),
            ("parked", PARKED),
        )
        for name, html in pages.items()
    ],
)
def test_a_page_that_is_not_what_it_claims_is_told_by_its_kind(reason: str, html: str) -> None:
    assert impostor_of_body(html.encode(), content_type="text/html; charset=utf-8") == reason


@pytest.mark.parametrize("html", rows(ARTICLES))
def test_an_article_is_none_whatever_it_writes_about(html: str) -> None:
    assert impostor_of_body(html.encode(), content_type="text/html") is None


@pytest.mark.parametrize(("reason", "html"), KINDS)
def test_notices_are_told_however_they_are_worded(reason: str, html: str) -> None:
    assert impostor_of_body(html.encode()) == reason


@pytest.mark.parametrize("html", MORE_ARTICLES)
def test_a_short_page_with_something_to_tell_is_none(html: str) -> None:
    assert impostor_of_body(html.encode()) is None


@pytest.mark.parametrize("html", rows(LISTINGS))
def test_a_list_of_links_is_none(html: str) -> None:
    assert impostor_of_body(html.encode(), content_type="text/html") is None


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", "text/html"),
        (b"%PDF-1.7", "text/html"),
        ("页面不存在".encode(), "text/plain"),
        (b"<rss></rss>", ""),
    ],
)
def test_what_is_no_html_is_none(body: bytes, content_type: str) -> None:
    assert impostor_of_body(body, content_type=content_type) is None


def test_a_title_of_nothing_but_signs_takes_no_longer() -> None:
    """It took minutes, in which the crawl stood still."""
    page = f"<html><head><title>{'- ' * 50_000}页</title></head><body><h1>{'-' * 50_000}</h1><p>…</p></body></html>"
    assert impostor_of_body(page.encode(), content_type="text/html") is None
