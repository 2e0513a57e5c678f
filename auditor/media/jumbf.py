"""C2PA manifests read without the library: boxes and CBOR, for what they claim. It proves nothing about the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from auditor.media import cbor
from auditor.media.harvest import clean
from auditor.media.manifest import Action, Link, Manifest, ManifestStore, action_of_metadata, actions_of

MAX_BOXES = 5000
"""Boxes looked at on one level."""
MAX_MANIFESTS = 100
# self#jumbf=/c2pa/urn:uuid:…/c2pa.claim, not the relative address of an assertion
MANIFEST_ADDRESS = re.compile(r"/c2pa/([^/]{1,300})")


class _Box(NamedTuple):
    """A labelled superbox."""

    label: str
    kind: bytes
    """Kind of its first content box: cbor, json, jumb …"""
    body: bytes
    """Content of that box; of a box of superboxes, all of them."""


def read(box: bytes) -> ManifestStore | None:
    """The manifests in a C2PA box, the last one active; None where they cannot be made out."""
    store = next(_superboxes(box), None)
    if store is None or store.label != "c2pa":
        return None
    manifests: dict[str, Manifest] = {}
    for found in _superboxes(store.body):
        if found.kind == b"jumb" and len(manifests) < MAX_MANIFESTS:  # a compressed one has another kind
            manifests[found.label] = _manifest(found.body)
    return ManifestStore(active=next(reversed(manifests)), manifests=manifests) if manifests else None


def _manifest(body: bytes) -> Manifest:
    actions: list[Action] = []
    links: list[Link] = []
    labels: list[str] = []
    generator = ""
    for part in _superboxes(body):
        if part.label.startswith("c2pa.claim"):
            generator = _generator(cbor.loads(part.body)) or generator
        elif part.label == "c2pa.assertions":
            for assertion in _superboxes(part.body):
                label = assertion.label.split("__")[0]
                labels.append(label)
                value = _value(assertion)
                if label.startswith("c2pa.actions"):
                    actions += actions_of(value)
                elif label.startswith("c2pa.ingredient"):
                    links += _links(value)
                elif stated := action_of_metadata(label, value):
                    actions.append(stated)
    return Manifest(generator, tuple(actions), tuple(links), tuple(labels))


def _value(assertion: _Box) -> object:
    if assertion.kind == b"cbor":
        return cbor.loads(assertion.body)
    try:
        return json.loads(assertion.body) if assertion.kind == b"json" else None
    except (ValueError, RecursionError):
        return None


def _generator(claim: object) -> str:
    if not isinstance(claim, dict):
        return ""
    info = claim.get("claim_generator_info")
    infos = info if isinstance(info, list) else [info]
    names = [one["name"] for one in infos if isinstance(one, dict) and isinstance(one.get("name"), str)]
    written = claim.get("claim_generator")
    return clean(written if isinstance(written, str) else ", ".join(names), 300)


def _links(ingredient: object) -> Iterator[Link]:
    if not isinstance(ingredient, dict):
        return
    reference = ingredient.get("activeManifest") or ingredient.get("c2pa_manifest")
    url = reference.get("url") if isinstance(reference, dict) else None
    relationship = ingredient.get("relationship")
    if isinstance(url, str) and isinstance(relationship, str) and (found := MANIFEST_ADDRESS.search(url)):
        yield Link(relationship, found[1])


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    """Kind, content and the offset of the end, of each box in a row."""
    at = 0
    for _ in range(MAX_BOXES):
        size, header = int.from_bytes(data[at : at + 4], "big"), 8
        if size == 1:
            size, header = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        elif size == 0:
            size = len(data) - at
        if size < header or at + size > len(data):
            return
        at += size
        yield data[at - size + 4 : at - size + 8], data[at - size + header : at], at


def _superboxes(data: bytes) -> Iterator[_Box]:
    for kind, content, _ in _boxes(data):
        if kind != b"jumb":
            continue
        inside = _boxes(content)
        description = next(inside, None)
        first = next(inside, None)
        if description and first and description[0] == b"jumd":
            kind, body, _ = first
            yield _Box(_label(description[1]), kind, content[description[2] :] if kind == b"jumb" else body)


def _label(description: bytes) -> str:
    """The label after the type (16 bytes) and the toggles, whose second bit says that there is one."""
    if len(description) < 18 or not description[16] & 2:
        return ""
    return description[17:].split(b"\0")[0][:300].decode("utf-8", "replace")
