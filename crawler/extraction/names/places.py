"""Places and media as they stand in bylines and datelines: what is beside a name and is none."""

from __future__ import annotations

import re
from typing import Final

from crawler.extraction.text.words import words

_PLACES: Final = words(
    """
    北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州
    云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 雄安 浦东 石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口
    承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯
    呼伦贝尔 巴彦淖尔 乌兰察布 兴安盟 锡林郭勒 阿拉善 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭
    朝阳 葫芦岛 长春 四平 辽源 通化 白山 松原 白城 延边 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河
    牡丹江 黑河 绥化 大兴安岭 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 杭州 宁波 温州 嘉兴
    湖州 绍兴 金华 衢州 舟山 台州 丽水 义乌 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州
    池州 宣城 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶
    济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 莱芜 即墨 胶州 黄岛 崂山 城阳
    莒县 诸城 寿光 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 济源
    武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 仙桃 潜江 天门 神农架 长沙 株洲 湘潭 衡阳 邵阳
    岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾
    河源 阳江 清远 东莞 中山 潮州 揭阳 云浮 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左
    海口 三亚 三沙 儋州 琼海 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中
    资阳 阿坝 甘孜 凉山 贵阳 六盘水 遵义 安顺 毕节 铜仁 黔西南 黔东南 黔南 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧
    楚雄 红河 文山 西双版纳 大理 德宏 怒江 迪庆 拉萨 日喀则 昌都 林芝 山南 那曲 阿里 西安 铜川 宝鸡 咸阳 渭南 延安
    汉中 榆林 安康 商洛 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 临夏 甘南 西宁 海东 海北 黄南
    果洛 玉树 海西 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密 昌吉 博尔塔拉 巴音郭楞 阿克苏 喀什 和田
    伊犁 塔城 阿勒泰 石河子 台北 高雄 台中 台南 昆山 江阴 常熟 张家港 太仓 宜兴 晋江 石狮 慈溪 余姚 诸暨 瑞安 乐清
    海宁 桐乡 敦煌 都江堰 华盛顿 纽约 洛杉矶 旧金山 芝加哥 伦敦 巴黎 柏林 罗马 莫斯科 东京 大阪 首尔 平壤 新德里
    曼谷 新加坡 吉隆坡 雅加达 马尼拉 河内 金边 万象 仰光 悉尼 堪培拉 墨尔本 惠灵顿 奥克兰 渥太华 多伦多 温哥华
    日内瓦 布鲁塞尔 维也纳 马德里 里斯本 雅典 开罗 内罗毕 迪拜 阿布扎比 利雅得 德黑兰 安卡拉 伊斯坦布尔 耶路撒冷
    巴格达 大马士革 喀布尔 伊斯兰堡 科伦坡 达卡 加德满都 乌兰巴托 阿斯塔纳 塔什干 基辅 华沙 布达佩斯 布拉格
    斯德哥尔摩 奥斯陆 赫尔辛基 哥本哈根 海牙 苏黎世 法兰克福 慕尼黑 米兰 里约 巴西利亚 圣保罗 布宜诺斯艾利斯
    圣地亚哥 墨西哥城 哈瓦那 约翰内斯堡 开普敦 比勒陀利亚 亚的斯亚贝巴 拉各斯 阿布贾 达沃斯 联合国 美国 英国 法国
    德国 俄罗斯 日本 韩国 印度 澳大利亚 加拿大 巴西 南非
    """
)
_VARIANTS: Final = str.maketrans(
    "臺灣廣東陝遼寧蘇貴雲內門濟島煙臨鄭陽開長漢廈無錫揚鎮溫紹興華慶爾濱連瀋紐約倫黎羅馬馬賽維蘭韓國",
    "台湾广东陕辽宁苏贵云内门济岛烟临郑阳开长汉厦无锡扬镇温绍兴华庆尔滨连沈纽约伦黎罗马马赛维兰韩国",
)
_PLACE_END: Final = re.compile(
    r"[\u4e00-\u9fff]{1,8}(?:[省市县縣区區镇鎮乡鄉村州盟旗]|街道|新区|开发区|自治州|社区)"
)
_ORGANISATION_END: Final = re.compile(
    r"[\u4e00-\u9fff·（）()A-Z]{2,}(?:部|局|院|校|学校|中学|小学|厅|委|委员会|办|办公室|站|会|协会|所|队|处|"
    r"科|室|组|公司|集团|大学|学院|医院|银行|"
    r"中心|法院|检察院|政府|街道办|党校|支部|分行|支行|支队|大队|工会|团委|基地|工厂|部门|党委|纪委|宣传部|"
    r"编辑部|记者站)"
)
_OFFICE: Final = re.compile(
    r"(?![各对致])[\u4e00-\u9fff]{1,6}[省市县縣区區州旗盟镇鎮乡鄉][\u4e00-\u9fff]{0,6}"
    r"(?:政府[办辦]?|[办辦]公[室厅廳]|委[员員][会會]|管委[会會]|[局厅廳委]|法院|[检檢]察院|街道[办辦]|街道[办辦]事[处處]|宣[传傳]部)"
)
_MEDIUM_END: Final = re.compile(
    r"(?:日报|晚报|早报|时报|时評|商报|都市报|晨报|快报|导报|周刊|周报|学报|快讯|公报|杂志|电讯|[报報]社?|"
    r"[网網]|在线|在線|热线|新闻|新聞|客户端|客戶端|"
    r"电视台|广播电台|广电|总台|电台|[台刊社]|频道|经济报道|[报報网網]\s?APP|传媒|媒体|出版社|通讯社|壹点|财经|融媒体中心|融媒|传播|"
    r"论坛|博客|公众号|头条|观察|号|视频|卫视|"
    r"雜誌|電視臺|電臺|臺|頻道|經濟報道|傳媒|媒體|財經|融媒體中心|傳播|論壇|號|頭條|觀察|視頻|衛視|"
    r"Daily|News|Times|Post|Weekly|Press|\.(?:com|cn|net|org)(?:\.cn)?)$",
    re.IGNORECASE,
)
_SURE_MEDIUM: Final = re.compile(
    r"(?![见詳详据摘])[\u4e00-\u9fff·A-Za-z]{1,12}?(?:日报|晚报|早报|时报|商报|都市报|晨报|快报|导报|周刊|周报|日報|晚報|時報|报|報|网|網|"
    r"新闻|新聞|新闻网|客户端|财经|电视台|讯社|訊社|新华社|杂志|在线|財經|電視[台臺]|新華社|雜誌|在線|客戶端)(?:社|客户端|网)?"
)
_OTHER_NETS: Final = (
    "电网",
    "互联网",
    "物联网",
    "管网",
    "海报",
    "预报",
    "通报",
    "公报",
    "简报",
    "申报",
    "上报",
    "汇报",
    "举报",
    "月报",
    "年报",
    "季报",
    "财报",
)
_MEDIA: Final = words(
    """
    新华 人民 光明 澎湃 财新 界面 虎嗅 钛媒体 央视 央广 新浪 搜狐 网易 腾讯 凤凰 雪球 和讯 中新 中青在线 第一财经
    证券之星 同花顺 金融界 中国经济周刊 界面新闻 36氪 e公司 本报 本网 本刊 本台 本社 本站 新华视点 智通财经 格隆汇
    财联社 新华社 新華社 中新社 中央社 新华网 人民网 中新网 央视网 光明网 环球网 央视新闻
    路透 彭博 法新社 美联社 每经 观察者 券商中国 红星 上游 封面 红周刊 三联生活周刊 南方周末 澎湃号 百家号
    南方+ 南方plus 17173 每日经济新闻APP 企鹅号 大鱼号 网络 互联网 综合 东方财富 新浪财经 央视财经
    """
)


def is_place(text: str) -> bool:
    """Whether the text is the name of a place: one we know, or one that says what it is (莒县)."""
    return is_known_place(text) or _PLACE_END.fullmatch(text) is not None


def is_known_place(text: str) -> bool:
    return text.translate(_VARIANTS) in _PLACES


def known_place_at_end(text: str) -> str:
    """The longest place we know that `text` ends with, or an empty string."""
    plain = text.translate(_VARIANTS)
    return next((text[-n:] for n in range(min(8, len(text)), 1, -1) if plain[-n:] in _PLACES), "")


def known_place_at_start(text: str) -> str:
    """The longest place we know that `text` begins with, or an empty string."""
    plain = text.translate(_VARIANTS)
    return next((text[:n] for n in range(min(8, len(text)), 1, -1) if plain[:n] in _PLACES), "")


def is_organisation(text: str) -> bool:
    return _ORGANISATION_END.fullmatch(text) is not None


def is_office(text: str) -> bool:
    """Whether the text is an authority with its place, which publishes on its own site: 某某市政府办公室."""
    return _OFFICE.fullmatch(text) is not None


def is_medium(text: str) -> bool:
    """Whether the text is the name of a newspaper, a station, a site: by its ending, or because we know it."""
    return text in _MEDIA or (len(text) <= 24 and _MEDIUM_END.search(text) is not None)


def is_surely_medium(text: str) -> bool:
    """Whether the text is a medium even where no label says so: 证券时报, but neither 国家电网 nor 公告第3号."""
    return text in _MEDIA or (_SURE_MEDIUM.fullmatch(text) is not None and not text.endswith(_OTHER_NETS))
