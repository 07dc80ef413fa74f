"""Which machine is asking, as far as it may be believed."""

from __future__ import annotations

import ipaddress
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac

__all__ = ["client_address", "client_digest"]

# Whoever has one IPv6 address has 2**64 of them.
SHORTENED = 64
# Behind a socket of the machine itself no address is told.
NOBODY = "0.0.0.0"  # noqa: S104


def client_address(request: Any) -> str:
    """Give the address that limits count by.

    X-Forwarded-For is written by whoever sends the request. Of its entries only those are
    believed that the operator's own proxies added: as many as `proxies`, from the right.
    """
    n_proxies = settings.SITE.proxies
    said = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    near = request.META.get("REMOTE_ADDR", "")
    text = said[-n_proxies] if 0 < n_proxies <= len(said) else near
    return _shortened(text) or _shortened(near) or NOBODY


def _shortened(text: str) -> str:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, SHORTENED), strict=False).network_address)
    return str(address)


def client_digest(request: Any) -> str:
    """Give a name for the machine that cannot be turned back into its address."""
    return salted_hmac("nightout.client", client_address(request)).hexdigest()[:32]
