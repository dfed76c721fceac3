"""A page the process dies of is given up; its neighbours, which die with it, are not."""

from __future__ import annotations

import asyncio

from crawler.extensions.readings import MOST_READINGS, Readings

POISON, INNOCENT, NEW = 1, 2, 3


def readings(**before: int) -> Readings:
    made = Readings()
    made.take_in({POISON: before.get("poison", 0), INNOCENT: before.get("innocent", 0)})
    return made


def test_the_last_reading_is_not_begun() -> None:
    made = readings(poison=MOST_READINGS - 1, innocent=MOST_READINGS - 2)
    assert [made.is_given_up(key) for key in (POISON, INNOCENT, NEW, None)] == [True, False, False, False]


def test_what_came_to_its_end_is_never_given_up() -> None:
    async def read() -> Readings:
        made = readings(innocent=MOST_READINGS - 2)
        await made.begin(INNOCENT)
        made.end(INNOCENT)
        return made

    made = asyncio.run(read())
    assert not made.is_begun(INNOCENT)
    assert not made.is_given_up(INNOCENT)


def test_what_an_earlier_start_died_beside_has_its_turn_when_the_one_before_is_at_its_end() -> None:
    async def read() -> list[str]:
        made, events = readings(poison=1, innocent=1), []

        async def read_one(name: str, key: int) -> None:
            await made.begin(key)
            events.append(name)

        await read_one("innocent", INNOCENT)
        poison = asyncio.create_task(read_one("poison", POISON))
        await read_one("new", NEW)  # waits for nobody
        await asyncio.sleep(0)
        events.append("end")
        made.end(INNOCENT)
        await poison
        return events

    assert asyncio.run(read()) == ["innocent", "new", "end", "poison"]


def test_what_waits_for_something_else_makes_way() -> None:
    async def read() -> None:
        made = readings(poison=1, innocent=1)
        await made.begin(INNOCENT)
        made.rest(INNOCENT)
        await made.begin(POISON)
        assert made.is_begun(INNOCENT)

    asyncio.run(read())
