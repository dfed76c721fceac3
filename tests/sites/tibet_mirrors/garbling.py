"""How the replica's mirrors corrupt a page: with these readings, and otherwise as such mirrors do."""

from __future__ import annotations

from typing import Final

from tests.garbling.mirror import Mirror, corrupted

_READINGS: Final = (
    "報bào 發fā 會huì 請qǐng 時shí 為wéi 記jì 過guò 節jié 網wǎng 領lǐng 經jīng 進jìn 應yīng 場chǎng 車chē 個gè 輛liàng "
    "營yíng 員yuán 學xué 師shī 課kè 點diǎn 動dòng 從cóng 電diàn 讓ràng 馬mǎ 張zhāng 錄lù 導dǎo 運yùn 陽yáng "
)
MIRROR: Final = Mirror(readings={reading[0]: reading[1:] for reading in _READINGS.split()})


def garbled(html: str) -> str:
    """The page as the mirror sends it; markup is corrupted as text is."""
    return corrupted(html, MIRROR).text
