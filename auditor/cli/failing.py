"""The outermost handler: every way a command can end badly becomes one sentence and its exit code."""

from __future__ import annotations

import logging
import sys
import tempfile
import traceback
from pathlib import Path

import platformdirs

from auditor.cli.exits import Exit
from auditor.cli.talk import problem
from auditor.errors import AuditorError, CollectError, PageError, RulebookError

log = logging.getLogger("auditor")


def report(error: BaseException, *, debug: bool = False) -> Exit:
    """Say what went wrong and return the exit code; a bug keeps its traceback in the log, never on the screen."""
    if debug:
        traceback.print_exception(error)
    match error:
        case KeyboardInterrupt():
            problem("Interrupted.", "Nothing was left half-written; run the same command again.")
            return Exit.INTERRUPTED
        case RulebookError():
            problem(f"{error.summary}.", error.problem)
            return Exit.USAGE
        case AuditorError():
            problem(error.problem, error.advice)
            # Whoever gets here had one target, and it did not come.
            return Exit.NOTHING if isinstance(error, CollectError | PageError) else Exit(error.exit_code)
        case _:
            log.critical("Unexpected failure", exc_info=error)
            problem(
                f"The auditor itself failed ({type(error).__name__}: {' '.join(str(error).split())}).", _where(debug)
            )
            return Exit.BROKEN


def _where(debug: bool) -> str:
    return "Please report it with the traceback above." if debug else where_to_look()


def where_to_look() -> str:
    """Where the traceback of a bug is."""
    written = [handler.path for handler in log.handlers if isinstance(handler, LogFile) and handler.written]
    if written:
        return f"The traceback is in {written[0]}; please report it. --debug shows it here."
    return "Run it again with --debug to see the traceback, and please report it."


class LogFile(logging.Handler):
    """Appends to a file that comes into being with the first line; a disk that refuses is no second failure."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        self.path = state_folder() / "auditor.log"
        self.written = False

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(self.format(record) + "\n")
        except OSError:
            return
        self.written = True


def start_logging(*, debug: bool = False) -> None:
    """Warnings and worse go to a file, and with --debug everything to standard error too."""
    for handler in tuple(log.handlers):
        log.removeHandler(handler)
    log.addHandler(LogFile())
    if debug:
        log.addHandler(logging.StreamHandler(sys.stderr))
    log.setLevel(logging.DEBUG if debug else logging.WARNING)


def state_folder() -> Path:
    """Where the log lies; a home folder that cannot be told, as in some containers, leaves the temporary one."""
    try:
        return platformdirs.user_log_path("auditor", appauthor=False)
    except (OSError, RuntimeError):
        return Path(tempfile.gettempdir()) / "auditor"
