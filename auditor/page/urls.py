"""Resolves the addresses of a page, thousands at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from tldextract import TLDExtract

_SUFFIXES = TLDExtract(suffix_list_urls=(), cache_dir=None)
"""The snapshot of the Public Suffix List that tldextract ships: no connection, ever."""


def resolver(base: str) -> Callable[[str], str]:
    """A function that makes addresses absolute; what cannot be resolved comes back as it is."""
    try:
        parts = urlsplit(base)
        origin = f"{parts.scheme}://{parts.netloc}" if parts.scheme in {"http", "https"} and parts.netloc else ""
    except ValueError:
        origin = ""

    def absolute(url: str) -> str:
        url = url.strip()
        # Nearly every address is of one of these two kinds, and joining is fifty times the price.
        if "/." not in url:
            if url[:8] == "https://" or url[:7] == "http://":
                return url
            if origin and url[:1] == "/" != url[1:2]:
                return origin + url
        try:
            return urljoin(base, url)
        except ValueError:
            return url

    return absolute


@lru_cache(maxsize=4_096)
def registered_domain(url: str) -> str:
    """The domain under a public suffix (`news.example.co.uk` → `example.co.uk`), else the host, else ""."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    extracted = _SUFFIXES(host)
    return extracted.top_domain_under_public_suffix or host
