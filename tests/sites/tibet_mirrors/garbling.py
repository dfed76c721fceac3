"""How a mirror corrupts a page: traditional characters, then readings written into its GBK bytes.

The bytes of `報` in `日報` and of what precedes them can hold those of another character; the reading is written there
too, so that what follows is decoded from the wrong byte on: `日?qǐng)?bào)`.
"""

from __future__ import annotations

from typing import Final

SIMPLIFIED: Final = (
    "潜报从个为来时间会发开县镇乡马骑节缰绳给领头队长绕场动还员风过参让认识号声庆罗说岁旧后请车书学灯级条线进东绿园圆满围边经见观现记着门问题组织结网约种类应该当与数万业农处导电视图们这专张单讲许设话访读调谁"
    "谢贡责质费资赛赶转轮软连达运远适选邮释针铁银锁锋错闭闻阳阶际陆陈险随难雾静项顺预频颗额飞饭驻骂验鱼鲜鸟鸡麦黄龙辆蓝载两货编欢兽实规带络听权关联举违双试营顶须换压辙职邻价写体办归户库检买层铃钟课师纸红颜"
    "启术义乐点国拥云阴树杨卖热亲爱练湿汉岭湾桥极构样标栏楼毕气灵炉爷状独环疗盘积穷笔筑篮粮纪纯纳细终绍统继绩续维缓缩罚罢聪肃脉脸艺芦苏荣获虽补装览触誉计训议讯论证评词译诗诚详语误谈谱贵贴贸贺贾趋跃践辉辅输"
    "辖迟迹递遗郑酱钱钢镜闪闲闹阁阔阵页顾顿饮馆驾骄鸣齐齿"
)
TRADITIONAL: Final = (
    "潛報從個為來時間會發開縣鎮鄉馬騎節韁繩給領頭隊長繞場動還員風過參讓認識號聲慶羅說歲舊後請車書學燈級條線進東綠園圓滿圍邊經見觀現記著門問題組織結網約種類應該當與數萬業農處導電視圖們這專張單講許設話訪讀調誰"
    "謝貢責質費資賽趕轉輪軟連達運遠適選郵釋針鐵銀鎖鋒錯閉聞陽階際陸陳險隨難霧靜項順預頻顆額飛飯駐罵驗魚鮮鳥雞麥黃龍輛藍載兩貨編歡獸實規帶絡聽權關聯舉違雙試營頂須換壓轍職鄰價寫體辦歸戶庫檢買層鈴鐘課師紙紅顏"
    "啟術義樂點國擁雲陰樹楊賣熱親愛練濕漢嶺灣橋極構樣標欄樓畢氣靈爐爺狀獨環療盤積窮筆築籃糧紀純納細終紹統繼績續維緩縮罰罷聰肅脈臉藝蘆蘇榮獲雖補裝覽觸譽計訓議訊論證評詞譯詩誠詳語誤談譜貴貼貿賀賈趨躍踐輝輔輸"
    "轄遲跡遞遺鄭醬錢鋼鏡閃閒鬧閣闊陣頁顧頓飲館駕驕鳴齊齒"
)
READINGS: Final = {
    "報": "bào",
    "發": "fā",
    "會": "huì",
    "請": "qǐng",
    "時": "shí",
    "為": "wéi",
    "記": "jì",
    "過": "guò",
    "節": "jié",
    "網": "wǎng",
    "領": "lǐng",
    "經": "jīng",
    "進": "jìn",
    "應": "yīng",
    "場": "chǎng",
    "車": "chē",
    "個": "gè",
    "輛": "liàng",
    "營": "yíng",
    "員": "yuán",
    "學": "xué",
    "師": "shī",
    "課": "kè",
    "點": "diǎn",
    "動": "dòng",
    "從": "cóng",
    "電": "diàn",
    "讓": "ràng",
    "馬": "mǎ",
    "張": "zhāng",
    "錄": "lù",
    "導": "dǎo",
    "運": "yùn",
    "陽": "yáng",
}


def garbled(html: str) -> str:
    """The page as the mirror sends it; markup is corrupted as text is."""
    held = html.translate(str.maketrans(SIMPLIFIED, TRADITIONAL)).encode("gb18030")
    for character in sorted(READINGS):
        held = held.replace(
            character.encode("gbk"), f"{character}({READINGS[character]})".encode("gbk")
        )  # wherever these two bytes stand
    return _decoded(held)


def _decoded(held: bytes) -> str:
    """Pairs that are no character become a question mark, both bytes of them."""
    characters, at = [], 0
    while at < len(held):
        size = 1 if held[at] < 0x80 else 2
        characters.append(_character(held[at : at + size]))
        at += size
    return "".join(characters)


def _character(pair: bytes) -> str:
    try:
        return pair.decode("gbk")
    except UnicodeDecodeError:
        return "?"
