"""Pages that answer 200 where an article should be and are none; each name begins with the reason to refuse it."""

from __future__ import annotations

from tests.sites.site import Page


def _html(title: str, body: str, head: str = "") -> bytes:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{body}</body></html>"
    ).encode()


_NAVIGATION = (
    '<div class="nav"><a href="/">首页</a> <a href="/news/">新闻</a> <a href="/about.html">关于</a></div>'
)
_FOOTER = '<div class="footer">南堤周刊 版权所有 未经授权不得转载</div>'

IMPOSTORS = {
    "challenge-waf": Page(
        body=(
            b"<html><script>var arg1='3F0A9C77E2B14D5586AF20C1D9E8B7360F4A51CE';"
            b"function setCookie(name,value){document.cookie=name+'='+value+';path=/';}"
            b"function reload(x){setCookie('acw_sc__v2',x);document.location.reload();}"
            b"var key='k'+arg1.length;reload(arg1.split('').reverse().join(''));</script></html>"
        ),
        headers=(("Set-Cookie", "acw_tc=0a1b2c3d;path=/;HttpOnly;Max-Age=1800"),),
    ),
    "challenge-captcha": Page(
        body=_html(
            "安全验证",
            '<div class="verify"><h2>为了您的访问安全，请完成验证</h2><p>请输入图片中的字符后继续访问。</p>'
            '<form action="/verify"><img src="/captcha.jpg?t=1"><input name="captcha">'
            "<button>提交</button></form></div>",
        )
    ),
    "challenge-slider": Page(
        body=_html(
            "访问验证",
            '<div id="nocaptcha"></div><p>请按住滑块，拖动到最右边</p><script src="/static/slide-verify.js"></script>',
        )
    ),
    "challenge-wait": Page(
        body=_html(
            "Just a moment...",
            "<noscript>Enable JavaScript and cookies to continue</noscript>"
            '<form id="challenge-form" action="/?__cf_chl_f_tk=x" method="POST"></form>',
            '<script>window._cf_chl_opt={cType:"managed"};</script>',
        )
    ),
    "login-wall": Page(
        body=_html(
            "用户登录 - 南堤周刊",
            _NAVIGATION
            + '<h2>请登录后查看全文</h2><form method="post" action="/login"><input name="username">'
            '<input name="password" type="password"><button>登录</button></form><p>还没有账号？立即注册</p>'
            + _FOOTER,
        )
    ),
    "login-wall-code": Page(
        body=_html(
            "会员登录",
            '<div class="login-box"><p>您需要登录后才可以阅读本文</p><form><input type="tel" placeholder="手机号">'
            '<input placeholder="验证码"><button>登录 / 注册</button></form></div>',
        )
    ),
    "soft-404": Page(
        body=_html(
            "页面不存在 - 南堤周刊",
            _NAVIGATION + "<h1>404</h1><p>抱歉，您访问的页面不存在或已被删除。</p>"
            '<p><span id="s">5</span>秒后自动<a href="/">返回首页</a></p>' + _FOOTER,
        )
    ),
    "soft-404-deleted": Page(
        body=_html(
            "提示信息",
            '<div class="msg"><p>该文章已被删除或者正在审核中</p>'
            '<a href="javascript:history.back()">返回上一页</a></div>',
        )
    ),
    "soft-404-english": Page(
        body=_html("Page Not Found", "<h1>Oops!</h1><p>The page you are looking for could not be found.</p>")
    ),
    "empty-shell": Page(
        body=_html(
            "南堤周刊",
            '<noscript>请启用JavaScript后继续浏览</noscript><div id="app"></div>'
            '<script src="/static/js/chunk-vendors.4e1f.js"></script><script src="/static/js/app.77aa.js"></script>',
        )
    ),
    "empty-shell-loading": Page(
        body=_html(
            "正在加载",
            '<div id="root"><div class="loading">加载中…</div></div><script>window.__STATE__={};</script>'
            '<script type="module" src="/assets/index.js"></script>',
        )
    ),
    "no-text-layout": Page(
        body=_html(
            "", _NAVIGATION + '<div class="article"><h1></h1><div class="content"></div></div>' + _FOOTER
        )
    ),
}
