"""Texts of every kind in which stories come: cut, retouched, joined, parted, quoted, with a publisher's lines."""

from __future__ import annotations

BRIDGE = (
    "清河镇的老石桥封闭了七个月，上周六清晨重新放行。修桥的石匠姓岳，父亲和祖父都在这条河上补过桥墩。他说这回拆下来的条石编了号，"
    "三百一十四块里只换掉九块，其余的原样砌了回去，缝里灌的仍是糯米浆和石灰。桥面两侧添了一道矮栏，夜里有灯，灯光照着水，不照人的眼睛。\n"
    "住在桥西的老人起得最早，拎着鸟笼站在引桥上等。剪彩的绳子还没有解开，卖豆花的推车已经从另一头过来了。管理所贴出告示，"
    "往后三轮车以上的车辆一律绕行下游的新桥，送葬和迎亲的队伍不在此限。有孩子趴在栏杆上数桥洞，数来数去多出一个，大人说那是水里的影子。"
)
ORCHARD = (
    "高坡果园今年头一回不卖鲜果，园主仇满仓把四万斤晚熟的梨全部熬成了膏。他在废弃的砖窑里支起六口铜锅，劈柴用的是冬天修下来的枝条，"
    "熬一锅要十一个钟头，火不能断，人也不能走开。收梨膏的药铺派来一位老师傅，尝了三勺，只说颜色再深一分就好。\n"
    "去年这个时候，梨价跌到运费也付不起，满坡的果子烂在地里，招来成群的灰喜鹊。仇满仓的妻子算过一笔账：梨膏的分量只有鲜果的一成，"
    "价钱却是二十倍，还不怕压。邻近的几户把地头的果子也挑了过来，按筐记在墙上，等开春卖了膏再分钱。墙上如今写满了粉笔字，像一张大账单。"
)
SCHOOL = (
    "风口小学只剩五名学生和一位老师，开学那天照样升旗。老师冉素珍把三个年级的课排在一间教室里，先教一年级拼音，"
    "让二年级默写，再转身给四年级讲分数；下课铃是一截钢轨，谁的作业先写完谁去敲。\n"
    "县里原想把学校并到山下，家长们开了两次会，都说孩子太小，雪天走不了那条路。后来通了网络，每周有三节课由城里的老师隔着屏幕来上，"
    "音乐课最受欢迎，五个孩子学会了一首四部合唱，缺的那一部由冉老师自己唱。她还有两年退休，说只要有一个学生，钢轨就会响。"
)
PROFILE = (
    "关于青禾农机：青禾农机创办于一九九六年，专门制造丘陵地带使用的小型插秧机和脱粒机，在四省设有九十三处维修站，"
    "产品出口到十余个国家，连续多年被用户评为最省油的品牌，更多消息请到附近的门市部索取样本册子，或者写信给服务中心。"
)
LINES = "（原标题：旧事新说）\n{}\n本文转自柳岸周刊，责任编辑方一舟"


def _retouched(text: str) -> str:
    return text.replace("，", ",").replace("老", "旧").replace("说", "讲").replace("一", "壹", 2)


def _halves(text: str) -> tuple[str, str]:
    middle = text.index("\n")
    return text[:middle], text[middle + 1 :]


def _versions(text: str) -> tuple[str, ...]:
    return (
        text,
        text.replace("\n", ""),
        LINES.format(text),
        _retouched(text),
        text[: -len(text) // 4],
        text[len(text) // 4 :],
        text[: len(text) // 2 - 10],
        *_halves(text),
    )


VERSIONS = (
    *_versions(BRIDGE),
    *_versions(ORCHARD),
    SCHOOL,
    SCHOOL[:-60],
    f"{BRIDGE}\n{ORCHARD}",
    f"{ORCHARD}\n{SCHOOL}",
    f"{ORCHARD[:-50]}\n{BRIDGE}",
    f"{BRIDGE}\n{ORCHARD}\n{SCHOOL}",
    *("\n".join(_halves(text)[n] for text in (BRIDGE, ORCHARD, SCHOOL)) for n in (0, 1)),
    PROFILE,
    *(f"{_halves(text)[0]}\n{PROFILE}" for text in (BRIDGE, ORCHARD, SCHOOL)),
    *(f"{_halves(text)[1]}\n{PROFILE}" for text in (BRIDGE, SCHOOL)),
    "今年的雨水比往年多。",
    "——",
)
