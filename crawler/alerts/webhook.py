"""An alert told to a web address: JSON as the chat behind the address wants it."""

from __future__ import annotations

import dataclasses
import http.client
import ipaddress
import json
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from w3lib.url import safe_url_string

from crawler.alerts.alert import Alert, one_line, plain
from crawler.alerts.errors import NotToldError

_LONGEST: Final = 2_000  # bytes of a text; WeCom takes 2,048, Discord as many characters
_READ: Final = 64_000  # bytes of an answer
_SAID: Final = 200  # characters of it that are shown


def check_address(url: str) -> None:
    """ValueError, with a reason that does not repeat the address, for one that cannot be asked."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("it must begin with http:// or https://, and name a host")
    if parts.username is not None:
        raise ValueError("a name and password in it are not sent; take an address with a token")
    parts.port  # noqa: B018 - ValueError for one that is no number


def post(url: str, alert: Alert, *, seconds: float) -> None:
    """Posts the alert. NotToldError where it is not taken within that time, whatever it is that takes longer."""
    check_address(url)
    host = urlsplit(url).hostname or ""
    request = urllib.request.Request(
        safe_url_string(url),
        data=json.dumps(as_chat_wants(host, alert)).encode(),
        headers={"Content-Type": "application/json; charset=utf-8", "User-Agent": "shoulu"},
        method="POST",
    )
    ended: list[str | None] = []
    # urllib's own time limit is of each step, and there is none of a look-up
    asking = threading.Thread(target=lambda: ended.append(_fault_of(request, seconds)), daemon=True)
    asking.start()
    asking.join(seconds)
    fault = ended[0] if ended else f"took longer than {seconds:g} seconds (ALERT_SECONDS)"
    if fault:
        raise NotToldError(f"{host}: {fault}")


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Where a POST is redirected urllib asks with GET, is answered, and nobody has been told."""

    def redirect_request(self, *_: object) -> None:
        return None


def _fault_of(request: urllib.request.Request, seconds: float) -> str | None:
    """Why it was not told; None where it was."""
    opener = urllib.request.build_opener(_NoRedirects, *_proxies(urlsplit(request.full_url).hostname or ""))
    try:
        with opener.open(request, timeout=seconds) as response:
            return refusal_in(urlsplit(request.full_url).hostname or "", response.read(_READ))
    except urllib.error.HTTPError as error:
        with error:
            return f"answers {error.code} {error.reason}{_shown(error)}"
    except urllib.error.URLError as error:
        why = error.reason
        return one_line(why.strerror if isinstance(why, OSError) and why.strerror else str(why))
    except (OSError, http.client.HTTPException, ValueError) as error:
        return one_line(f"{type(error).__name__} {error}".strip())


def _proxies(host: str) -> list[urllib.request.ProxyHandler]:
    """What replaces those of the environment, which are meant for the web, where an address is of our own network."""
    try:
        inside = host == "localhost" or ipaddress.ip_address(host).is_private
    except ValueError:  # a name
        inside = False
    return [urllib.request.ProxyHandler({})] if inside else []


def refusal_in(host: str, body: bytes) -> str | None:
    """Why a chat did not take what it answered 200 to, as DingTalk, WeCom and Feishu do; None where it did."""
    form = _form_of(host)
    try:
        answer = json.loads(body)
    except ValueError:
        return None
    if form is None or not isinstance(answer, dict) or not answer.get(form.fault):
        return None
    return one_line(f"refuses it: {answer.get('errmsg') or answer.get('msg') or answer}"[:_SAID])


def _shown(error: urllib.error.HTTPError) -> str:
    try:
        said = one_line(error.read(_READ).decode("utf-8", "replace").strip())
    except (OSError, http.client.HTTPException):
        return ""
    return f": {said[:_SAID]}" if said else ""


def as_chat_wants(host: str, alert: Alert) -> dict[str, Any]:
    """A `text`, which most chats show, and beside it all of the alert; of a host with a form of its own that."""
    text = _cut(plain(alert.text))
    if form := _form_of(host):
        return form.of(text)
    fields: dict[str, Any] = json.loads(plain(json.dumps(alert.as_json(), ensure_ascii=False)))
    return {**fields, "text": text}


def _cut(text: str) -> str:
    if len(text.encode()) <= _LONGEST:
        return text
    return text.encode()[: _LONGEST - 3].decode("utf-8", "ignore") + "…"


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class _Form:
    """How a chat wants a text, and the field of its answer that is not 0 where it refuses one."""

    of: Callable[[str], dict[str, Any]]
    fault: str = ""


_CHINESE: Final = _Form(of=lambda text: {"msgtype": "text", "text": {"content": text}}, fault="errcode")
_FEISHU: Final = _Form(of=lambda text: {"msg_type": "text", "content": {"text": text}}, fault="code")
_DISCORD: Final = _Form(of=lambda text: {"content": text})
_STRICT: Final = _Form(of=lambda text: {"text": text})
_FORMS: Final[Mapping[str, _Form]] = {
    "oapi.dingtalk.com": _CHINESE,
    "qyapi.weixin.qq.com": _CHINESE,
    "open.feishu.cn": _FEISHU,
    "open.larksuite.com": _FEISHU,
    "discord.com": _DISCORD,
    "discordapp.com": _DISCORD,
    "chat.googleapis.com": _STRICT,
    "hooks.slack.com": _STRICT,
}


def _form_of(host: str) -> _Form | None:
    return next((form for name, form in _FORMS.items() if host == name or host.endswith(f".{name}")), None)
