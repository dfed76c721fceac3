"""Which hosts and addresses are private, a table of spellings."""

from __future__ import annotations

import ipaddress

import pytest

from crawler.middlewares.addresses import is_public, private_host


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0x7f000001",
        "0177.0.0.1",
        "017700000001",
        "127.0.0.1.",
        "%31%32%37.0.0.1",
        "１２７.0.0.1",
        "127。0。0。1",
        "0",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "[::1]",
        "::",
        "::ffff:127.0.0.1",
        "::ffff:7f00:1",
        "::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::808:808",
        "2002:7f00:1::1",
        "2001:0:7f00:1::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12:3456::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "localhost",
        "LOCALHOST.",
        "www.localhost",
        "localhost.localdomain",
        "printer.local",
        "metadata.google.internal",
        "router.home.arpa",
        "intranet",
        "",
    ],
)
def test_a_private_host_is_refused_in_any_spelling(host: str) -> None:
    assert private_host(host)


@pytest.mark.parametrize(
    "host",
    [
        "8.8.8.8",
        "134744072",
        "0x8.8.8.8",
        "172.32.0.1",
        "100.128.0.1",
        "2606:4700::1111",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2002:808:808::1",
        "door.example",
        "door.example.",
        "10.0.0.1.nip.io",
        "xn--fiqs8s.xn--55qx5d.cn",
        "中国.公司.cn",
        "localhost.example",
        "127.example",
    ],
)
def test_a_public_host_is_not(host: str) -> None:
    assert private_host(host) is None


@pytest.mark.parametrize(
    "network", ["10.0.0.0/8", "172.16.0.0/12", "127.0.0.0/8", "169.254.0.0/16", "fc00::/7"]
)
def test_a_network_is_private_from_end_to_end(network: str) -> None:
    whole = ipaddress.ip_network(network)
    assert not is_public(whole[0])
    assert not is_public(whole[-1])
