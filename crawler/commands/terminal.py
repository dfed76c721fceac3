"""What commands print to a person: as wide as the terminal, and nothing in it that a page put there to act on it."""

from __future__ import annotations

import re
import sys
from typing import NoReturn

from rich.console import Console
from rich.text import Text

COLUMNS_OFF_A_TERMINAL = 180

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class _Console(Console):
    def on_broken_pipe(self) -> NoReturn:
        """For `ProjectCommand`, as any other output; rich itself would end with 1, as if something had failed."""
        raise  # the error that is being caught


def console(*, stderr: bool = False, soft_wrap: bool = False) -> Console:
    is_terminal = (sys.stderr if stderr else sys.stdout).isatty()
    width = None if is_terminal else COLUMNS_OFF_A_TERMINAL
    return _Console(stderr=stderr, width=width, highlight=False, markup=False, soft_wrap=soft_wrap)


def shown(text: str, style: str = "") -> Text:
    """As the terminal may have it: brackets are no markup, and a page's control characters no commands."""
    return Text(_CONTROL.sub("\ufffd", text), style)
