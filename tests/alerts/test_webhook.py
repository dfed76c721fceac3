"""A real server on loopback gets the alert as the chat behind it would show it; what it does not take is said."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from typing import Any

import pytest

from crawler.alerts.alert import Alert
from crawler.alerts.errors import NotToldError
from crawler.alerts.webhook import as_chat_wants, check_address, post, refusal_in
from tests.alerts.webhooks import Webhook, listening

ALERT = Alert.trial(datetime.datetime(2026, 3, 4, tzinfo=datetime.UTC))


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    with listening() as listener:
        yield listener


@pytest.mark.network
def test_an_alert_is_posted_as_json_with_a_text(webhook: Webhook) -> None:
    post(webhook.url, ALERT, seconds=10)
    [posted] = webhook.posted
    assert posted["text"] == ALERT.text
    assert (posted["kind"], posted["cause"]) == ("trial", "trial")
    assert webhook.asked == ["POST /hook/a-secret"]
    assert webhook.types == ["application/json; charset=utf-8"]


@pytest.mark.network
@pytest.mark.parametrize("proxy", ["http_proxy", "HTTP_PROXY", "all_proxy"])
def test_an_address_of_our_own_network_is_not_asked_through_a_proxy(
    webhook: Webhook, proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(proxy, "http://127.0.0.1:9")
    post(webhook.url, ALERT, seconds=10)
    assert len(webhook.posted) == 1


@pytest.mark.network
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"status": 404, "body": b"no_service"}, "127.0.0.1: answers 404 Not Found: no_service"),
        ({"status": 500, "body": b""}, "127.0.0.1: answers 500 Internal Server Error"),
        ({"status": 302, "headers": {"Location": "/login"}}, "127.0.0.1: answers 302 Found: ok"),
        ({"status": 307, "headers": {"Location": "/"}}, "127.0.0.1: answers 307 Temporary Redirect: ok"),
    ],
)
def test_what_a_server_refuses_is_said_without_the_secret(
    webhook: Webhook, answer: dict[str, Any], said: str
) -> None:
    for name, value in answer.items():
        setattr(webhook, name, value)
    with pytest.raises(NotToldError) as error:
        post(webhook.url, ALERT, seconds=10)
    assert str(error.value) == said
    assert len(webhook.asked) == 1


@pytest.mark.network
@pytest.mark.parametrize("first", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n{"])
def test_a_server_that_hangs_is_given_up(webhook: Webhook, first: bytes) -> None:
    webhook.hangs, webhook.first = True, first
    with pytest.raises(NotToldError):
        post(webhook.url, ALERT, seconds=0.3)


@pytest.mark.network
def test_a_server_that_is_not_there_is_said() -> None:
    with listening() as gone:
        pass
    with pytest.raises(NotToldError, match=r"127\.0\.0\.1: Connection refused"):
        post(gone.url, ALERT, seconds=10)


@pytest.mark.network
def test_a_server_that_speaks_something_else_is_said(webhook: Webhook) -> None:
    webhook.hangs, webhook.first = True, b"220 smtp.example.org ESMTP\r\n"
    webhook.let_go.set()
    with pytest.raises(NotToldError, match="BadStatusLine"):
        post(webhook.url, ALERT, seconds=10)
    with pytest.raises(NotToldError, match="SSL"):
        post(webhook.url.replace("http:", "https:"), ALERT, seconds=10)


@pytest.mark.parametrize(
    ("host", "fields"),
    [
        ("oapi.dingtalk.com", {"msgtype": "text", "text": {"content": ALERT.text}}),
        ("qyapi.weixin.qq.com", {"msgtype": "text", "text": {"content": ALERT.text}}),
        ("open.feishu.cn", {"msg_type": "text", "content": {"text": ALERT.text}}),
        ("open.larksuite.com", {"msg_type": "text", "content": {"text": ALERT.text}}),
        ("discord.com", {"content": ALERT.text}),
        ("canary.discord.com", {"content": ALERT.text}),
        ("hooks.slack.com", {"text": ALERT.text}),
        ("chat.googleapis.com", {"text": ALERT.text}),
        ("notdiscord.com", {**ALERT.as_json(), "text": ALERT.text}),
    ],
)
def test_each_chat_gets_the_form_it_wants(host: str, fields: dict[str, Any]) -> None:
    assert as_chat_wants(host, ALERT) == fields


def test_a_long_text_is_cut_between_characters() -> None:
    long = dataclasses.replace(ALERT, message="长" * 5000)
    text = as_chat_wants("discord.com", long)["content"]
    assert 1_990 < len(text.encode()) <= 2_000
    assert text.endswith("长…")


@pytest.mark.parametrize(
    ("host", "body", "fault"),
    [
        ("oapi.dingtalk.com", b'{"errcode": 0, "errmsg": "ok"}', None),
        ("oapi.dingtalk.com", b'{"errcode": 310000, "errmsg": "keywords not in content"}', "keywords not in"),
        ("open.feishu.cn", b'{"code": 19021, "msg": "sign match fail"}', "sign match fail"),
        ("open.feishu.cn", b'{"code": 0, "msg": "success"}', None),
        ("hooks.slack.com", b"ok", None),
        ("push.example.cn", b'{"code": 200, "msg": "success"}', None),
        ("open.feishu.cn", b"[1]", None),
        ("open.feishu.cn", b"\xff", None),
    ],
)
def test_chats_that_refuse_with_an_answer_that_looks_well_are_understood(
    host: str, body: bytes, fault: str | None
) -> None:
    found = refusal_in(host, body)
    assert (found is None) if fault is None else (found is not None and fault in found)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hook",
        "ftp://a.example/x",
        "file:///etc/passwd",
        "http://",
        "https://me:pass@a.example/",
        "http://a:b/",
    ],
)
def test_what_is_no_address_to_post_to_is_said_without_repeating_it(url: str) -> None:
    with pytest.raises(ValueError, match=r".") as error:
        check_address(url)
    assert "pass" not in str(error.value).replace("password", "")


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:80/a", "https://例子.example/钩子?a=1", "http://[::1]:8000/"]
)
def test_an_address_of_any_network_may_be_chosen(url: str) -> None:
    check_address(url)
