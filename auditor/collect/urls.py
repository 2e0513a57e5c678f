"""Reads an address once, by the rules browsers use, and refuses what an auditor has no business with."""

from __future__ import annotations

import re
from typing import NamedTuple

import ada_url
import idna

from auditor.errors import FetchBlocked

LONGEST = 4096
_PORTS = {"http:": 80, "https:": 443}
# Names that never mean a site on the public internet (RFC 6761, 6762, 8375, 9476; .internal is ICANN's).
_INTRANET_NAMES = (".localhost", ".local", ".internal", ".home.arpa")
_NOWHERE_NAMES = (".onion", ".arpa", ".alt", ".invalid")
_CONTROLS = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+")
_USERINFO = re.compile(r"(?<=//)[^/?#]*@")


class Address(NamedTuple):
    """An address that may be asked for; the network check still has the last word."""

    href: str
    """Normalised, without fragment; never credentials."""
    scheme: str
    host: str
    """In ASCII (A-labels), without brackets or a final dot."""
    port: int
    origin: str
    """Scheme, host and port, as in https://news.example:8443: what robots.txt speaks for."""

    @property
    def path(self) -> str:
        """Path and query as they are sent."""
        return self.href.removeprefix(self.origin)


def parse(url: str, *, base: str | None = None, intranet: bool = False) -> Address:
    """
    Read an address, relative to `base` if given; raises FetchBlocked where we must not, or cannot, go.

    `intranet` lets names such as .internal pass to the network check.
    """
    if len(url) > LONGEST:
        raise FetchBlocked(f"The address is longer than {LONGEST} characters: {shown(url)}")
    try:
        parsed = ada_url.URL(url, base=base)
    except ValueError as error:  # a lone surrogate is a UnicodeEncodeError, thus a ValueError
        raise FetchBlocked(f"This is not an address: {shown(url)}", advice=_SLIP) from error
    if parsed.protocol not in _PORTS:
        raise FetchBlocked(
            f"Only http and https addresses are visited, not {shown(url)}", advice="Save the page and give the file."
        )
    if parsed.username or parsed.password:
        raise FetchBlocked(
            f"The address carries a user name or password: {shown(url)}",
            advice="Secrets in addresses end up in reports; save the page and give the file.",
        )
    host = parsed.hostname.removesuffix(".")
    _check_host(host, intranet=intranet)
    parsed.hostname = host
    parsed.hash = ""
    return Address(
        href=parsed.href,
        scheme=parsed.protocol.removesuffix(":"),
        host=host.strip("[]"),
        port=int(parsed.port or _PORTS[parsed.protocol]),
        origin=parsed.origin,
    )


_SLIP = "Check it for a slip; it should look like https://news.example/story."


def _check_host(host: str, *, intranet: bool) -> None:
    if host.startswith("["):
        return
    labels = host.split(".")
    if len(host) > 253 or not all(0 < len(label) <= 63 for label in labels):
        raise FetchBlocked(f"This is not a host name: {shown(host)}", advice=_SLIP)
    for label in labels:
        if label.startswith("xn--"):
            try:
                idna.decode(label)
            except idna.IDNAError as error:
                raise FetchBlocked(f"This host name is wrongly encoded: {shown(host)}", advice=_SLIP) from error
    dotted = f".{host}"
    if dotted.endswith(_NOWHERE_NAMES) and not dotted.endswith(_INTRANET_NAMES):
        raise FetchBlocked(f"{host} is not a name on the public internet.", advice=_SLIP)
    if dotted.endswith(_INTRANET_NAMES) and not intranet:
        raise FetchBlocked(
            f"{host} is a name inside a private network.",
            advice="To audit an intranet, allow its network (--allow-private 10.20.0.0/16).",
        )


def shown(url: str) -> str:
    """An address for a message: no secrets, no control or direction characters, no more than 200 characters."""
    clean = _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", _USERINFO.sub("", url[: LONGEST + 1]))
    return clean if len(clean) <= 200 else f"{clean[:199]}…"
