import pytest

from tipsheet.errors import AddressRefused, FetchFailed
from tipsheet.intake.addresses import checked_addresses, is_public, resolve_host


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111", "::ffff:93.184.216.34"])
def test_is_public_takes_addresses_of_the_internet(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.0.9",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fc00::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "64:ff9b::7f00:1",
        "64:ff9b::c0a8:101",
        "2001:0:5ef5:79fd:0:0:f5ff:fffe",
        "nonsense",
    ],
)
def test_is_public_refuses_every_kind_of_inside(address: str) -> None:
    assert not is_public(address)


def test_checked_addresses_refuses_a_name_with_one_inside() -> None:
    with pytest.raises(AddressRefused, match="local network: allow it with --allow-private"):
        checked_addresses("a.example", 80, lambda host, port: ["93.184.216.34", "10.0.0.1"], False)


def test_checked_addresses_allows_the_inside_when_told() -> None:
    assert checked_addresses("a.example", 80, lambda host, port: ["10.0.0.1"], True) == ["10.0.0.1"]


def test_checked_addresses_wants_an_address() -> None:
    with pytest.raises(FetchFailed, match="without an address"):
        checked_addresses("a.example", 80, lambda host, port: [], False)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f000001", "0x7f.1", "017700000001"]
)
def test_resolve_host_reads_odd_spellings_as_the_connection_would(host: str) -> None:
    assert resolve_host(host, 80) == ["127.0.0.1"]


@pytest.mark.parametrize("host", ["a" * 300, "no-such-host.invalid", "a..b"])
def test_resolve_host_says_that_a_host_cannot_be_found(host: str) -> None:
    with pytest.raises(FetchFailed, match="cannot be found: check the address"):
        resolve_host(host, 80)
