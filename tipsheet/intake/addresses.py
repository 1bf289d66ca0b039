"""Which machines may be fetched from: those on the public internet, unless told otherwise."""

import ipaddress
import socket
from collections.abc import Callable

from tipsheet.errors import AddressRefused, FetchFailed

Resolve = Callable[[str, int], list[str]]
"""A host name and port to the numeric addresses it has."""

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def resolve_host(host: str, port: int) -> list[str]:
    """The addresses of `host` by the system's resolver, in its order; raises FetchFailed."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchFailed(f"has a host, {host}, that cannot be found: check the address") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked_addresses(host: str, port: int, resolve: Resolve, allow_private: bool) -> list[str]:
    """The addresses of `host`; raises AddressRefused if any of them is not public.

    One private address among public ones is enough to refuse, since a name with both is how
    the inside of a network is reached from outside.
    """
    addresses = resolve(host, port)
    if not addresses:
        raise FetchFailed(f"has a host, {host}, without an address: check the address")
    if not allow_private and not all(map(is_public, addresses)):
        raise AddressRefused(
            f"leads to {host}, which is in the local network: "
            "allow it with --allow-private if that is meant"
        )
    return addresses


def is_public(address: str) -> bool:
    """Whether a numeric address is one of the public internet, whatever it is wrapped in."""
    try:
        parsed = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    return all(_is_public(inner) for inner in (parsed, *_wrapped(parsed)))


def _is_public(address: _Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return True  # judged by the address inside
    local = isinstance(address, ipaddress.IPv6Address) and address.is_site_local
    return address.is_global and not (address.is_multicast or address.is_reserved or local)


def _wrapped(address: _Address) -> list[_Address]:
    """The IPv4 addresses inside an IPv6 one: mapped, 6to4, Teredo and NAT64."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    inner: list[_Address | None] = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [found for found in inner if found is not None]
