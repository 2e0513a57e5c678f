"""Which addresses count as the public internet."""

from __future__ import annotations

import pytest

from auditor.collect.addresses import AddressGate
from auditor.errors import UsageError

PUBLIC = (
    "8.8.8.8", "2606:4700:4700::1111", "2001:4860:4860::8888", "64:ff9b::808:808",
    "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.1", "168.63.129.15", "223.255.255.255",
    "2001:200::1", "2620:4f:8001::1",
)  # fmt: skip
NOT_PUBLIC = (
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.255",
    "169.254.169.254", "169.254.170.2", "172.16.0.1", "172.31.255.255", "168.63.129.16",
    "192.0.0.1", "192.0.0.8", "192.0.0.9", "192.0.0.170", "192.0.0.192", "192.0.2.1", "192.31.196.1", "192.52.193.0",
    "192.88.99.1", "192.168.1.1", "192.175.48.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1",
    "224.0.0.1", "233.252.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "::127.0.0.1", "::ffff:0:0", "::ffff:127.0.0.1", "::ffff:8.8.8.8",
    "::ffff:169.254.169.254", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1",
    "100::1", "2001::1", "2001:0:7f00:1::", "2001:10::1", "2001:20::1", "2001:db8::1",
    "2002:7f00:1::", "2002:808:808::", "2002:a9fe:a9fe::", "2620:4f:8000::1", "3fff::1", "5f00::1",
    "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fe80::5efe:7f00:1", "fec0::1", "ff02::1", "ff0e::1",
    "2606:4700::5efe:8.8.8.8", "2606:4700::200:5efe:8.8.8.8",
    "2606:4700:4700::1111%1", "news.example", "", "127.1", "0x7f000001", "8.8.8.8 ",
)  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_the_public_internet_passes(address: str) -> None:
    assert AddressGate().lets_pass(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_everything_else_does_not(address: str) -> None:
    assert not AddressGate().lets_pass(address)


def test_a_private_network_passes_when_it_is_named() -> None:
    gate = AddressGate(("10.20.0.0/16", "fd00:abcd::/32"))
    assert gate.intranet
    assert gate.lets_pass("10.20.0.1")
    assert gate.lets_pass("fd00:abcd::1")
    assert gate.lets_pass("8.8.8.8")
    assert not gate.lets_pass("10.21.0.1")
    assert not gate.lets_pass("fd00:abce::1")
    assert not gate.lets_pass("::ffff:10.20.0.1")


def test_no_private_network_is_the_default() -> None:
    assert not AddressGate().intranet


@pytest.mark.parametrize("network", ["10.20.0.1/16", "intranet", "", "10.0.0.0/33"])
def test_what_is_no_network_is_refused(network: str) -> None:
    with pytest.raises(UsageError, match=r"is not a network .* such as 10\.20\.0\.0/16"):
        AddressGate((network,))
