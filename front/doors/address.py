"""Whom a visitor is counted as: an address of IPv4, or the first half of one of IPv6, which belongs to one household or office."""

from ipaddress import IPv6Address, ip_address, ip_network

from starlette.types import Scope

_OF_ONE_HOUSE = 64  # bits of an IPv6 address


def counted(scope: Scope) -> str | None:
    """The address behind the trusted proxy; None for this machine itself, where only its owner sits, or a proxy that names nobody."""
    client = scope.get("client")
    return counted_as(client[0]) if client else None


def counted_as(address: str) -> str | None:
    """The same for an address in text; what is none counts as itself."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return address or None
    if isinstance(ip, IPv6Address):
        ip = ip.ipv4_mapped or ip
    if ip.is_loopback:
        return None
    return str(ip_network((ip, _OF_ONE_HOUSE), strict=False)) if isinstance(ip, IPv6Address) else str(ip)
