"""Makes an audited article into a lesson: an exercise for pupils and an answer key for their teacher."""

from __future__ import annotations

from pathlib import Path

from auditor.errors import RenderError, UsageError
from auditor.lesson.activity import activity
from auditor.lesson.messages import languages, messages
from auditor.lesson.pages import pupil_page, teacher_page
from auditor.model import Audit, Snapshot
from auditor.page import read
from auditor.render import write
from auditor.render.escape import shown

EXCERPT_WORDS = 250

__all__ = ["EXCERPT_WORDS", "languages", "lesson"]


def lesson(
    audit: Audit,
    snapshot: Snapshot | None,
    out: Path,
    *,
    language: str = "en",
    practice: bool = False,
    excerpt_words: int = EXCERPT_WORDS,
) -> tuple[Path, ...]:
    """
    Write `lesson.html` for the pupils and `answer-key.html` for the teacher into the folder `out`.

    With the snapshot that was audited, whole paragraphs stand around a disclosure, and not only its own words. In
    practice mode the pupils' file tells them how they did; otherwise nothing in it gives an answer away. The same audit
    gives the same bytes. Raises UsageError, or RenderError where the audit cannot tell what the right answers are.
    """
    words = messages(language)
    if excerpt_words < 1:
        raise UsageError("An excerpt has at least one word.", advice="Give a number such as 250.")
    if snapshot is not None and snapshot.sha256 != audit.snapshot.sha256:
        raise UsageError("This snapshot is not the page that was audited.", advice="Give the audit's own, or none.")
    visible = shown(audit)
    exercise = activity(visible, None if snapshot is None else read(snapshot), excerpt_words=excerpt_words)
    written = {
        out / "lesson.html": pupil_page(visible, exercise, words, practice=practice),
        out / "answer-key.html": teacher_page(visible, exercise, words, practice=practice),
    }
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RenderError(f"The folder {out} cannot be made: {error}.", advice="Give another folder.") from error
    for path, text in written.items():
        write(path, text)
    return tuple(written)
