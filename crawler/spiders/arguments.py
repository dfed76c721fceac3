"""What `scrapy crawl SOURCE -a NAME=VALUE` may say."""

from __future__ import annotations

from collections.abc import Mapping

_SWITCHES = ("refetch",)


def checked_arguments(spider_class: type, given: Mapping[str, str]) -> dict[str, str]:
    """The arguments, if the spider takes them by its attribute `arguments`; ValueError, for a person, if not."""
    accepted: tuple[str, ...] | None = getattr(spider_class, "arguments", None)
    if accepted is None:
        return dict(given)
    name = getattr(spider_class, "name", spider_class.__name__)
    if unknown := sorted(set(given) - set(accepted)):
        raise ValueError(f"{name} takes no argument {', '.join(unknown)}; it takes {', '.join(accepted)}")
    for switch in _SWITCHES:
        if given.get(switch, "0") not in ("0", "1"):
            raise ValueError(f"{switch} is 0 or 1, not {given[switch]!r}")
    return dict(given)
