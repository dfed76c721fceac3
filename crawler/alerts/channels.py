"""Where alerts go beside the log, as the settings say."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from typing import Self

from scrapy.settings import BaseSettings

from crawler.alerts import command, webhook
from crawler.alerts.alert import Alert

Tell = Callable[[Alert], None]
"""Raises NotToldError where it cannot."""


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Channels:
    """Where alerts go beside the log; `seconds` is the longest each may take."""

    command: tuple[str, ...] = ()
    webhook: str | None = None
    seconds: float = 20.0

    @classmethod
    def of(cls, settings: BaseSettings) -> Self:
        """Those of ALERT_COMMAND, ALERT_WEBHOOK and ALERT_SECONDS, which were checked."""
        return cls(
            command=command.parted(settings["ALERT_COMMAND"] or ""),
            webhook=(settings["ALERT_WEBHOOK"] or "").strip() or None,
            seconds=settings.getfloat("ALERT_SECONDS"),
        )

    def chosen(self) -> dict[str, Tell]:
        """By name those of the user's choice."""
        channels: dict[str, Tell] = {}
        if self.command:
            channels["command"] = functools.partial(command.run, self.command, seconds=self.seconds)
        if self.webhook:
            channels["webhook"] = functools.partial(webhook.post, self.webhook, seconds=self.seconds)
        return channels


def check_channels(settings: BaseSettings) -> None:
    """ValueError that names the first setting of alerts which is not what it must be, and not its secrets."""
    try:
        command.parted(settings["ALERT_COMMAND"] or "")
    except ValueError as error:
        raise ValueError(f"ALERT_COMMAND must be a command: {str(error).lower()}") from error
    try:
        if address := (settings["ALERT_WEBHOOK"] or "").strip():
            webhook.check_address(address)
    except ValueError as error:
        raise ValueError(f"ALERT_WEBHOOK is no address to post to: {error}") from error
    if settings["ALERT_SECONDS"] is not None and not settings.getfloat("ALERT_SECONDS") > 0:
        raise ValueError(f"ALERT_SECONDS must be more than 0, not {str(settings['ALERT_SECONDS'])!r}")
