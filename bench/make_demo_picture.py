"""Draws the lead picture of the demo article `silent-picture`: a PNG whose file says that a machine made it.

Run without arguments, it writes tests/pages/demo/silent-picture-lead.png anew.
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

FILE = Path(__file__).parent.parent / "tests" / "pages" / "demo" / "silent-picture-lead.png"
WIDTH, HEIGHT = 144, 96
PALETTE = (
    "1b2340 2a2f55 453a66 6b4a72 95607a bd7a78 dc9a74 f0bd7d"  # the sky, from night to dusk
    " 2b2426 3a3033 57474a 7a6763 f6d88a 14161f c9b9a6 8f8478"  # walls, roof, windows, the hole, paving
)
WALL, ROOF, EDGE, WINDOW, HOLE, PAVING, JOINT = 9, 8, 11, 12, 13, 14, 15
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">
   <Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia</Iptc4xmpExt:DigitalSourceType>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def picture() -> bytes:
    """The whole file; the same bytes on every machine, because no compressor has a say in them."""
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", header),
            _chunk(b"PLTE", bytes.fromhex(PALETTE)),
            _chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP.encode()),
            _chunk(b"IDAT", _stored(b"".join(_row(y) for y in range(HEIGHT)))),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _stored(data: bytes) -> bytes:
    """A zlib stream of one stored block, so at most 65 535 bytes."""
    return (
        b"\x78\x01\x01"
        + struct.pack("<HH", len(data), len(data) ^ 0xFFFF)
        + data
        + struct.pack(">I", zlib.adler32(data))
    )


def _row(y: int) -> bytes:
    """One line of pixels: a filter byte, then two pixels in each byte."""
    return b"\0" + bytes(_colour(x, y) << 4 | _colour(x + 1, y) for x in range(0, WIDTH, 2))


def _colour(x: int, y: int) -> int:
    """Palette index of a pixel: a hall with a gable roof, six lit windows, and a hole in the roof."""
    slope = abs(x - 72) * 5 // 8
    if y >= 84:
        return JOINT if (x + y * 3) % 12 < 2 else PAVING
    if 20 <= x < 124 and y >= 52:
        lit = (x - 26) % 16 < 8 and 60 <= y < 74 and 26 <= x < 120
        return WINDOW if lit else WALL
    if 12 <= x < 132 and 16 + slope <= y < 56:
        broken = abs(x - 98) * 2 + abs(y - 42) * 3 + (x * 7 + y * 5) % 9 < 44
        return HOLE if broken else EDGE if y < 18 + slope else ROOF
    return min(7, (y * 8 + (x * 5 + y * 3) % 7) // 78)


if __name__ == "__main__":
    FILE.write_bytes(picture())
