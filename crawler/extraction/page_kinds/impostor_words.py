"""What pages say and carry that are not what they claim: the words of notices, and the marks of challenges.

All patterns are for text in simplified characters (see `simplified`) and match a line, or a part of a title, from
its start: a notice speaks for itself, an article about notices has them in the middle of a sentence.
"""

from __future__ import annotations

import re
from typing import Final

_SIMPLIFIED: Final = str.maketrans(
    "頁訪問請錄驗證內網刪發該無權僅會員開啟連結載應時過頻檢測異統戶續閱讀轉賣購買擊攔護這們為對繫聯審關閉撤設備碼動"
    "鏈貼題視圖詢範圍錯誤係擇尋確認註冊環執據滿須獲許尚稍後來務暫濟線帳號觀達從將現進總數電腦遊覽瀏輸",
    "页访问请录验证内网删发该无权仅会员开启连结载应时过频检测异统户续阅读转卖购买击拦护这们为对系联审关闭撤设备码动"
    "链贴题视图询范围错误系择寻确认注册环执据满须获许尚稍后来务暂济线帐号观达从将现进总数电脑游览浏输",
)


def simplified(text: str) -> str:
    """Folds the traditional characters that notices are written with."""
    return text.translate(_SIMPLIFIED)


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_SORRY: Final = (
    r"(?:(?:非常|十分|很|真的?|实在)?(?:抱歉|对不起|遗憾|不好意思)|(?:系统|温馨|错误|出错)?提示(?:信息)?|"
    r"噢|哦|啊哦|哎呀|哎哟|糟糕|oops|"
    r"sorry|we(?:'|’)?(?:re| are) sorry|404|error|错误)"
)
# an opening quotation mark is of a headline: a notice quotes nobody
_OPENING: Final = rf"(?:[^\w“《「『\"]*{_SORRY}[^\w“《「『\"]*(?:了[^\w]*)?)*[^\w“《「『\"]*"
_ASKED: Final = (
    r"(?:(?:您|你|由于您|我们)?(?:所|要|想要|正在|当前|目前|现在|试图)?(?:访问|查看|查找|寻找|浏览|请求|"
    r"打开|阅读|找|输入|点击|指定|搜索|看)的?|"
    r"(?:该|此|这|本|当前|指定的?|对应的?|相关的?|原)(?:篇|条|个|则|张)?|没有找到(?:您)?(?:要)?(?:访问|"
    r"查看)?的?|暂无)?"
)
_THING: Final = (
    r"(?:网页|页面|文章|内容|新闻|资讯|稿件|信息|帖子|主题|文件|资源|地址|网址|链接|栏目|频道|作品|图文|视频|"
    r"专栏|数据|记录|公众号|美篇|博文|日志|动态|东西)"
)
_OR: Final = r"(?:或者?|及|和|、|，|或是)"
_GONE: Final = (
    r"(?:暂时?|可能|似乎|好像|貌似|疑似|也许|或许)?(?:已经?|已被|被|因[^，。]{1,12}|由于[^，。]{1,12}|"
    r"不慎)*(?:(?:其|原)?(?:作者|发布者|"
    r"发布人|用户|管理员|系统|博主|楼主|版主|原创者|创作者|对方|编辑))?(?:自行|主动)?(?:不存在|不见了|"
    r"找不到|未找到|没有找到|没找到|无法找到|找不回来|丢失|走丢|删除|"
    r"下线|下架|移除|移走|移动|撤回|撤销|撤稿|屏蔽|隐藏|失效|过期|关闭|迁移|飞走|离家出走|迷路|"
    r"无法(?:访问|显示|查看|打开|浏览)|不可用|违规|"
    r"消失|转移|未审核|未通过审核|正在审核|审核中|待审核)"
)
_TAIL: Final = r"(?!的)[^。！？]{0,24}[。！!～~…\.]*$"

MISSING: Final = _any(
    rf"{_OPENING}{_ASKED}{_THING}(?:{_OR}{_THING})?{_GONE}(?:了|啦|咯)?{_TAIL}",
    rf"{_OPENING}(?:没有找到|找不到|无法找到|未找到|未能找到)(?:了)?(?:您|你)?(?:所|要|想要)?(?:访问|查看|"
    rf"查找|寻找|浏览|请求|相关|对应|"
    rf"指定|这个|该|此)?的?{_THING}{_TAIL}",
    rf"{_OPENING}(?:您|你)(?:来晚了|迷路了|走丢了){_TAIL}",
    rf"{_OPENING}(?:此|该|本)?(?:{_THING})?(?:已|已被)(?:作者|发布者|用户|管理员)?(?:删除|下线|下架|撤回)[。！!]*$",
    r"[^\w]*(?:http\s*)?(?:错误|error|状态码?)?\s*[:：]?\s*(?:404|410)[^\w]*(?:错误|页面|页|error|err|"
    r"not[ -]?found|file|page|gone|"
    r"http|提示|啦|了|出错)*[^\w]*$",
    rf"[^\w]*(?:http\s*)?(?:错误|error)?\s*(?:404|410)\b[^\w]{{0,5}}{_ASKED}(?:{_THING})?{_GONE}.{{0,24}}$",
    r"[^\w]*(?:404|410)\b[^\w]{0,5}(?:(?:file|page|object|article|document|content|"
    r"story)s?\b.{0,30}\b)?not[ -]?found\b.{0,30}$",
    rf"{_OPENING}(?:the |this |that |your )?(?:requested |specified )?(?:page|article|story|content|"
    rf"document|file|url|post|item|link)"
    r"[^.!?]{0,60}?(?:(?:is|was|has|could|can|may)\b[^.!?]{0,25})?(?:not (?:be )?found|n(?:o|['’]t)(?:t)? "
    r"(?:be )?found|n(?:o|['’]t) longer "
    r"(?:available|exists?)|does(?: not|n['’]t) exist|no longer (?:available|exists?)|been (?:removed|"
    r"deleted|moved)|unavailable|"
    r"not available)[^.!?]{0,40}[.!]*$",
    r"[^\w]*(?:nothing|page|article|file|content)\s+(?:was\s+)?not found[.!]*$",
    r"[^\w]*nothing (?:was )?found[.!]*$",
    rf"{_OPENING}we (?:can(?:no|['’])t|could(?: not|n['’]t)) find (?:the|that|this|what)\b.{{0,50}}$",
    r"[^\w]*(?:参数错误|非法参数|无效的?(?:链接|参数|请求|id)|id错误|站点(?:已|暂时)关闭|网站(?:已|"
    r"暂时)关闭|网站维护中?|系统维护中?)[。！!]*$",
    rf"{_OPENING}(?:此|该|本)(?:内容|文章|页面|帖子|信息|账号|帐号)(?:被|因|经|由于|涉嫌).{{0,30}}(?:无法|"
    rf"不能|不可|不予|停止)"
    r"(?:查看|显示|访问|浏览)[。！!]*$",
    rf"{_OPENING}(?:系统|服务器|数据库|程序|应用|网站)(?:连接|内部|运行|访问)?(?:发生|出现|存在)?了?(?:未知)?"
    r"(?:错误|异常|故障|繁忙).{0,12}$",
    r"[^\w]*(?:http )?(?:error )?(?:50[0-4])?[^\w]*(?:internal server error|bad gateway|service "
    r"(?:temporarily )?unavailable|"
    r"gateway time-?out|database error|error establishing a database connection).{0,20}$",
    rf"{_OPENING}(?:本|该)?(?:网站|站点|系统)(?:正在|正|暂停)?(?:维护|升级)(?:升级|维护)?(?:中|，|。|$).{{0,20}}$",
)
_SIGN_IN: Final = r"(?:登录|登陆|登入)"
LOGIN: Final = _any(
    rf"{_OPENING}(?:请|需要?|需先|须)(?:您|你)?(?:先|立即)?{_SIGN_IN}(?:账号|帐号|账户|本站|网站)?(?:后|再|"
    rf"才能|以|，|,|之后|并|或注册)*"
    r"(?:方可|才可|可以?|能|继续|再)?(?:查看|阅读|浏览|访问|操作|继续|使用|获取|观看|进入).{0,20}$",
    rf"{_OPENING}(?:您|你)(?:还|尚)?(?:没有|未|需要|须|必须|需)(?:先)?{_SIGN_IN}(?!.{{0,12}}(?:评论|留言|"
    rf"回复|点赞|收藏)).{{0,30}}$",
    rf"{_OPENING}{_SIGN_IN}(?:后|之后|即可|才能|方可)(?:可以?|才能|方可|即可|继续)?(?:查看|阅读|浏览|访问|观看)"
    r"(?:全文|更多|完整|内容|本文|剩余|该).{0,20}$",
    rf"{_OPENING}(?:本|该|此)(?:文|内容|文章|页面|帖子?|栏目)(?:仅|只)(?:限|对|供|向)(?:会员|注册用户|"
    rf"登录用户|订阅用户|付费用户|内部).{{0,20}}$",
    rf"{_OPENING}(?:抱歉|您|你)?(?:的)?(?:没有|无|暂无|所在的用户组)(?:法)?(?:权限|权)?(?:进行)?(?:访问|"
    rf"查看|阅读|浏览|操作).{{0,20}}$",
    r"[^\w]*(?:please )?(?:log|sign) ?in(?: or (?:register|sign ?up|create an account))? (?:to|required|"
    r"before)\b.{0,40}$",
    r"[^\w]*you (?:must|need to|have to) (?:be logged|log|sign|be signed) ?in\b.{0,40}$",
    r"[^\w]*(?:this (?:content|article|page|story) is (?:for|only (?:for|available to)|available to|exclusive to) "
    r"(?:subscribers|members|registered)).{0,40}$",
    rf"{_OPENING}(?:本|该|此)(?:帖|文|主题|内容)要求.{{0,4}}权限.{{0,24}}$",
    rf"{_OPENING}(?:您|你)?所在的用户组.{{0,12}}(?:无法|不能|没有|无权).{{0,20}}$",
    rf"{_OPENING}(?:本|该|此)(?:文|文章|内容|篇|专栏)(?:为|是|属于|系)(?:付费|会员|订阅|收费|vip|"
    rf"登录用户)(?:专享|专属|内容|文章|阅读)*"
    r"(?:，|,|。|$).{0,24}$",
    rf"{_OPENING}请?(?:使用|用|打开)?(?:微信|手机|qq|支付宝)?(?:客户端)?(?:扫码|扫描(?:下方|上方)?二维码|"
    rf"扫一扫)(?:快捷|安全)?{_SIGN_IN}.{{0,12}}$",
)
LOGIN_TITLE: Final = _any(
    rf"{_OPENING}(?:请(?:您|你)?(?:先)?)?(?:用户|会员|账号|帐号|系统|统一身份)?{_SIGN_IN}(?:页面?|中心|"
    rf"界面|系统|入口|窗口)?[^\w]*$",
    r"[^\w]*(?:please )?(?:log|sign) ?in(?: or (?:register|sign ?up|create an account))?[.!]*$",
)
_GREETING: Final = r"(?:(?:尊敬的)?(?:用户)?(?:您|你)好[^\w]*)?"
_IP: Final = r"\s*[（(\[【:：]*\s*(?:[\da-f*]{0,4}[.:]{1,2}){0,8}[\da-f*]{0,4}\s*[)）\]】]*"
CHALLENGE: Final = _any(
    rf"{_OPENING}(?:正在)?(?:进行)?(?:请(?:您|先)?(?:完成|进行|通过|点击|按住|拖动|滑动|输入))?(?:下列|"
    rf"以下|下方|下面的?|上方|图中的?)?的?(?:网站|访问|"
    r"安全|人机|滑动|滑块|身份|行为|机器人|图形|图片|真人|百度)?(?:安全)?(?:验证码?|校验|认证|检测|"
    r"检查)(?:中心|中|页面?|码|一下|系统|，|,|后|以|完成)?"
    r"(?:即可)?(?:继续)?(?:访问|浏览)?[^，。]{0,10}[。！!…\.]*$",
    rf"{_OPENING}请(?:您)?(?:按住|拖动|向右拖动|向右滑动|滑动|点击)(?:下方|下面|左边|图中|右侧)?的?(?:滑块|"
    rf"按钮|滑条|拼图|图案|图片|文字)?.{{0,24}}$",
    rf"{_OPENING}(?:检测到)?(?:您|你|当前|本次|该)?的?(?:ip|网络|设备|账号|操作|访问|请求|行为|环境|地址|"
    rf"用户){{1,3}}(?:已)?(?:过于|太过|太|存在|"
    r"疑似|有|出现|被|可能|似乎|触发|不)?(?:频繁|异常|攻击|威胁|恶意|风险|拦截|阻断|封禁|禁止|限制|安全|"
    r"非法).{0,40}$",
    rf"{_OPENING}(?:系统)?(?:检测|监测|发现)到(?:您|你|有|来自).{{0,16}}(?:异常|频繁|攻击|机器人|爬虫|恶意|"
    rf"可疑|自动).{{0,40}}$",
    rf"{_OPENING}(?:访问|操作|请求|搜索|刷新)(?:已|被|次数|速度|频率)?(?:过于|太过|太|过)(?:频繁|快|多|高).{{0,30}}$",
    rf"{_OPENING}(?:访问|请求)(?:已)?(?:被)(?:拒绝|拦截|阻断|禁止|限制).{{0,20}}$",
    rf"{_OPENING}(?:由于|因为?).{{0,40}}(?:访问|请求)(?:已|已经)?被(?:阻断|拦截|拒绝|禁止|限制)[。！!]*$",
    rf"{_OPENING}(?:您|你)的(?:请求|访问)(?:疑似|可能|似乎|已被|被|含有|带有).{{0,40}}$",
    r"[^\w]*(?:网站|云|web应用)?(?:防火墙|云防护|云盾|waf|网站卫士|安全狗|加速乐|创宇盾|护卫神|云锁)[^，。]{0,12}$",
    rf"{_OPENING}(?:浏览器|网站|系统|页面)?(?:正在)?(?:安全)?(?:检查|检测|验证)(?:您|你)?的?(?:浏览器|环境|"
    rf"访问|身份|连接).{{0,20}}$",
    r"[^\w]*(?:为了?|由于|因).{0,30}(?:需要|请)(?:您|你)?.{0,12}(?:验证|滑块|校验).{0,24}$",
    r"[^\w]*just a moment\W*$",
    r"[^\w]*(?:attention required|access denied|access to this page has been denied|pardon our "
    r"interruption|request blocked|"
    r"security (?:check|verification)|human verification|bot (?:check|verification)|ddos protection by|"
    r"are you (?:a )?(?:robot|human)|"
    r"robot or human|unusual traffic|blocked|request rejected)\b.{0,40}$",
    r"[^\w]*(?:please )?(?:verify|confirm|prove)(?:ing)? (?:that )?(?:you(?:['’]| a)?re|you are|your)\b.{0,30}"
    r"(?:human|robot|browser|identity).{0,40}$",
    r"[^\w]*checking (?:your browser|if the site connection is secure).{0,50}$",
    r"[^\w]*(?:please )?(?:complete|solve|enter) the (?:captcha|security check|characters).{0,60}$",
    r"[^\w]*(?:please )?enable (?:java ?script|cookies)(?: and (?:cookies|java ?script))? to continue.{0,20}$",
    r"[^\w]*request unsuccessful\. incapsula incident.{0,80}$",
    r"[^\w]*(?:our systems have detected unusual|we(?:['’]ve| have) detected (?:unusual|suspicious|"
    r"automated)).{0,160}$",
    rf"{_OPENING}(?:您|你)?(?:当前|所)?的?(?:提交|发送|访问|请求)的?.{{0,12}}(?:含有|带有|存在|包含|可能对).{{0,12}}"
    r"(?:非法|不合法|威胁|攻击|危险|恶意).{0,40}$",
    rf"{_OPENING}有(?:异常|可疑)(?:请求|访问|流量).{{0,40}}$",
    # the address itself may stand in it
    rf"{_OPENING}(?:检测到|由于|因)?(?:您|你|当前|本机|客户端|来自)?(?:所在|使用)?的?\s*ip\s*(?:地址|段)?{_IP}"
    rf"[^。！？“”]{{0,20}}?(?:被|已|列入|遭)[^。！？]{{0,12}}?(?:限制|封|禁|屏蔽|拉黑|拒绝|黑名单|拦截|阻断|冻结).{{0,40}}$",
    rf"{_OPENING}{_GREETING}(?:我们|本站|网站)?的?(?:安全)?(?:系统)?(?:检测|监测|发现|察觉|注意|识别)到?"
    r"(?:您|你|有|来自).{0,16}(?:异常|频繁|攻击|机器人|爬虫|恶意|可疑|自动|不寻常|不正常).{0,40}$",
    rf"{_OPENING}{_GREETING}(?:需要?|烦请|请|麻烦)(?:您|你)?(?:协助|配合)(?:我们)?(?:完成|进行)?.{{0,6}}(?:验证|校验|核实).{{0,24}}$",
    # what a check is for, said to the reader: to tell people from programs
    rf"[^\w“]*{_GREETING}(?:此|本|该|这|以下|下列|下方|下面|我们|为|由于|因|请|系统|验证|安全|输入|完成|您|你|当前)"
    r"(?=[^“「\"]*(?:验证|校验|认证|确认|核实|识别|区分|判断))"
    r"(?=[^“「\"]*(?:自动程序|程序自动|自动化?(?:脚本|工具|发起|发出|提交|请求)|机器人|机器程序|爬虫|脚本|"
    r"非人工|机器(?:访问|行为|操作)))"
    r"(?=[^“「\"]*(?:[烦还]?请(?:您|你|先|协助|配合|完成|输入|点击|通过|进行)|(?:您|你)(?:的|本人|是|协助|配合|完成)))"
    r"[^“「\"]{8,120}$",
    r"sina visitor system$",
)
OF_ACCESS: Final = re.compile(
    r"验证|校验|访问|请求|页面|网页|网址|链接|浏览|本站|网站|系统|服务器|网络|登录|程序|机器|频繁|异常|拦截|防火墙|"
    r"防护|刷新|跳转|首页|管理员|抱歉|权限|屏蔽|稍后|提交|返回|重试|字符|恢复|域名|恶意|攻击"
)
"""What stands between a reader and a page: a sentence with two of these is the machine's."""
ASKS: Final = re.compile(r"为什么|为何|如何|怎么|怎样|什么|多少|谁|吗|难道|究竟")
"""A headline asks, a notice tells."""
PARKED: Final = _any(
    r".{0,60}\b(?:this|the) (?:premium )?domain(?: name)? (?:is|may be|has been|might be) (?:\w+ )?(?:for "
    r"sale|expired|parked|available|"
    r"suspended|listed for sale|registered).{0,60}$",
    r".{0,40}\b(?:buy|purchase|make an offer on|interested in) this domain\b.{0,60}$",
    r".{0,40}\b(?:domain (?:is )?for sale|parked (?:free|domain|page)|domain parking|courtesy of godaddy|"
    r"related searches)\b.{0,60}$",
    r".{0,30}(?:域名|网址)(?:正在|现正|可以?|有意|诚意|低价|高价|优质)?(?:出售|转让|停放|拍卖|待售|求购|"
    r"停靠|已过期|已到期|过期|未备案|尚未备案|未绑定).{0,40}$",
    r".{0,20}(?:出售|转让|购买|购入)(?:此|该|本|这个)?域名.{0,40}$",
    r".{0,20}(?:该|此|本)(?:网站|站点|域名|空间|主机)(?:已|已经)?(?:过期|到期|未备案|尚未备案|被暂停|暂停|"
    r"停止解析|欠费).{0,40}$",
    r"[^\w]*(?:the )?domain(?: name)? \S{3,60} is (?:\w+ )?(?:for sale|expired|parked).{0,40}$",
    r"[^\w]*该网站暂时无法进行访问[。！!]*$",
)
APP: Final = _any(
    r".{0,20}(?:打开|下载|安装|前往|启动|使用|获取|进入|体验).{0,8}(?:app|客户端|应用|小程序).{0,20}$",
    r".{0,16}(?:扫码|扫一扫|扫描二维码|长按识别).{0,12}(?:下载|安装|打开|查看|体验|阅读).{0,16}$",
    r"[^\w]*(?:ios|iphone|ipad|android|安卓|苹果|鸿蒙)(?:版|下载|版下载|客户端)?(?:下载)?$",
    r"[^\w]*(?:立即|免费|点击|马上)(?:下载|打开|安装|体验)$",
    r"[^\w]*(?:open|continue|read|view|get|download)\b.{0,20}\b(?:in|the)\b.{0,16}\bapp\b.{0,16}$",
    r"[^\w]*(?:app store|google play|应用宝|应用市场|应用商店).{0,10}$",
    r"[^\w]*请(?:在|使用|用)(?:微信|手机|移动端|app)(?:客户端|浏览器)?(?:中|内|里)?(?:打开|访问|查看).{0,12}$",
)
NEEDS_SCRIPTS: Final = re.compile(
    r"(?:need|have) to enable javascript|enable javascript to (?:run|use|view|continue)|doesn['’]t work "
    r"properly without javascript|"
    r"requires javascript|javascript (?:is )?(?:required|disabled)|(?:请|需要?)(?:您|先|"
    r"在浏览器中)?(?:开启|启用|打开|允许|支持)\s*(?:浏览器的?)?\s*javascript|"
    r"不支持\s*javascript|禁用了?\s*javascript",
    re.IGNORECASE,
)

CHALLENGE_MARKS: Final = re.compile(
    r"aliyun_waf_|acw_sc__v[23]|__jsl_clearance|\$_ts\s*=|\$_ts\.|_cf_chl_opt|cf-chl-|cf_chl_|"
    r"/cdn-cgi/challenge-platform/h/|"
    r"cf-turnstile|TencentCaptcha|TCaptcha(?:-global)?\.js|turing\.captcha|initGeetest|geetest\.com/|"
    r"wappass\.baidu\.com|"
    r"seccaptcha|yidun\.|initNECaptcha|aliyunCaptcha|AWSC\.use|nc_1_nocaptcha|punish-component|x5secdata|"
    r"_____tmd_____|"
    r"hcaptcha\.com/|recaptcha/api\.js|_Incapsula_Resource|px-captcha|captcha-delivery\.com|awsWafCookieDomainList|"
    r"AwsWafIntegration|__tst_status|EO_Bot_Ssid|HMACCOUNT_BFESS_CHALLENGE|byted_acrawler\.init|"
    r"verifycenter/captcha|probe\.js\?v=",
    re.IGNORECASE,
)
"""Scripts and cookies of challenges. Some stand on ordinary pages too, for a login: alone they say nothing."""

FURNITURE: Final = re.compile(
    r"copyright|©|\(c\)|版权所有|all rights reserved|备\s*\d{4,}|icp|公安|公网安备|许可证|违法和?不良信息|"
    r"举报(?:电话|邮箱|热线)|未经.{0,10}(?:授权|许可|允许)|"
    r"powered by|技术支持|主办|承办|建议使用|分辨率|客服(?:电话|热线)|联系电话|营业执照|统计|友情链接|"
    r"免责声明|隐私|cookie policy|privacy",
    re.IGNORECASE,
)
TO_THE_READER: Final = re.compile(
    r"请(?:您|你|先|检查|确认|返回|稍后|稍候|联系|尝试|点击|完成|输入|刷新|重新|通过|拖动|登录|开启|打开|"
    r"使用|等待|耐心|不要|勿|与|核对|从|换)|(?:您|你)(?:可以|可|的|要|想|访问|"
    r"所|查看|正在|请求|还|需|没有|是否|将|现在|当前|试图|来|输入|需要)|秒(?:钟)?(?:后|内)|自动(?:跳转|"
    r"返回)|返回(?:首页|上一页|主页)|事件\s*(?:id|编号)|request id|"
    r"incident|ray id|event id|\bip\b|please|\byour?\b|you(?:['’]re|r)\b|click here|go back|home ?page|"
    r"try again|redirect",
    re.IGNORECASE,
)
