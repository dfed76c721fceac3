"""What stands round an article: menus, lists of other headlines, comments, names. Drawn from words of our own."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import TypeVar

from tests.zoo import edges

Drawn = TypeVar("Drawn")

SITES = [
    "江岚",
    "云洲",
    "青罗",
    "柳汀",
    "汀西",
    "白鹭",
    "礁屿",
    "文澜",
    "镜湖",
    "石坪",
    "梅溪",
    "上塘",
    "云渡",
    "沙洲",
    "望川",
    "松岭",
    "临桂渡",
    "北岑",
]
MEDIA = [
    *(
        "江岚日报",
        "云洲晚报",
        "青罗新闻网",
        "柳汀发布",
        "海川社",
        "南岑都市报",
        "白鹭财经",
        "汀州在线",
        "望川时报",
    ),
    *("江岚广播电视台", "云洲市教育局", "文澜周刊", "东岑早报", "松岭县融媒体中心", "礁屿海事", "镜湖商报"),
]
HANT_MEDIA = ["灣島日報", "大嶼時報", "海灣新聞網", "南港社"]
PEOPLE = [
    *(
        "沈知微",
        "郑秋原",
        "傅小满",
        "罗一笛",
        "上官明澈",
        "顾寒汀",
        "柏青",
        "欧阳屿",
        "汤若谷",
        "程以南",
        "黎照",
    ),
    *(
        "诸葛行",
        "孟长河",
        "姜晚",
        "白石磊",
        "温时雨",
        "许闻莺",
        "丁一",
        "贾思远",
        "钱塘月",
        "尉迟青",
        "戴维明",
    ),
]
HANT_PEOPLE = ["林書衡", "張予安", "歐陽靖", "周亦涵", "葉知秋", "何穎怡"]
PLACES = [
    *(
        "江岚",
        "云洲",
        "青罗",
        "柳汀",
        "北岑",
        "松岭",
        "礁屿",
        "望川",
        "镜湖",
        "石坪",
        "梅溪",
        "沙洲",
        "上塘",
        "南岑",
    ),
    *("白鹭", "文澜"),
]
EVENTS = [
    *("新增三条公交专线 早高峰平均提速两成", "老旧小区加装电梯突破千部", "一男子高空抛物被判刑十个月"),
    *(
        "楼市新政落地首周：看房的人多了",
        "暴雨蓝色预警继续生效",
        "高考分数线今日公布",
        "举行青年歌手大赛总决赛",
    ),
    *("地铁5号线开始联调联试", "警方破获特大电信诈骗案 涉案金额过亿", "这家面馆凭什么排队三小时"),
    *("小学开设“种菜课” 学生自己卖菜", "大爷十年义务修鞋三万双", "夜市回归！去哪吃一文看懂"),
    *("发布高温补贴标准 今年涨了多少", "文旅局长骑马代言火了之后", "一季度GDP同比增长6.1%"),
    *("上市公司董事长被立案调查 股价闪崩", "博士返乡养虾年入百万：不后悔", "动物园熊猫双胞胎取名投票开启"),
    *("冷空气周五到货 气温下降10℃", "两车追尾起火 路人砸窗救出四人", "图书馆座位“一位难求”怎么破"),
    *("医院试点“无陪护病房” 家属怎么看", "非遗剪纸走进校园", "国际马拉松报名人数创新高"),
    *("一批新规下月起施行，与你有关", "今年最后一次超级月亮今晚登场", "房东突然涨租 租客该怎么办"),
    *("教师资格证笔试成绩可查", "为何年轻人开始流行“反向旅游”", "农民工夜校开课 八成学员坚持到底"),
]
HANT_EVENTS = [
    *("颱風外圍環流影響 週三雨勢最大", "捷運新線年底通車 票價出爐", "百貨週年慶開打 排隊人潮繞三圈"),
    *("藝人自曝離婚內幕 粉絲心疼", "高鐵春節疏運加開百班", "銀行升息 房貸族每月多繳多少"),
    *("超商聯名商品開賣秒殺", "職棒總冠軍賽今晚開打", "專家曝五種食物別隔夜吃", "酒駕撞死清潔員判七年"),
]
NICKS = [
    "云淡风轻",
    "老陈醋",
    "一只鱼丸",
    "爱吃瓜的猫",
    "北岑网友",
    "momo",
    "用户8841203",
    "半糖去冰",
    "路人甲",
    "青罗山人",
    "tingxi_99",
]
REMARKS = [
    *("说得太好了，支持！", "沙发", "这事早就该管管了。", "我家就在附近，确实是这样。", "小编出来挨打"),
    *(
        "希望不要一阵风，过几个月又回到老样子。",
        "转发了",
        "哈哈哈哈笑死我了",
        "当年我也经历过，眼泪都下来了……",
    ),
    *("建议把后续也报道一下，大家都很关心结果。", "第一次觉得离新闻这么近", "抢到前排"),
]
CHANNELS = [
    "新闻",
    "国内",
    "国际",
    "社会",
    "评论",
    "财经",
    "证券",
    "科技",
    "体育",
    "娱乐",
    "汽车",
    "房产",
    "教育",
    "健康",
    "旅游",
    "图片",
    "视频",
    "专题",
    "滚动",
]
HANT_CHANNELS = [
    "要聞",
    "政治",
    "社會",
    "國際",
    "兩岸",
    "財經",
    "股市",
    "娛樂",
    "體育",
    "生活",
    "健康",
    "旅遊",
    "房產",
    "科技",
    "評論",
]
TAGS = ["民生", "城市", "环境", "基层治理", "文化", "读书", "乡村振兴", "产业", "交通", "生活方式"]


class Furniture:
    """One page's share, the same for the same seed; `host` is what links lead to."""

    def __init__(self, seed: str, host: str, *, traditional: bool) -> None:
        self._draw = random.Random(seed)
        self._host = host
        self._traditional = traditional

    def choose(self, options: Sequence[Drawn]) -> Drawn:
        return self._draw.choice(options)

    def number(self, first: int, last: int) -> int:
        return self._draw.randint(first, last)

    def person(self) -> str:
        return self.choose(HANT_PEOPLE if self._traditional else PEOPLE)

    def medium(self) -> str:
        return self.choose(HANT_MEDIA if self._traditional else MEDIA)

    def headline(self) -> str:
        if self._traditional:
            return self.choose(HANT_EVENTS)
        return f"{self.choose(PLACES)}{self.choose(EVENTS)}"

    def href(self) -> str:
        return f"{self._host}/{self.number(2018, 2025)}/{self.number(101, 1228):04}/{self.number(10000, 999999)}.html"

    def nav(self, count: int = 12, form: str = '<a href="{href}">{text}</a>', between: str = " ") -> str:
        channels = HANT_CHANNELS if self._traditional else CHANNELS
        links = [
            form.format(href=f"{self._host}/c{at}/", text=text) for at, text in enumerate(channels[:count])
        ]
        return between.join(links)

    def links(
        self, count: int, form: str = '<li><a href="{href}">{text}</a></li>', between: str = "\n"
    ) -> str:
        """Other headlines; `form` may also ask for `{n}`, `{time}` and `{medium}`."""
        return between.join(
            form.format(href=self.href(), text=self.headline(), n=at, time=self.stamp(), medium=self.medium())
            for at in range(1, count + 1)
        )

    def comments(self, count: int, form: str) -> str:
        """Remarks of readers; `form` asks for `{nick}`, `{text}`, `{time}` and `{likes}`."""
        return "\n".join(
            form.format(
                nick=self.choose(NICKS),
                text=self.choose(REMARKS),
                time=self.stamp(),
                likes=self.number(0, 900),
            )
            for _ in range(count)
        )

    def stamp(self) -> str:
        return (
            f"20{self.number(10, 25)}-{self.number(1, 12):02}-{self.number(1, 28):02} "
            f"{self.number(0, 23):02}:{self.number(0, 59):02}"
        )

    def tags(self, count: int = 3, form: str = '<a href="/tag/{text}">{text}</a>') -> str:
        return " ".join(form.format(text=tag) for tag in self._draw.sample(TAGS, count))

    def icp(self) -> str:
        return f"ICP备{self.number(10000000, 99999999)}号-{self.number(1, 9)}"

    def crowd(self, page: str) -> str:
        """The page with what large sites put before and behind everything: hundreds of links, remarks, small print."""
        summary = '<div><h4><a href="{href}">{text}</a></h4><p>{text}，{medium}称，有关情况正在进一步了解中。</p></div>'
        words = {
            "mega": self.nav(19, '<li><a href="{href}">{text}</a></li>', "") * 3,
            "hot": self.links(20),
            "feed": self.links(
                self.number(8, 25), self.choose([summary, '<li><a href="{href}">{text}</a> {time}</li>'])
            ),
            "remarks": self.comments(8, "<div><b>{nick}</b><p>{text}</p><i>{time} 顶({likes})</i></div>"),
            "number": str(self.number(1000, 9999)),
        }
        top, bottom = (
            self.choose(edges.CROWDS_TOP).format(**words),
            self.choose(edges.CROWDS_BOTTOM).format(**words),
        )
        opened = re.sub(r"(?i)(<body[^>]*>)", lambda found: f"{found[0]}\n{top}", page, count=1)
        before, closing, after = opened.rpartition("</body>" if "</body>" in opened else "</BODY>")
        return f"{before}{bottom}\n{closing}{after}"
