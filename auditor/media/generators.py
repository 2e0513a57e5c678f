"""The names and the marks by which image generators can be told, as data: add a tool by adding a line."""

from __future__ import annotations

import re
from typing import NamedTuple

# Names as they stand in Software, CreatorTool, softwareAgent and claim generators, whole words in any case.
# "Editor de imagen", "f.lux", a FireFly camera and "Leonardo Museum" must not match.
GENERATORS: tuple[tuple[str, str], ...] = (
    ("Midjourney", r"midjourney|niji ?journey"),
    ("OpenAI", r"dall[·.\-\s]?e|openai|chat-?gpt|gpt-?image|gpt-4o"),
    ("Adobe Firefly", r"adobe[ _]firefly|firefly (?:image|video|\d)"),
    ("Stable Diffusion", r"stable[ _-]?diffusion|sdxl|automatic1111|dream ?studio|stability ai"),
    ("Stable Diffusion", r"mochi ?diffusion|diffusion ?bee|easy ?diffusion"),
    ("ComfyUI", r"comfyui"),
    ("SwarmUI", r"(?:stable)?swarmui"),
    ("Draw Things", r"draw things"),
    ("NovelAI", r"novelai"),
    ("InvokeAI", r"invokeai"),
    ("Fooocus", r"fooocus"),
    ("FLUX", r"black forest labs|flux\.[12]|flux[ -]?[12]?[ -]\[?(?:dev|schnell|kontext)"),
    ("Google AI", r"google gemini|gemini[ -]\d|made with google ai|nano banana"),
    ("Google AI", r"google imagen|^imagen [234]|imagen-[234]"),
    ("xAI Grok", r"xai grok|grok[ -]?(?:\d|imagine)"),
    ("Leonardo", r"leonardo\.ai"),
    ("Ideogram", r"ideogram(?: ai)?"),
    ("Microsoft", r"bing image creator|image creator from (?:designer|microsoft)"),
    ("Microsoft", r"microsoft designer|microsoft[ _]responsible[ _]ai"),
    ("Recraft", r"recraft(?:\.ai)?"),
    ("ByteDance", r"seedream|doubao|jimeng|dreamina"),
    ("Kling", r"kling(?: ?ai)?"),
    ("Krea", r"krea(?:\.ai)?"),
    ("NightCafe", r"nightcafe"),
    ("fal.ai", r"fal[.-]ai"),
    ("Luma", r"luma ai"),
    ("Reve", r"reve\.(?:com|art)"),
    ("Apple Image Playground", r"(?:apple )?image playground"),
)
# Tools that change a photograph: their name never means "generated".
EDITORS: tuple[tuple[str, str], ...] = (
    ("Apple Photos Clean Up", r"apple photos clean ?up"),
    ("Google AI", r"edited with google ai"),
    ("Google Magic Editor", r"magic editor"),
)


class Tool(NamedTuple):
    """A generator or AI editor that a text names."""

    name: str
    edits: bool
    """It changes pictures that exist; it does not make them."""


def _compiled(rows: tuple[tuple[str, str], ...], edits: bool) -> tuple[tuple[re.Pattern[str], Tool], ...]:
    # Letters around it would make it part of another word; digits and "_" carry versions.
    return tuple(
        (re.compile(rf"(?<![a-z])(?:{words})(?![a-z])", re.IGNORECASE), Tool(name, edits)) for name, words in rows
    )


PATTERNS = (*_compiled(EDITORS, True), *_compiled(GENERATORS, False))
MAX_NAME = 500


def tool_in(text: str) -> Tool | None:
    """The first tool of the table that the text names."""
    return next((tool for pattern, tool in PATTERNS if pattern.search(text[:MAX_NAME])), None)
