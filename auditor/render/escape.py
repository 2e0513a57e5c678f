"""Makes hostile page text harmless before any format shows it: control characters, bidi, links, formulas."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import msgspec

from auditor.model import Audit, Failure

_BIDI = {
    0x061C: "ALM", 0x200E: "LRM", 0x200F: "RLM", 0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF", 0x202D: "LRO",
    0x202E: "RLO", 0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI",
}  # fmt: skip
_SPACES = {0x09: " ", 0x0A: "\n", 0x0D: " ", 0x2028: "\n", 0x2029: "\n"}
_TABLE: dict[int, str | None] = {
    **dict.fromkeys(range(0x20)),
    **dict.fromkeys(range(0x7F, 0xA0)),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    **_SPACES,
    **{code: f"⟦{name}⟧" for code, name in _BIDI.items()},
}
_NOT_IN_URL = frozenset("\"'<>\\^`{|} \u00a0")
_FORMULA = tuple("=+-@＝＋－＠")


def plain(text: str) -> str:
    """Text without control characters; the invisible marks that turn reading direction are shown as ⟦RLO⟧."""
    return text.translate(_TABLE)


def shown(audit: Audit) -> Audit:
    """The same audit with every string made `plain`: what all formats for human eyes start from."""
    return msgspec.convert(_plain_all(msgspec.to_builtins(audit)), Audit)


def shown_failure(failure: Failure) -> Failure:
    """The same failure with every string made `plain`."""
    return msgspec.convert(_plain_all(msgspec.to_builtins(failure)), Failure)


def safe_href(url: str) -> str | None:
    """`url` where it may stand in a link: http or https, a host, no credentials, nothing that ends an attribute."""
    if any(char in _NOT_IN_URL or not char.isprintable() for char in url):
        return None
    try:
        parts = urlsplit(url)
        port_is_valid = parts.port is None or parts.port >= 0
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        return None
    return url if port_is_valid else None


def cell(value: object) -> str:
    """A spreadsheet cell that no program takes for a formula; None is an empty cell."""
    if value is None or isinstance(value, int | float):
        return "" if value is None else str(value)
    text = " ".join(plain(str(value)).split())
    return f"'{text}" if text.startswith(_FORMULA) else text


def _plain_all(value: Any) -> Any:  # Any: JSON as msgspec builds it
    match value:
        case str():
            return plain(value)
        case dict():
            return {key: _plain_all(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain_all(item) for item in value]
        case _:
            return value
