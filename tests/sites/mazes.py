"""Addresses without end: a calendar, folders that contain themselves, filters that combine, session ids."""

from __future__ import annotations

import re
import zlib

from tests.sites.site import Asked, Page

CALENDAR = re.compile(r"/calendar/(\d{1,6})/(\d{2})/")
LOOP = re.compile(r"/loop/(?:archive/|old/)*")
FILTERS = re.compile(r"/filter\?(.*)")
SESSION = re.compile(r"/s/([0-9a-f]{8})/")


def maze(asked: Asked) -> Page | None:
    if found := CALENDAR.fullmatch(asked.target):
        return _calendar(int(found[1]), int(found[2]))
    if LOOP.fullmatch(asked.target):
        return _links("目录", "archive/", "old/", "/filter?sort=new", "/s/00000000/")
    if found := FILTERS.fullmatch(asked.target):
        return _links("筛选", *(f"?{found[1]}&{name}={len(found[1])}" for name in ("sort", "tag", "year")))
    if found := SESSION.fullmatch(asked.target):
        following = zlib.crc32(found[1].encode())
        return _links("会话", f"/s/{following:08x}/", f"/s/{following ^ 1:08x}/")
    return None


def _calendar(year: int, month: int) -> Page:
    months = year * 12 + month - 1
    near = (divmod(other, 12) for other in (months - 1, months + 1, months + 12))
    return _links(f"{year}年{month}月", *(f"/calendar/{y}/{m + 1:02}/" for y, m in near))


def _links(title: str, *addresses: str) -> Page:
    items = "".join(
        f'<li><a href="{address.replace("&", "&amp;")}">{address}</a></li>' for address in addresses
    )
    return Page(body=f"<html><title>{title}</title><h1>{title}</h1><ul>{items}</ul></html>".encode())
