"""Every limit of collecting: what it holds back, in which unit, and its default."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from ssl import SSLContext
from time import monotonic, sleep
from typing import BinaryIO, NamedTuple

from msgspec import Struct

from auditor import __version__
from auditor.collect.names import Resolve, system_lookup
from auditor.errors import UsageError

MIB = 1 << 20
_AGENT = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(/[!-~]+)?( [ -~]+)?")


class CollectSettings(Struct, frozen=True, kw_only=True):
    """How far the auditor goes to bring a page in; the defaults suit a polite visitor of news sites."""

    user_agent: str = f"auditor/{__version__} (news transparency audit)"
    """Sent with every request; robots.txt is asked about the word before the slash. Add a way to reach you."""
    total_seconds: float = 20.0
    """Seconds for one attempt at a page with all its redirects, from the first name look-up to the last byte."""
    connect_seconds: float = 5.0
    """Seconds until a connection, or its encryption, stands."""
    silence_seconds: float = 10.0
    """Seconds between two pieces of an answer."""
    wire_bytes: int = 15 * MIB
    """Bytes received for a page with all its redirects, headers and compression included."""
    page_bytes: int = 10 * MIB
    """Bytes of a page once it is unpacked."""
    image_bytes: int = 25 * MIB
    """Bytes of one picture."""
    hops: int = 5
    """Redirects that are followed."""
    ports: tuple[int, ...] | None = (80, 443, 8080, 8443)
    """TCP ports that may be visited; None is any."""
    host_interval_seconds: float = 2.0
    """Seconds between two pages of one host; a longer Crawl-delay in its robots.txt wins, up to 60."""
    picture_interval_seconds: float = 0.5
    """Seconds between two pictures of one host: they belong to a page that was already asked for."""
    obey_robots: bool = True
    """Whether robots.txt is asked first."""
    allow_private: tuple[str, ...] = ()
    """Networks that may be visited though they are not public, such as 10.20.0.0/16: for pages on an intranet."""
    retries: int = 2
    """Further attempts after an answer, or a failure, that may well be over a moment later."""
    retry_wait_seconds: float = 30.0
    """The longest wait that a server may ask for before another attempt; past that, the target fails."""
    images: int = 12
    """Pictures brought in with a page; 0 is none."""
    renditions: int = 36
    """Further files of those pictures that are brought in where all renditions are compared."""
    media_seconds: float = 60.0
    """Seconds for all pictures of a page; what is missing then is left out."""
    links: int = 60
    """Links of a page that are tried, where that is asked for."""
    link_seconds: float = 180.0
    """Seconds for all links of a page; what is missing then is not checked."""
    link_tries: int = 2
    """Tries that must all find nothing before a link is called dead."""
    link_pause_seconds: float = 5.0
    """Seconds between two tries of a link."""
    media_bytes: int = 100 * MIB
    """Bytes of all pictures of a page together."""


DEFAULTS = CollectSettings()


def utc_now() -> datetime:
    """Our clock, in UTC and whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


class Outside(NamedTuple):
    """What a collector takes from the world around it; each part can be replaced, as tests do."""

    clock: Callable[[], float] = monotonic
    """Seconds that only ever grow; limits are measured by it, never by the calendar."""
    sleep: Callable[[float], None] = sleep
    now: Callable[[], datetime] = utc_now
    resolve: Resolve = system_lookup
    """Host and port to the addresses of all DNS answers."""
    tls: SSLContext | None = None
    """Whom to trust; None is the usual authorities."""
    stdin: BinaryIO | None = None
    """Where the target `-` is read from; None is the standard input."""


def check(settings: CollectSettings) -> None:
    """Refuse settings that could not work; raises UsageError."""
    if not _AGENT.fullmatch(settings.user_agent):
        raise UsageError(
            f"The user agent {settings.user_agent!r} cannot be sent.",
            advice="Write it in plain ASCII on one line, such as: auditor/1.0 (desk@news.example)",
        )
    for name in ("total_seconds", "connect_seconds", "silence_seconds", "wire_bytes", "page_bytes", "image_bytes"):
        if not getattr(settings, name) > 0:
            raise UsageError(f"{name} must be greater than 0.", advice="Leave it out to use the default.")
