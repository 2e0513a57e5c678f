"""IPTC Digital Source Types: which of them say that a machine made or changed a picture."""

from __future__ import annotations

import re
from typing import Literal

SourceClass = Literal["ai_generated", "ai_edited", "composite", "camera_capture", "neutral"]

# http://cv.iptc.org/newscodes/digitalsourcetype/ (2024-10), and two concepts that C2PA adds
GENERATED = ("trainedAlgorithmicMedia", "trainedAlgorithmicData")
EDITED = ("compositeWithTrainedAlgorithmicMedia",)
SYNTHETIC_COMPOSITE = ("compositeSynthetic",)
CAPTURED = (
    "digitalCapture",
    "computationalCapture",
    "multiFrameComputationalCapture",
    "compositeCapture",
    "negativeFilm",
    "positiveFilm",
    "print",
)
NEUTRAL = (
    "algorithmicMedia",  # a procedure without training data: a fractal is not AI
    "algorithmicallyEnhanced",
    "composite",
    "dataDrivenMedia",
    "digitalArt",
    "digitalCreation",
    "empty",
    "humanEdits",
    "minorHumanEdits",
    "screenCapture",
    "softwareImage",
    "virtualRecording",
)
CLASSES: dict[str, SourceClass] = {
    **{name.lower(): "ai_generated" for name in GENERATED},
    **{name.lower(): "ai_edited" for name in EDITED},
    **{name.lower(): "composite" for name in SYNTHETIC_COMPOSITE},
    **{name.lower(): "camera_capture" for name in CAPTURED},
    **{name.lower(): "neutral" for name in NEUTRAL},
}
NAMES = {name.lower(): name for name in (*GENERATED, *EDITED, *SYNTHETIC_COMPOSITE, *CAPTURED, *NEUTRAL)}
LAST_PART = re.compile(r"[^/:#.\s]*$")


def concept(value: str) -> str:
    """The last part of an address, QCode or bare name, in the vocabulary's spelling where it is one of its concepts."""
    text = value.strip().rstrip("/")[-200:]
    found = LAST_PART.search(text)
    last = found[0].removesuffix("DigitalSource") if found else ""
    return NAMES.get(last.lower(), last[:80])


def source_class(value: str) -> SourceClass | None:
    """What the concept says about the making; None for a word that is no concept, such as one in prose."""
    if any(char.isspace() for char in value.strip()):
        return None
    return CLASSES.get(concept(value).lower())
