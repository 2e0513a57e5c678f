"""IPTC-IIM, the older home of credit and caption, as Photoshop wraps it."""

from __future__ import annotations

from auditor.media.harvest import MAX_VALUE, lenient

RESOURCE = b"8BIM"
IIM_RESOURCE = 0x0404
MAX_DATASETS = 200
MAX_RESOURCES = 2000
DATASETS = {
    40: "SpecialInstructions",
    65: "OriginatingProgram",
    80: "By-line",
    105: "Headline",
    110: "Credit",
    115: "Source",
    116: "CopyrightNotice",
    120: "Caption",
}


def datasets_of(resources: bytes) -> bytes:
    """The IIM datasets among Photoshop's resources, or b"" where there are none."""
    at = resources.find(RESOURCE)
    for _ in range(MAX_RESOURCES):
        if at < 0 or at + 12 > len(resources):
            return b""
        kind = int.from_bytes(resources[at + 4 : at + 6], "big")
        name = resources[at + 6] + 1
        start = at + 6 + name + (name & 1)  # the name is padded to an even length
        length = int.from_bytes(resources[start : start + 4], "big")
        if kind == IIM_RESOURCE:
            return resources[start + 4 : start + 4 + length]
        at = resources.find(RESOURCE, start + 4 + length)
    return b""


def parse(datasets: bytes) -> dict[str, str]:
    """The first value of each dataset that speaks of the making, by its name in the standard."""
    found: dict[str, str] = {}
    at = datasets.find(b"\x1c")
    for _ in range(MAX_DATASETS):
        if at < 0 or at + 5 > len(datasets):
            break
        record, number = datasets[at + 1], datasets[at + 2]
        length = int.from_bytes(datasets[at + 3 : at + 5], "big")
        if length & 0x8000:  # an extended length: no text is that long
            break
        value = datasets[at + 5 : at + 5 + length]
        if record == 2 and number in DATASETS:
            found.setdefault(DATASETS[number], lenient(value)[:MAX_VALUE])
        at = datasets.find(b"\x1c", at + 5 + length)
    return found
