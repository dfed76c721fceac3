"""WARC digests: `algorithm:value`, of which the value is written in base 32, base 16 or base 64."""

from __future__ import annotations

import base64
import binascii
import hashlib


def payload_digest(payload: bytes) -> str:
    return label(hashlib.sha1(payload, usedforsecurity=False).digest())


def new() -> hashlib._Hash:
    return hashlib.sha1(usedforsecurity=False)


def label(sha1: bytes) -> str:
    """How we write a digest."""
    return "sha1:" + base64.b32encode(sha1).decode()


def hasher(stated: str) -> hashlib._Hash | None:
    """What computes the digest that is stated; None where its algorithm is not known here."""
    name = stated.partition(":")[0].lower().replace("-", "")
    return hashlib.new(name, usedforsecurity=False) if name in ("md5", "sha1", "sha256", "sha512") else None


def agrees(stated: str, computed: bytes) -> bool:
    """Whether a stated digest means these bytes, in whichever base it is written."""
    value = stated.partition(":")[2].strip()
    return any(_decoded(decode, value) == computed for decode in (_base32, _base16, _base64))


def _decoded(decode: object, value: str) -> bytes | None:
    try:
        return decode(value)  # type: ignore[operator,no-any-return]
    except (binascii.Error, ValueError):
        return None


def _base32(value: str) -> bytes:
    return base64.b32decode(value.rstrip("=") + "=" * (-len(value.rstrip("=")) % 8), casefold=True)


def _base16(value: str) -> bytes:
    return base64.b16decode(value, casefold=True)


def _base64(value: str) -> bytes:
    value = value.replace("-", "+").replace("_", "/").rstrip("=")
    return base64.b64decode(value + "=" * (-len(value) % 4), validate=True)
