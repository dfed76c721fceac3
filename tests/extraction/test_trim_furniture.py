"""What sites print round a text, in the forms they print it in: none of it is text, wherever the readers let it in."""

# ruff: noqa: E501 - a line of a page reads best on one line

import pytest

from crawler.extraction.lines.trim import trim
from crawler.sources import ANY_SITE

TITLE = "青石渡大桥合龙，两岸村民步行只要六分钟"
FIRST = "6月18日上午，青石渡大桥最后一段钢梁吊装到位，这座修了三年的桥在江心合龙。"
SECOND = "“以前去对岸赶集要等渡船，碰上大雾一等就是半天。”家住南岸的罗阿婆说，她已经数着日子等通车。"
THIRD = "项目部介绍，桥面铺装预计九月完成，届时步行过江只要六分钟。"
BODY = (FIRST, SECOND, THIRD)

HEADS = {
    "an offer above": ["炒股就看云溪研报，权威，专业，及时，全面"],
    "who posted and when, run together": ["路易十三2019-04-27 22:39:10", "2023-07-05云溪健康云溪健康"],
    "words of a player": ["This is a modal window. 播放 静音 全屏 倍速 1.0X 1.5X"],
    "the site's address before the line": [
        "http://www.yunxi.example　2023-6-18 9:20:33　来源：云溪日报　作者：陆小北"
    ],
    "an account, a day and a count run together": ["云溪手机台06-18 20:33播放：1.2万"],
    "a source without a colon": ["2023年06月18日 21:13 来源于 云溪日报"],
    "the headline": [TITLE],
    "the headline in brackets": [f"【{TITLE}】"],
    "the headline labelled": [f"标题：{TITLE}"],
    "the original headline": ["原标题：一座桥，六分钟"],
    "the original headline of this text": ["本文原标题：《一座桥，六分钟》"],
    "the headline with the site": [f"{TITLE} - 云溪新闻网"],
    "the headline with its column and site": [f"{TITLE}_要闻_云溪新闻网"],
    "the headline with a badge": [f"原创 {TITLE}"],
    "the headline with a mark of pictures": [f"{TITLE}（图）"],
    "the headline in two lines": ["青石渡大桥合龙，", "两岸村民步行只要六分钟"],
    "half of the headline": ["两岸村民步行只要六分钟"],
    "column, headline, subtitle and date": [
        "要闻",
        TITLE,
        "——走近修桥的人",
        "2023-06-18 20:15 来源：云溪日报",
    ],
    "notices above the headline": [
        "登录超时，稍后再试",
        "免注册 快速登录",
        TITLE,
        "2023-06-18 20:15:08 云溪日报",
    ],
    "crumbs": ["您所在的位置：首页 > 新闻中心 > 本地要闻 > 正文"],
    "crumbs without a label": ["首页>>新闻>>社会"],
    "date, source, author in one line": ["2023年06月18日 20:15 来源：云溪日报 作者：陆小北"],
    "a label and its value, each a line": [
        "来源：",
        "云溪日报",
        "作者：",
        "陆小北",
        "发布时间：",
        "2023-06-18 20:15",
    ],
    "labels without a colon": ["来源 云溪日报", "2023-06-18 20:15"],
    "parted by bars": ["2023-06-18 20:15 | 来源：云溪日报 | 编辑：宁静"],
    "in brackets": ["（2023-06-18 20:15:08）", "【字体：大 中 小】"],
    "size of type": ["字号：T T", "字号", "大", "中", "小"],
    "size of type, other forms": ["【字体： 大 中 小】 打印", "字体：【大】【中】【小】", "A- A A+"],
    "counters": ["浏览量：", "1234", "阅读(1.2万)", "浏览次数： 321 次"],
    "print and share": ["打印", "分享到：", "微信 微博 QQ空间", "【打印】【关闭】"],
    "the head of a notice": [
        "索引号：000014349/2023-00026",
        "信息来源：云溪县交通局",
        "发布日期：2023-06-18",
        "浏览次数：120",
    ],
    "a digest of its own label": ["摘要：" + FIRST[:20] + "……"],
    "a label of a digest alone": ["摘要"],
    "a digest that runs through two paragraphs": [FIRST + SECOND[:12] + "..."],
    "channels": ["首页 新闻 时政 财经 体育 娱乐"],
    "channels, each a line": ["首页", "新闻", "财经", "体育", "娱乐"],
    "a calendar": [
        "2023年6月",
        "日 一 二 三 四 五 六",
        "1 2 3",
        "4 5 6 7 8 9 10",
        "11 12 13 14 15 16 17",
        "18 19 20 21 22 23 24",
        "25 26 27 28 29 30",
    ],
    "an account and its counters": ["2023-06-18 20:15", "云溪观察", "阅读 1.2万"],
    "an account to be followed": ["云溪日报", "2023-06-18 20:15", "发布于云溪", "云溪日报官方账号", "关注"],
    "smaller and larger type": ["2023年06月18日20:15 | 来源：云溪日报", "小字号", "大字号"],
    "comments to come": ["来源：云溪日报", "我要评论(0)"],
    "sharing explained": [
        "来源：云溪日报",
        "分享到",
        "微信",
        "打开微信，点击底部的“发现”，使用“扫一扫”即可将网页分享至朋友圈",
    ],
    "a player": ["00:00 / 03:25", "播放", "您的浏览器不支持播放该音频"],
}

TAILS = {
    "an offer that is a link": ["股市迎来变盘点？机构资金流向曝光，立即查看>>"],
    "an account and its number": ["关注云溪财经（yunxi518），获取更多机会", "本文作者可以追加内容哦 ！"],
    "another article pointed to": ["►獨家／橋通車那天 兩岸擠滿人", "相关资讯：这座小城凭什么吸引78万游客"],
    "topics": ["#大橋#渡船", "＃云溪 ＃大桥"],
    "paid by": ["贊助", "訂閱電子報"],
    "the editor and the day of another era": ["（編輯：宁静）1110409"],
    "the picture at the top": ["封面图片来源：云溪图库", "头图来源：云溪图库"],
    "a site's rights in what others wrote": [
        "本内容来源于云溪号，文章内容仅供参考、交流、学习，不构成投资建议。"
    ],
    "words people search for, without a colon": ["热词 大桥 渡船"],
    "how to tip off a paper": [
        "爆料、维权通道：应用市场下载“云溪视频”客户端，搜索“帮忙”；或拨打热线0700-5550188。",
        "（下载云溪新闻，报料有奖！）",
    ],
    "whom to write to about the site": ["如果您对本网站有何建议或意见,请向投诉信箱反映: tousu@yunxi.example"],
    "a new release of the app": ["亲爱的用户，“云溪”客户端现已改版升级，请扫描上方二维码，及时下载新版本。"],
    "the app named once more": ["在云溪应用程序中打开", "云溪客户端 看云溪关注云溪新闻网"],
    "more behind a code, after the headline": [f"[{TITLE}_云溪网] 更多精彩内容，请扫描二维码"],
    "an offer above or below": [
        "炒股就看云溪研报，权威，专业，及时，全面",
        "此文限时免费阅读。感谢订阅支持！",
    ],
    "the account": ["关注“云溪发布”公众号", "微信公众号：云溪发布"],
    "a statement of the site by its name": [
        "云溪网声明：凡本网注明“来源：云溪网”的文图稿件，版权均属云溪网所有。"
    ],
    "who may print it": [
        "*云溪独家稿件，转载请注明出处。",
        "某某集团授权云溪网，在互联网上使用、发布集团的新闻信息。",
    ],
    "buttons in a row": ["收藏 分享 举报", "打印本页 | 关闭窗口", "—分享—"],
    "a word on comments": [
        "以下评论只代表网友个人观点，不代表云溪网观点。",
        "目前已有0条评论",
        "请登录后发表评论",
    ],
    "manners": ["小提示：您要为您发表的言论后果负责，请各位遵守法纪注意语言文明"],
    "an invitation to write": ["对这篇文章有想法？跟我聊聊吧", "订阅后可查看最新评论"],
    "print and mail": ["打印　发E-mail给："],
    "a visitor counted": ["您是第123位访问者", "已阅读 123 次"],
    "where the author works": ["（作者单位：云溪市委党校）"],
    "the edition with its section": ["《云溪日报》 (2019-11-14 第1版 要闻)"],
    "who put it on the page": [
        "发布机构：云溪县交通局",
        "信息员：陆小北",
        "文章录入：admin    责任编辑：admin",
    ],
    "words people search for": ["热词：大桥 渡船"],
    "an editor": ["责任编辑：石磊"],
    "an editor in brackets": ["（责编：石磊、谷雨）"],
    "an editor in square brackets": ["[ 责任编辑：石磊 ]"],
    "editors stacked": ["记者：陆小北", "编辑：宁静", "校对：石磊", "审核：谷雨", "监制：丁一"],
    "editors with bars": ["责编|石磊", "校对|谷雨", "来源|云溪发布"],
    "an editor and an intern": ["编辑：宁静（实习）", "值班编委：丁一"],
    "three checks": ["一审：宁静 二审：石磊 三审：丁一"],
    "buttons in brackets": ["【发表评论】【加入收藏】【打印】【关闭】"],
    "buttons": ["打印本页", "关闭窗口", "返回顶部"],
    "neighbours": ["上一篇：云溪县召开防汛会议", "下一篇：没有了"],
    "neighbours on lines of their own": ["上一篇", "云溪县召开防汛会议", "下一篇", "青石小学迎来新校车"],
    "related articles": ["相关阅读", "云溪县召开防汛会议", "青石小学迎来新校车", "老渡口的最后一班船"],
    "related articles with dates": [
        "相关新闻",
        "云溪县召开防汛会议 2023-06-17",
        "青石小学迎来新校车 2023-06-16",
        "老渡口的最后一班船 2023-06-15",
    ],
    "a hot list with ranks": ["热门推荐", "1", "云溪县召开防汛会议", "2", "青石小学迎来新校车", "换一换"],
    "several lists": [
        "24小时热文",
        "云溪县召开防汛会议",
        "青石小学迎来新校车！",
        "编辑推荐",
        "老渡口的最后一班船？",
        "点击排行",
        "县城首条夜间公交开通",
        "更多>>",
    ],
    "a list for you": [
        "为你推荐",
        "云溪县召开防汛会议",
        "云溪日报 2小时前",
        "青石小学迎来新校车",
        "云溪日报 3小时前",
    ],
    "tags": ["标签：青石渡 大桥 云溪"],
    "tags of a CMS": [
        "------分隔线----------------------------",
        "标签(Tag)：青石渡 大桥",
        "顶一下 (0) 0%",
        "踩一下 (0) 0%",
    ],
    "keywords": ["关键词：青石渡;大桥;通车"],
    "codes to scan": ["扫一扫在手机打开当前页"],
    "codes to scan at length": ["长按二维码", "关注云溪日报微信公众号"],
    "an app": ["下载云溪日报客户端，获取更多精彩资讯"],
    "an app, as an offer": ["海量资讯、精准解读，尽在云溪新闻APP"],
    "more of it": ["更多精彩内容，请关注云溪日报官方微信"],
    "counters": ["阅读 1.2万", "点赞 36", "在看 12"],
    "counters, each a line": ["收藏", "分享", "0"],
    "comments": [
        "网友评论",
        "文明上网理性发言，请遵守评论服务协议",
        "渡口老李",
        "2023-06-19 08:12",
        "盼了多少年，终于等到这一天，以后赶集再也不用看天了，给建桥的师傅们点个赞。",
        "回复",
        "赞 3",
        "江边人家",
        "当年我爷爷就是摆渡的，他要是还在该多好。",
        "回复",
    ],
    "comments on a short text's page": [
        "最新评论(3)",
        "1楼 匿名用户",
        "盼了多少年，终于等到这一天，以后赶集再也不用看天了。" * 4,
        "2楼 匿名用户",
        "当年我爷爷就是摆渡的，他要是还在该多好，可惜没有如果。" * 4,
    ],
    "a box for comments": [
        "发表评论",
        "请自觉遵守互联网相关的政策法规，严禁发布色情、暴力、反动的言论。",
        "评价:",
        "中立",
        "好评",
        "差评",
        "用户名:",
        "验证码:",
        "匿名?",
    ],
    "no comments": ["评论", "暂无评论，快来抢沙发吧"],
    "a warning over comments": [
        "网友评论仅供其表达个人看法，并不表明云溪网立场。",
        "跟贴排行",
        "财经",
        "体育",
    ],
    "a disclaimer": [
        "免责声明：本文仅代表作者个人观点，与云溪网无关。其原创性以及文中陈述文字和内容未经本站证实。"
    ],
    "a disclaimer with its heading": [
        "版权声明",
        "1、凡本网注明“来源：云溪网”的所有作品，版权均属于云溪网，未经授权不得转载。",
        "2、凡本网注明来源非云溪网的作品，均转载自其它媒体，转载目的在于传递更多信息。",
        "3、如因作品内容、版权等需要同本网联系的，请在30日内进行。",
    ],
    "a disclaimer above a list": [
        "声明：该文观点仅代表作者本人，云溪号系信息发布平台，仅提供信息存储空间服务。",
        "老渡口的最后一班船",
        "县城首条夜间公交开通",
    ],
    "a disclaimer of a platform": [
        "特别声明：以上内容(如有图片或视频亦包括在内)为自媒体平台“云溪号”用户上传并发布，本平台仅提供信息存储服务。"
    ],
    "the same in English": [
        "Notice: The content above (including the pictures and videos if any) is uploaded and posted by a user of Yunxi Hao."
    ],
    "a risk": ["风险提示及免责条款", "市场有风险，投资需谨慎。本文不构成个人投资建议，据此投资，责任自负。"],
    "reprinting": ["本文为云溪日报原创，未经授权不得转载。"],
    "reprinting with an address": ["如需转载请与云溪日报社联系。未经授权，严禁转载或镜像，违者必究。"],
    "where it is from": ["(本文来自云溪新闻，更多原创资讯请下载“云溪新闻”APP)"],
    "the original headline": ["（原题为《一座桥，六分钟》）"],
    "who paid and who pressed": ["赞赏 3人喜欢", "点分享 点收藏 点点赞 点在看", "商务合作 yunxi518"],
    "the end": ["（完）"],
    "the end in English": ["THE END"],
    "the end in hollow brackets": ["〖完〗"],
    "the end with rules": ["—— END ——", "编辑：宁静"],
    "pager": ["上一页 1 2 3 下一页"],
    "pager of a CMS": ["共3页: 上一页 1 2 3 下一页"],
    "reports": ["举报/反馈"],
    "reports of harm": ["违法和不良信息举报电话：010-00000000 举报邮箱：jubao@yunxi.example"],
    "a hotline": ["云溪新闻报料：0555-5550123"],
    "a hotline with an offer": ["欢迎提供新闻线索，24小时报料热线0555-5550123"],
    "a hotline at length": [
        "想爆料？请登录“阳光热线”、拨打新闻热线0555-5550123，或登录云溪网官方微博（@云溪网）提供新闻线索。"
    ],
    "contributions": ["投稿邮箱：tougao@yunxi.example"],
    "business": ["商务合作请联系：bd@yunxi.example"],
    "back to the portal": ["返回云溪网，查看更多"],
    "share it": ["分享让更多人看到"],
    "share bar": ["分享到：", "微信", "新浪微博", "QQ空间", "复制链接"],
    "a foot": [
        "主办：云溪县人民政府 承办：云溪县大数据局",
        "地址：云溪县江滨路1号 邮编：000000",
        "网站标识码：0000000000 某ICP备00000000号",
        "公安备案号：00000000",
    ],
    "a foot in English": ["Copyright © 2023 云溪网 All Rights Reserved", "关于我们 | 联系我们 | 网站地图"],
    "moods": ["责任编辑：石磊", "好文", "钦佩", "喜欢", "泪奔", "可爱", "思考"],
    "menus of an account": [
        "编辑：宁静",
        "扫描下方二维码解锁更多技能",
        "1、回复【公交】查看最新线路",
        "2、回复【天气】查看三天预报",
        "点击菜单栏【服务】解锁更多服务！",
        "看都看完了，点【在看】试试",
    ],
    "invitation to talk": ["你怎么看？欢迎在评论区留言讨论"],
    "headlines with dates and no name": [
        "云溪县召开防汛会议 2023-06-17",
        "青石小学迎来新校车 2023-06-16",
        "老渡口的最后一班船 2023-06-15",
    ],
    "headlines above their dates": ["云溪县召开防汛会议", "2023-06-17", "青石小学迎来新校车", "2023-06-16"],
    "channels": ["推荐", "娱乐", "体育", "财经", "科技", "军事"],
    "a calendar": [
        "2023年6月",
        "一",
        "二",
        "三",
        "四",
        "五",
        "六",
        "日",
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "8",
    ],
    "the headline once more": [f"文章标题：{TITLE}", "本文链接：https://news.yunxi.example/1.html"],
    "player": ["视频加载失败，请刷新页面重试"],
    "next to be read": ["阅读下一篇：老渡口的最后一班船"],
    "the code of a page below its editor": [
        "【责任编辑:石磊 】",
        "010020010470000000000000011116201129735061",
        "阅读下一篇：",
        "老渡口的最后一班船",
    ],
    "a statement under the site's name": [
        "云溪声明：云溪网登载此文出于传递更多信息之目的，并不意味着赞同其观点。文章内容仅供参考，不构成投资建议。"
    ],
    "an account it came from": [
        "本文来自微信公众号：云溪观察（ID：yunxi），作者：石磊",
        "本内容为作者独立观点，不代表云溪网立场。未经允许不得转载。",
    ],
    "whose opinion it is": [
        "该文观点仅代表作者本人，云溪平台仅提供信息存储空间服务。",
        "+1",
        "好文章，需要你的鼓励",
        "石磊",
        "关注",
        "最近内容",
    ],
    "rights reserved": [
        "举报",
        "云溪财经广告合作，请点击这里",
        "此内容为云溪财经原创，著作权归云溪财经所有。未经书面授权，不得以任何方式加以使用，包括转载、摘编、复制或建立镜像。",
        "文章作者",
        "石磊",
        "相关阅读",
    ],
    "counts above buttons": ["0", "12", "收藏", "登录后发表评论"],
    "a message of a broadcaster": [
        "更多精彩资讯请在应用市场下载“云溪广播”客户端。欢迎提供新闻线索，24小时报料热线0555-5550123。",
        "编辑：石磊",
    ],
    "a votes' bar": ["[ 责编：石磊 ]", "您此时的心情", "开心", "难过", "飘过"],
    "dated links with bullets": ["相关新闻", "· 云溪县召开防汛会议 [06-17]", "· 青石小学迎来新校车 [06-16]"],
    "comments with their first name": [
        "评论(45) 用户0000001",
        "盼了多少年，终于等到这一天。",
        "2023-06-19 08:12 江边人家",
        "哈哈哈哈",
    ],
    "an account to be searched": ["温馨提示：微信搜索公众号云溪生活，关注后即可查询办理入口。"],
    "more of a paper's": [
        "更多云溪電子報報導",
        "老渡口的最後一班船",
        "縣城首條夜間公交開通",
        "回上頁 轉寄 列印",
    ],
    "in traditional script": ["責任編輯：石磊", "延伸閱讀", "老渡口的最後一班船", "縣城首條夜間公交開通"],
}


def text_of(*lines: str, title: str | None = TITLE) -> tuple[str, ...]:
    return trim(lines, title=title, source=ANY_SITE).paragraphs


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_what_stands_above_a_text_is_cut(head: list[str]) -> None:
    assert text_of(*head, *BODY) == BODY


@pytest.mark.parametrize("tail", TAILS.values(), ids=TAILS)
def test_what_stands_below_a_text_is_cut(tail: list[str]) -> None:
    assert text_of(*BODY, *tail) == BODY


@pytest.mark.parametrize("tail", TAILS.values(), ids=TAILS)
def test_it_is_cut_below_all_else_too(tail: list[str]) -> None:
    assert text_of(TITLE, "2023-06-18 20:15 来源：云溪日报", *BODY, *tail, *TAILS["several lists"]) == BODY


STRAYS = [
    "[图片]",
    "（点击看清晰大图）",
    "点击图片查看大图",
    "视频加载失败，请刷新重试",
    "您的浏览器版本过低，请升级后访问",
    "00:12 / 02:30",
    "广告",
    "请继续往下阅读",
    "点击展开全文",
    "分享到：微信 微博 QQ好友",
    "【打印】【关闭】",
    "[ 我要评论 ]",
    "延伸阅读：老渡口的最后一班船开走以后",
    "点击上方“云溪新闻”关注我们",
    "回上頁 轉寄 列印",
    "字号：大 中 小",
    "打开云溪新闻APP，查看更多高清图片",
    "左右滑动查看更多",
    "------分隔线----------------------------",
    "点击上方蓝字关注我们",
    "戳上面的蓝字关注我们哦！",
    "点击蓝字 关注我们 设为星标⭐",
    "↑↑↑点击上方“云溪日报”，每天看新鲜事",
    "长按识别二维码关注云溪日报",
    "长按二维码",
    "扫码关注云溪日报",
    "▲ 点击图片查看更多",
    "阅读原文",
    "相关阅读",
    "（2/4）",
    "第1页 共4页",
    "共4页 第2页",
    "上一页 1 2 3 下一页",
    "1 2 3 4 下一页 尾页",
]


@pytest.mark.parametrize("stray", STRAYS)
def test_machinery_in_the_middle_of_a_text_is_cut(stray: str) -> None:
    assert text_of(FIRST, stray, SECOND, stray, THIRD) == BODY


CARELESS = (  # as readers write, who know no full stop
    "桥是好看,就是桥头没有路灯!!晚上走过去黑灯瞎火的,心里发毛,什么时候能装上?",
    "装了路灯再来看,风也大!栏杆上连个扶手都没有,带孩子的千万看紧了,别光顾着拍照",
    "1. 桥头的停车场,进口,出口都只有一个,周末堵得一动不动,谁设计的真该自己来开一回",
)
IN_FRONT = [
    "点击上方蓝字关注我们",
    "责任编辑：石磊",
    "【打印】【关闭】",
    "投稿邮箱：tougao@yunxi.example",
    "上一页 1 2 3 下一页",
]


@pytest.mark.parametrize("line", IN_FRONT)
@pytest.mark.parametrize("text", [BODY, CARELESS], ids=["sentences", "careless"])
def test_a_line_that_closes_pages_ends_no_text_that_goes_on_below_it(
    line: str, text: tuple[str, ...]
) -> None:
    heading = "【本地】桥是好看，就是没有路灯，"
    assert text_of(heading, line, *text)[-3:] == text
    assert [one for one in text_of(heading, *text[:1], line, *text[1:]) if one in text] == [*text]


def test_a_line_in_the_middle_does_not_keep_another_from_closing_the_page() -> None:
    below = ["责任编辑：石磊", "老渡口的最后一班船", "县城首条夜间公交开通"]
    assert text_of(FIRST, "投稿邮箱：tougao@yunxi.example", SECOND, THIRD, *below)[-1] == THIRD


GLUED = [
    f"{TITLE} {FIRST}",
    f"{TITLE}本报讯{FIRST}",
]


@pytest.mark.parametrize("glued", GLUED)
def test_a_headline_glued_to_the_first_paragraph_is_cut(glued: str) -> None:
    assert text_of(glued, SECOND, THIRD)[0] == glued.removeprefix(TITLE).strip()


def test_trim_says_which_lines_it_cut_and_as_what() -> None:
    cut = trim(
        [
            TITLE,
            "来源：云溪日报",
            FIRST,
            "[图片]",
            SECOND,
            "（责编：石磊）",
            "相关阅读",
            "老渡口的最后一班船",
        ],
        title=TITLE,
        source=ANY_SITE,
    ).cut
    assert [(one.rule, one.value, one.place) for one in cut] == [
        ("headline", TITLE, "head"),
        ("publisher", "来源：云溪日报", "head"),
        ("interface", "[图片]", "middle"),
        ("editors", "（责编：石磊）", "tail"),
        ("interface", "相关阅读", "tail"),
        ("closing", "老渡口的最后一班船", "tail"),
    ]


@pytest.mark.parametrize("lines", [*HEADS.values(), *TAILS.values()], ids=[*HEADS, *TAILS])
def test_trim_is_idempotent(lines: list[str]) -> None:
    once = text_of(*lines, *BODY, *lines, *BODY)
    assert text_of(*once) == once


REPEATED = [
    "0",
    "A+",
    "微信好友",
    "返回顶部",
    "打印",
    "【打印】",
    "首页",
    "1 ",
    "编辑：",
    "来源 ",
    "更多",
    "（",
    "点击",
    "一",
    "举报/",
    "未经授权",
    "上一页 1",
    "1 2",
    "点击蓝字",
    "长按二维码",
    "点赞",
]


@pytest.mark.parametrize("piece", REPEATED)
@pytest.mark.parametrize("size", [40, 79, 119, 199, 100_000])
def test_no_line_takes_long(piece: str, size: int) -> None:
    """A pattern that tries every way of parting such a line would not come back from it."""
    line = (piece * size)[:size] + "x"
    assert text_of(FIRST, line, line, SECOND)
