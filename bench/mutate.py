"""Mutated inputs for every parser of picture files: none may raise, and none may take more than a second.

    python bench/mutate.py                        100,000 mutated inputs for each parser
    python bench/mutate.py --count 1000 --seed 7 xmp "walk jpeg"

Mutations change bytes, lengths and words, cut, and repeat slices: repeated slices are what builds quadratic inputs. One
input in 200 is a flood: a single slice or word, repeated to four megabytes.
The same seed makes the same inputs. Exit status 1 where something was found, each with the seed that makes it again.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import signal
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from auditor.media import aigc, cbor, exif, iptc, jumbf, pixels, prompts, xmp
from auditor.media.containers import walk
from auditor.media.harvest import lenient

COUNT, SLOW_SECONDS, GIVE_UP_SECONDS = 100_000, 1.0, 30
FLOODS, FLOOD_BYTES = 200, 4 << 20
ROOT = Path(__file__).parent.parent
AI = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
WEBUI = "a castle\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x512"
JOB = "a harbour at dawn --ar 3:2 --v 7 Job ID: 00000000-0000-4000-8000-000000000000"
LABEL = json.dumps({"AIGC": {"Label": "1", "ContentProducer": "00EXAMPLE00", "ProduceID": "7"}})
GRAPH = json.dumps({"3": {"class_type": "KSampler", "inputs": {"seed": 1, "model": ["4", 0]}}})
CAMERA = {"Make": "Example Optics", "Model": "E-1", "DateTimeOriginal": "2026:03:01 10:00:00", "UserComment": WEBUI}
FIELDS = (b"\xff\xff\xff\xff", bytes(4), b"\x7f\xff\xff\xff", b"\x80\0\0\0", b"\0\0\0\1", b"\1\0\0\0", b"\xff" * 8)
WORDS = (
    b"<?xpacket", b"<!DOCTYPE a [", b"<rdf:li>", b"</", b"/>", b"&a;", b"Steps: 1,", b"--v a", b"Job ID: ", b'{"AIGC":',
    b"[", b"{", b'"', b"\\", b"8BIM", b"\x1c\2", b"jumb", b"jumd", b"\xff\xe1", b"IDAT", b"\xd9\xff", b"\x9f", b"\xbf",
)  # fmt: skip

Parser = Callable[[bytes], object]


class Findings(NamedTuple):
    """What came of one parser."""

    tried: int
    raised: list[str]
    """Error and seed."""
    slow: list[str]
    slowest: float
    """Seconds of processor time."""


def builders() -> Any:
    """The module that makes the pictures of the tests, byte by byte."""
    spec = importlib.util.spec_from_file_location("pictures_of_tests", ROOT / "tests" / "media" / "conftest.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def parsers() -> dict[str, tuple[Parser, list[bytes]]]:
    """Each parser with whole inputs to start from."""
    make = builders()
    packets = [make._packet({"Iptc4xmpExt:DigitalSourceType": AI, "dc:title": "x" * 50}, form) for form in
               ("element", "attribute", "resource", "Bag", "value")]  # fmt: skip
    blocks = [make._tiff(CAMERA, order=order) for order in "<>"]
    credit = make._iim({"Credit": "A. Name - Generated with AI", "Caption": "x" * 90})
    texts = [text.encode() for text in (WEBUI, JOB, LABEL, GRAPH, f'"a lighthouse" -s 50 -W 512 {LABEL}')]
    box = manifest_box()
    walks = {kind: files(make, kind, packets[0], blocks[0], credit, box) for kind in make.MAKERS}
    return {
        **{f"walk {kind}": (walker(kind), inputs) for kind, inputs in walks.items()},
        "xmp": (xmp.parse, [*packets, packets[0].decode().encode("utf-16")]),
        "exif": (exif.parse, blocks),
        "iim": (lambda raw: (iptc.parse(iptc.datasets_of(raw)), iptc.parse(raw)), [credit, credit[30:]]),
        "prompts": (texts_in, texts),
        "jumbf": (jumbf.read, [box]),
        "cbor": (cbor.loads, [box[at:] for at in (120, 200)] + [CBOR]),
        "hidden text": (pixels.hidden_text, [hidden(WEBUI), hidden(LABEL, width=3)]),
    }  # fmt: skip


def walker(kind: str) -> Parser:
    """A walk through one format, told which: a mutated first byte must not send it to another."""
    name = {"heic": "heif"}.get(kind, kind)
    return lambda raw: walk(raw, name)


def files(make: Any, kind: str, packet: bytes, block: bytes, credit: bytes, box: bytes) -> list[bytes]:
    """A picture of each kind with everything in it that its format carries, and one with a manifest."""
    carried = {"xmp": packet, "exif": block, "iim": credit}
    words = {"Comment": WEBUI, "AIGC": LABEL} if kind in ("png", "jpeg", "gif", "svg") else {}
    whole = [make.MAKERS[kind](carried, words), make.MAKERS[kind]({**carried, "jumbf": box}, {})]
    if kind == "png":
        profile = "Raw profile type exif\0\nexif\n4\n" + (b"Exif\0\0" + block).hex()
        chunks = [(b"zTXt", b"parameters\0\0" + zlib.compress(WEBUI.encode())), (b"tEXt", profile.encode()),
                  (b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(packet))]  # fmt: skip
        plain = make._png({}, {})
        whole.append(plain[:-12] + b"".join(make.chunk(*one) for one in chunks) + plain[-12:])
    return whole


def texts_in(raw: bytes) -> object:
    """The labels and settings in a text, read as a comment, as chunks and as a label."""
    text = lenient(raw)
    keys = ("prompt", "sd-metadata", "Dream", "Title", "parameters")
    return prompts.in_text(text), prompts.in_chunks(dict.fromkeys(keys, text)), aigc.find(text)


def superbox(label: str, *content: bytes) -> bytes:
    """A labelled JUMBF box."""
    inside = bytes(16) + b"\3" + label.encode() + b"\0"
    body = (len(inside) + 8).to_bytes(4, "big") + b"jumd" + inside + b"".join(content)
    return (len(body) + 8).to_bytes(4, "big") + b"jumb" + body


CBOR = (
    b"\xa2gactions\x9f\xa3factionlc2pa.createdqdigitalSourceTypex\x17trainedAlgorithmicMedia"
    b"dwhen\xc0t2026-03-01T10:00:00Z\xff\x6esoftwareAgents\x81\xa1dname\x7fcabcbde\xff"
)


def manifest_box() -> bytes:
    """A small manifest store of two manifests, one the ingredient of the other."""
    claim = b"\xa1\x74claim_generator_info\x81\xa1dnamemExample Paint"
    link = b"\xa2lrelationshiphparentOfnactiveManifest\xa1curlx\x26self#jumbf=/c2pa/urn:uuid:1/c2pa.claim"

    def cbor_box(label: str, data: bytes) -> bytes:
        return superbox(label, (len(data) + 8).to_bytes(4, "big") + b"cbor" + data)

    assertions = superbox("c2pa.assertions", cbor_box("c2pa.actions.v2", CBOR), cbor_box("c2pa.ingredient.v3", link))
    return superbox("c2pa", *(superbox(f"urn:uuid:{n}", assertions, cbor_box("c2pa.claim.v2", claim)) for n in (1, 2)))


def hidden(text: str, width: int = 16) -> bytes:
    """A PNG that hides a text in the lowest bits of its alpha channel."""
    payload = (
        b"stealth_pngcomp" + (len(zlib.compress(text.encode())) * 8).to_bytes(4, "big") + zlib.compress(text.encode())
    )
    bits = "".join(f"{byte:08b}" for byte in payload)
    height = -(-len(bits) // width)
    bits = bits.ljust(width * height, "0")
    rows = b"".join(
        b"\0" + b"".join(b"abc" + bytes([254 | int(bits[x * height + y])]) for x in range(width)) for y in range(height)
    )
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\6\0\0\0"
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big") for kind, data in parts
    )


def mutated(seed: int, inputs: list[bytes]) -> bytes:
    """One of the inputs, changed in one to twenty places."""
    rnd = random.Random(seed)
    raw = bytearray(rnd.choice(inputs))
    if rnd.random() < 1 / FLOODS:
        return flooded(rnd, bytes(raw))
    for _ in range(rnd.choice((1, 2, 5, 20))):
        at, how = rnd.randrange(len(raw) + 1), rnd.random()
        if how < 0.35:
            raw[at : at + 1] = bytes([rnd.randrange(256)])
        elif how < 0.55:
            field = rnd.choice(FIELDS)
            raw[at : at + len(field)] = field
        elif how < 0.7:
            raw[at:at] = rnd.choice(WORDS) * rnd.choice((1, 1, 10, 2000))
        elif how < 0.9:
            raw[at:at] = raw[at : at + rnd.randrange(4, 400)] * rnd.choice((1, 10, 100))
        else:
            del raw[at : at + rnd.randrange(1, 200)]
        if len(raw) > 4 << 20:
            break
    return bytes(raw[: rnd.randrange(len(raw) + 1)] if rnd.random() < 0.1 else raw)


def flooded(rnd: random.Random, raw: bytes) -> bytes:
    """An input with one of its slices, or a word, repeated where it stands or at the end."""
    at, size = rnd.randrange(len(raw)), rnd.choice((1, 2, 4, 8, 12, 20, 40, 100, 400, 2000))
    unit = raw[at : at + size] if rnd.random() < 0.7 else rnd.choice(WORDS) + raw[at : at + rnd.randrange(20)]
    if rnd.random() < 0.2:
        unit += rnd.choice(FIELDS)
    place = rnd.choice((0, at, at + len(unit), max(0, len(raw) - 12)))
    return raw[:place] + unit * (FLOOD_BYTES // len(unit)) + (raw[place:] if rnd.random() < 0.7 else b"")


def attack(parse: Parser, inputs: list[bytes], count: int, seed: int) -> Findings:
    """Give a parser `count` mutated inputs."""
    raised, slow, slowest = [], [], 0.0
    for number in range(seed, seed + count):
        raw = mutated(number, inputs)
        began = time.process_time()
        try:
            with _Alarm():
                parse(raw)
        except Exception as error:  # whatever it is, it is what we look for
            raised.append(f"{type(error).__name__}: {error} (seed {number})")
        taken = time.process_time() - began
        slowest = max(slowest, taken)
        if taken > SLOW_SECONDS:
            slow.append(f"{taken:.1f} s (seed {number})")
    return Findings(count, raised, slow, slowest)


class _Alarm:
    """Ends a call that would never end, where the system has such a clock."""

    def __enter__(self) -> None:
        if hasattr(signal, "setitimer"):
            signal.signal(signal.SIGALRM, self._ring)
            signal.setitimer(signal.ITIMER_REAL, GIVE_UP_SECONDS)

    def __exit__(self, *_: object) -> None:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)

    @staticmethod
    def _ring(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"no answer within {GIVE_UP_SECONDS} s")


def report(chosen: dict[str, tuple[Parser, list[bytes]]], count: int, seed: int) -> Iterator[tuple[str, Findings]]:
    """Attack one parser after the other."""
    for name, (parse, inputs) in chosen.items():
        yield name, attack(parse, inputs, count, seed)


def main(arguments: list[str] | None = None) -> int:
    """Attack the parsers that were named, or all."""
    known = parsers()
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("parsers", nargs="*", metavar="PARSER", help=f"one of: {', '.join(known)}")
    command.add_argument("--count", type=int, default=COUNT, help="inputs for each parser")
    command.add_argument("--seed", type=int, default=0)
    chosen = command.parse_args(arguments)
    if wrong := set(chosen.parsers) - known.keys():
        command.error(f"no parser is called {sorted(wrong)[0]!r}: choose from {', '.join(known)}")
    picked = {name: known[name] for name in chosen.parsers or known}
    bad = 0
    for name, found in report(picked, chosen.count, chosen.seed):
        bad += len(found.raised) + len(found.slow)
        sys.stdout.write(
            f"{name:12} {found.tried:7} inputs   raised {len(found.raised)}   over 1 s {len(found.slow)}   "
            f"slowest {found.slowest * 1000:.0f} ms\n"
            + "".join(f"   {line}\n" for line in (*found.raised[:5], *found.slow[:5]))
        )
        sys.stdout.flush()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
