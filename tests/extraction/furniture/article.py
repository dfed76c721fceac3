"""The article that furniture stands round."""

from __future__ import annotations

TITLE = "青石渡大桥合龙，两岸村民步行只要六分钟"
FIRST = "6月18日上午，青石渡大桥最后一段钢梁吊装到位，这座修了三年的桥在江心合龙。"
SECOND = "“以前去对岸赶集要等渡船，碰上大雾一等就是半天。”家住南岸的罗阿婆说，她已经数着日子等通车。"
THIRD = "项目部介绍，桥面铺装预计九月完成，届时步行过江只要六分钟。"
BODY = (FIRST, SECOND, THIRD)
