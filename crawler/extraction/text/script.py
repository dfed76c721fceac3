"""Traditional characters of the words we look for, mapped one for one: for recognising a line, never for storing it."""

from __future__ import annotations

import re
from typing import Final

_TRADITIONAL: Final = (
    "責編輯審對來發佈時間報導記者攝圖稱聲權轉載鄭僅參實關內與閱點擊評論讚贊無暫請掃碼號長識別眾網頁錄顯標題"
    "鍵詞簽類欄當訂濟會瀏覽數體國際訊電聯繫侵刪"
    "說處還達傳訂線兩從這們專場區條聞個單開門動機構業務應該專視頻圖戶端評價員單產經營導鏈態語級課後繼續應讀"
    "書複製過濾隱邊緣熱薦廣擴財證據風險慮採購投資"
    "議買賣獨遞優紙質創於為將張負違響導領範圍協議屬個買雙擊觸選項軟體幣萬歡迎話鏡頭紅綠藍黃"
    "約習駐軍總終絡輪觀綜寫學園饋舉曆農陰閏週臺則節團隊備註確禮願職獲"
)
_SIMPLIFIED: Final = (
    "责编辑审对来发布时间报导记者摄图称声权转载郑仅参实关内与阅点击评论赞赞无暂请扫码号长识别众网页录显标题"
    "键词签类栏当订济会浏览数体国际讯电联系侵删"
    "说处还达传订线两从这们专场区条闻个单开门动机构业务应该专视频图户端评价员单产经营导链态语级课后继续应读"
    "书复制过滤隐边缘热荐广扩财证据风险虑采购投资"
    "议买卖独递优纸质创于为将张负违响导领范围协议属个买双击触选项软体币万欢迎话镜头红绿蓝黄"
    "约习驻军总终络轮观综写学园馈举历农阴闰周台则节团队备注确礼愿职获"
)
_TABLE: Final = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
_ANY_TRADITIONAL: Final = re.compile(f"[{''.join(chr(old) for old, new in _TABLE.items() if old != new)}]")


def simplified(line: str) -> str:
    """The line with the characters our labels are made of in simplified script, of the same length."""
    return line.translate(_TABLE) if _ANY_TRADITIONAL.search(line) else line
