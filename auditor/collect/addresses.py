"""Decides which network addresses may be visited: the public internet and nothing behind it."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from auditor.errors import UsageError

Network = IPv4Network | IPv6Network

# The standard library's `is_global` lets these through (measured on 3.11): protocol assignments and anycast relays,
# a cloud's host agent, multicast, reserved space, the ways to wrap IPv4 in IPv6, site-local, AS112 sinks.
_NOT_PUBLIC: tuple[Network, ...] = tuple(
    ip_network(text)
    for text in (
        "168.63.129.16/32",
        "192.0.0.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.175.48.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "::/96",
        "::ffff:0:0:0/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",
        "2620:4f:8000::/48",
        "3fff::/20",
        "5f00::/16",
        "fec0::/10",
        "ff00::/8",
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")
_ISATAP = (b"\x00\x00\x5e\xfe", b"\x02\x00\x5e\xfe")


class AddressGate:
    """Lets public addresses pass, and the private networks that its owner named."""

    def __init__(self, allow_private: Iterable[str] = ()) -> None:
        self._allowed = tuple(_network(text) for text in allow_private)

    @property
    def intranet(self) -> bool:
        """Whether any private network may be visited; names such as .internal make sense only then."""
        return bool(self._allowed)

    def lets_pass(self, text: str) -> bool:
        """Judge one address as the resolver or the socket wrote it; a scope (`%eth0`) never passes."""
        try:
            address = ip_address(text)
        except ValueError:
            return False
        if isinstance(address, IPv6Address) and address.scope_id is not None:
            return False
        return any(address in network for network in self._allowed) or _is_public(address)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address):
        if address in _NAT64:
            return _is_public(IPv4Address(address.packed[-4:]))
        if address.ipv4_mapped or address.sixtofour or address.teredo or address.packed[8:12] in _ISATAP:
            return False
    if not address.is_global or address.is_multicast:
        return False
    return not any(address in network for network in _NOT_PUBLIC)


def _network(text: str) -> Network:
    try:
        return ip_network(text)
    except ValueError as error:
        raise UsageError(
            f"{text!r} is not a network ({error}).", advice="Write an address with a prefix, such as 10.20.0.0/16."
        ) from error
