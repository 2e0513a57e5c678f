"""
Every error the auditor raises on purpose, and the exit code the command line gives it:

* AuditorError                 5   base: printed without a traceback
  + UsageError                 2   the question is wrong: an option, a target, a settings file
    + RulebookError            2   rule files with mistakes, each as path:line:col
  + CollectError               3   one target could not be brought in (4 when none could)
    + FetchBlocked             3   an address, scheme, port or robots.txt that we must not touch
    + FetchLimit               3   a cap on time, bytes or redirects was reached
    + FetchFailed              3   network, TLS or protocol trouble, or an error status
      + HostNotFound           3   the name servers know no such host
    + UnsupportedContent       3   a PDF, an image, a binary: nothing this tool can read
  + PageError                  3   the bytes came but hold no page to audit
  + StoreError                 5   the store cannot be opened, read or written
  + RenderError                5   a report cannot be made or written
  + TrustError                 5   trust lists of signers cannot be read

Each error says what is wrong and, in `advice`, what to do next.
"""

from __future__ import annotations

from typing import NamedTuple


class AuditorError(Exception):
    """Base class; `problem` is one clear sentence, `advice` the next step for its reader."""

    exit_code = 5

    def __init__(self, problem: str, *, advice: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.problem} {self.advice}" if self.advice else self.problem


class UsageError(AuditorError):
    """What was asked for cannot be understood or is configured wrongly."""

    exit_code = 2


class Mistake(NamedTuple):
    """One mistake in a data file; line and column count from 1."""

    path: str
    line: int
    column: int
    problem: str
    """What is wrong and what would be right."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.problem}"


class RulebookError(UsageError):
    """Rule, pack or lexicon files that cannot be used: all their mistakes at once."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        count = len(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes
        self.summary = f"{count} mistake{'s' if count != 1 else ''} in the rule files"


class CollectError(AuditorError):
    """A target could not be brought in; other targets go on."""

    exit_code = 3


class FetchBlocked(CollectError):
    """The auditor may not go there: private address, scheme, port, robots.txt."""


class FetchLimit(CollectError):
    """A cap on time, bytes or redirects was reached; nothing may be concluded from the rest."""


class FetchFailed(CollectError):
    """The network, TLS, the protocol or the server's status said no."""


class HostNotFound(FetchFailed):
    """The name servers know no such host."""


class UnsupportedContent(CollectError):
    """What came is not a page: a PDF, an image, an archive, a binary."""


class PageError(AuditorError):
    """The bytes were read but hold nothing that can be audited."""

    exit_code = 3


class StoreError(AuditorError):
    """The audit store cannot be opened, read or written."""


class RenderError(AuditorError):
    """A report cannot be made or written."""


class TrustError(AuditorError):
    """The trust lists that signers of pictures are checked against cannot be read."""
