"""Who stands where in whom, and which of them are one story then; texts go by a letter, the longer one by L."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from db.clusters import Carried, Neighbourhood
from db.places import Part

NINE = datetime(2026, 3, 5, 9, tzinfo=UTC)
NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
LINE = "清河镇老桥修好通车"
OTHER_LINE = "小学搬进新的教学楼"


def part(
    shorter: str, longer: str, begins: float, ends: float, *, near: bool = False, length: float | None = None
) -> Part:
    """All of the shorter text stands there in the longer; `length` is how long it is, where parts are left out."""
    length = ends - begins if length is None else length
    return Part(
        shorter=ord(shorter),
        longer=ord(longer),
        near=near,
        jaccard=length,
        containment=1.0,
        begins=begins,
        ends=ends,
    )


def carried(*titles: str, at: datetime | None = None, for_hours: float = 0, by: str = "") -> Carried:
    first = (at, at + timedelta(hours=for_hours)) if at else None
    return Carried(titles=frozenset(titles), voices=frozenset(by.split()), first=first)


def merging(*parts: Part, related: tuple[str, ...] = (), hubs: str = "", **carrying: Carried) -> set[str]:
    """The pairs that merge, `xL` for x in L; texts go by a letter."""
    texts = {text for one in parts for text in (one.shorter, one.longer)}
    around = Neighbourhood(
        parts=parts,
        related=[(ord(one), ord(other)) for one, other in related],
        carried={text: carrying.get(chr(text), Carried()) for text in texts},
        hubs=set(map(ord, hubs)),
    )
    return {chr(one.shorter) + chr(one.longer) for one in parts if around.merges(one)}


HALVES = part("x", "L", 0, 0.5), part("y", "L", 0.5, 1)
MOST, REST = part("x", "L", 0, 0.65, near=True), part("y", "L", 0.65, 1)
THIRDS = part("x", "L", 0, 0.34), part("y", "L", 0.34, 0.67), part("z", "L", 0.67, 1)
PROFILE = part("p", "L", 0.6, 1), part("p", "M", 0.6, 1), part("p", "N", 0.5, 0.9)
