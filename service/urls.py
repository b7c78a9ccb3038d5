"""One address for one page, however it was shared."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "igshid")
DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str) -> str:
    """The URL without fragment, tracking parameters, default port and trailing slash.

    Scheme and host are in lower case (RFC 3986, 6.2.2.1).

    Raises:
        ValueError: the address has no valid form.
    """
    parts = urlsplit(url.strip())
    scheme, host = parts.scheme.lower(), (parts.hostname or "").lower()
    port = parts.port
    netloc = f"[{host}]" if ":" in host else host
    if port and port != DEFAULT_PORTS.get(scheme):
        netloc = f"{netloc}:{port}"
    query = urlencode(
        [
            pair
            for pair in parse_qsl(parts.query, keep_blank_values=True)
            if not pair[0].lower().startswith(TRACKING)
        ]
    )
    return urlunsplit((scheme, netloc, parts.path.rstrip("/") or "/", query, ""))
