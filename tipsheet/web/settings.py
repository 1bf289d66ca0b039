"""How a desk is run: read once at the edge, and never changed."""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from tipsheet.errors import OptionInvalid


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the command line and the environment say; secrets are not shown.

    `accounts` asks people to log in; it can be left out on loopback alone. `https` says that the
    desk is reached through TLS, so that cookies travel over nothing else. `hosts` are further
    names by which it is reached. Rates are requests a minute, for one person or address.
    """

    host: str = "127.0.0.1"
    port: int = 8321
    accounts: bool = False
    https: bool = False
    hosts: tuple[str, ...] = ()
    secret: str | None = field(default=None, repr=False)
    reads: int = 600
    writes: int = 120
    logins: int = 10
    body: int = 1_000_000  # bytes of a request
    smtp: str | None = field(default=None, repr=False)
    sender: str = "tipsheet@localhost"
    hooks: tuple[str, ...] = ()  # origins inside that webhooks may go to

    def __post_init__(self) -> None:
        if not is_loopback(self.host) and not self.accounts:
            raise OptionInvalid(
                f"A desk at {self.host} can be reached by others: add --accounts, "
                "or leave out --host."
            )

    @property
    def names(self) -> tuple[str, ...]:
        """The names in a request's Host that are this desk's."""
        own = ("localhost", "127.0.0.1", "[::1]") if is_loopback(self.host) else (self.host,)
        return tuple(dict.fromkeys((*own, *self.hosts)))

    def shown(self) -> dict[str, str]:
        """Every setting as text, secrets as stars."""
        hidden = ("secret", "smtp")
        return {
            one.name: "****" if one.name in hidden and getattr(self, one.name) else
            str(getattr(self, one.name))
            for one in fields(self)
        }  # fmt: skip


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def from_environment(name: str, environ: Mapping[str, str] = os.environ) -> str | None:
    """A secret, which belongs in the environment and not on a command line."""
    return environ.get(name) or None
