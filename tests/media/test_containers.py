"""Where metadata may stand in each format, and what a file that ends early or strays from its form comes to."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

import pytest

from auditor.media import inspect
from auditor.media.containers import sniff, walk

Builder = Callable[..., bytes]

AI = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
XMP = {"Iptc4xmpExt:DigitalSourceType": AI}
CAMERA = {"Make": "Example Optics", "Model": "E-1", "MakerNote": "notes"}


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"GIF87a", "gif"),
        (b"RIFF\0\0\0\0WEBP", "webp"),
        (b"RIFF\0\0\0\0WAVE", None),
        (b"RIFF\0\0\0\0AVI ", "avi"),
        (b"%PDF-1.7", "pdf"),
        (b"II*\0", "tiff"),
        (b"MM\0*", "tiff"),
        (b"\0\0\0\x18ftypavif\0\0\0\0avifmif1", "avif"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", "avif"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "heif"),
        (b"\0\0\0\x18ftypisom\0\0\0\0isommp41", "mp4"),
        (b"\0\0\0\x0cJXL \r\n\x87\n", "jxl"),
        (b"\0\0\0\x0cjP  \r\n\x87\n", "jp2"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><svg xmlns=''>", "svg"),
        (b"<!-- a note --><svg:svg>", "svg"),
        (b"<html><svg>", None),
        (b"svg <svg>", None),
        (b"<svgs>", None),
        (b"BM", None),
        (b"", None),
    ],
)
def test_the_first_bytes_tell_the_format(raw: bytes, kind: str | None) -> None:
    assert sniff(raw) == kind


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (b"tEXt", b"XML:com.adobe.xmp\0%s"),
        (b"iTXt", b"XML:com.adobe.xmp\0\0\0en\0title\0%s"),
    ],
)
@pytest.mark.parametrize("after", [False, True])
def test_xmp_stands_in_any_text_chunk(
    png_chunks: Builder, packet: Builder, kind: bytes, data: bytes, after: bool
) -> None:
    assert inspect(png_chunks((kind, data % packet(XMP)), after=after)).verdict == "ai_generated"


@pytest.mark.parametrize(
    ("kind", "head"), [(b"zTXt", b"XML:com.adobe.xmp\0\0"), (b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0")]
)
def test_xmp_may_be_compressed(png_chunks: Builder, packet: Builder, kind: bytes, head: bytes) -> None:
    assert inspect(png_chunks((kind, head + zlib.compress(packet(XMP))))).verdict == "ai_generated"


def test_raw_profiles_are_hexadecimal(png_chunks: Builder, packet: Builder, tiff: Builder) -> None:
    credit = b"8BIM\x04\x04\0\0\0\0\0\x18\x1c\x02\x6e\0\x13Made with Google AI"
    for name, data, verdict in (
        (b"exif", b"Exif\0\0" + tiff(CAMERA), "camera_capture"),
        (b"APP1", b"Exif\0\0" + tiff(CAMERA), "camera_capture"),
        (b"xmp", packet(XMP), "ai_generated"),
        (b"app1", b"http://ns.adobe.com/xap/1.0/\0" + packet(XMP), "ai_generated"),
        (b"iptc", credit, "ai_generated"),
        (b"icc", b"anything", "no_provenance"),
    ):
        dump = b"\n%s\n %8d\n%s" % (name, len(data), data.hex().encode())
        for chunk in ((b"tEXt", dump), (b"zTXt", b"\0" + zlib.compress(dump))):
            found = inspect(png_chunks((chunk[0], b"Raw profile type " + name + b"\0" + chunk[1])))
            assert found.verdict == verdict, name


def extended(text: bytes, offset: int, guid: bytes = b"0" * 32, total: int = 0) -> tuple[int, bytes]:
    head = b"http://ns.adobe.com/xmp/extension/\0" + guid + struct.pack(">II", total or 400_000, offset)
    return 0xE1, head + text


def test_extended_xmp_is_put_together_in_order(jpeg_segments: Builder, packet: Builder) -> None:
    whole = packet(XMP)
    half = len(whole) // 2
    raw = jpeg_segments(extended(whole[half:], half), extended(whole[:half], 0))
    assert inspect(raw).verdict == "ai_generated"


def test_extended_xmp_that_claims_too_much_is_not_read(jpeg_segments: Builder) -> None:
    found = inspect(jpeg_segments(extended(b"<a/>", 0, total=1 << 30)))
    assert (found.verdict, found.reasons[0].quote) == ("unreadable", "XMP beyond the size limit")


def test_nine_packets_are_one_too_many(jpeg_segments: Builder, packet: Builder) -> None:
    plain = (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet({}))
    assert inspect(jpeg_segments(*[plain] * 8)).verdict == "no_provenance"
    assert inspect(jpeg_segments(*[plain] * 9)).verdict == "unreadable"


def test_a_jpeg_that_strays_is_read_on(picture: Builder) -> None:
    raw = picture("jpeg", xmp=XMP)
    for stray in (b"\0\0\0", b"\xff\xff\xff", b"\xff\0\x12", b"\xff\x01", b"\xff\xd0"):
        assert inspect(raw[:20] + stray + raw[20:]).verdict == "ai_generated"


@pytest.mark.parametrize(
    ("kind", "left", "verdict"),
    [
        ("jpeg", 30, "unreadable"),  # within the header
        ("jpeg", -2, "no_provenance"),  # within the pixels: all metadata stand before them
        ("png", -12, "no_provenance"),  # only the end mark is missing
        ("png", -14, "unreadable"),
        ("webp", -4, "unreadable"),
        ("gif", -1, "unreadable"),
        ("tiff", 20, "unreadable"),
        ("avif", -2, "unreadable"),
        ("svg", -12, "unreadable"),
    ],
)
def test_what_is_cut_before_its_metadata_may_have_ended_is_not_known(
    picture: Builder, kind: str, left: int, verdict: str
) -> None:
    assert inspect(picture(kind)[:left]).verdict == verdict


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "gif"])
def test_what_was_found_before_the_cut_counts(picture: Builder, kind: str) -> None:
    assert inspect(picture(kind, xmp=XMP)[:-6]).verdict == "ai_generated"


def test_blocks_that_are_none_end_a_gif(picture: Builder) -> None:
    raw = picture("gif")
    found = inspect(raw[:-1] + b"\x99\x3b")
    assert found.reasons[0].quote == "the rest of the file: a block does not start where it should"


def test_metadata_in_the_pixels_of_a_gif_are_pixels(picture: Builder, packet: Builder) -> None:
    text = packet(XMP)[:200]
    raw = picture("gif")
    assert inspect(raw[:-1] + b"\x2c" + bytes(9) + b"\2\xc8" + text + b"\0\x3b").verdict == "no_provenance"


def test_boxes_of_every_length(picture: Builder, packet: Builder) -> None:
    raw = picture("jxl", xmp=XMP)
    text = packet(XMP)
    wide = b"\0\0\0\1xml " + struct.pack(">Q", len(text) + 16) + text
    rest = b"\0\0\0\0xml " + text
    head = raw[:32]
    assert inspect(head + wide).verdict == "ai_generated"
    assert inspect(head + rest).verdict == "ai_generated"
    assert inspect(head + b"\0\0\0\3xml " + text).verdict == "no_provenance"


def test_a_compressed_box_is_named(picture: Builder) -> None:
    found = inspect(picture("jxl") + b"\0\0\0\x0cbrobxml ")
    assert (found.verdict, found.reasons[0].quote) == ("no_provenance", "a compressed box was not read (xml )")


def test_svg_may_keep_rdf_without_a_packet() -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description><e:DigitalSourceType>'
        f"{AI}</e:DigitalSourceType></rdf:Description></rdf:RDF>"
    )
    space = 'xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
    raw = f"<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'svg11.dtd'><svg {space}><metadata>{rdf}</metadata></svg>"
    assert inspect(raw.encode()).verdict == "ai_generated"


def test_svg_names_its_program(picture: Builder) -> None:
    assert inspect(picture("svg", texts={"": "Generator: Recraft"})).verdict == "ai_generated"


def test_damaged_base64_in_svg() -> None:
    found = inspect(b"<svg><c2pa:manifest>QUJDR</c2pa:manifest></svg>")
    assert found.reasons[0].quote == "a manifest whose base64 is damaged"


def test_iim_may_stand_without_photoshop(tiff: Builder) -> None:
    assert inspect(tiff({}, {33723: b"\x1c\x02\x6e\0\x13Made with Google AI"})).verdict == "ai_generated"


def test_a_walk_over_broken_structure_says_so() -> None:
    harvest = walk(b"\0\0\0\x14ftypavif\0\0\0\0mif1\0\0\0\x14meta\0\0\0\0\0\0\0\x08iloc", "avif")
    assert harvest.unread == ["the rest of the file: its structure is broken (IndexError)"]


PDF_XMP = {"Iptc4xmpExt:DigitalSourceType": "trainedAlgorithmicMedia"}


def test_a_pdf_answers_for_itself_and_not_for_the_pictures_in_it(picture: Builder, packet: Builder) -> None:
    inside = packet(PDF_XMP)
    plain = picture("pdf")
    stream = b"9 0 obj\n<< /Type /Metadata /Subtype /XML >>\nstream\n" + inside + b"\nendstream\nendobj\n"
    assert inspect(plain.replace(b"xref", stream + b"xref", 1)).verdict == "no_provenance"
    assert inspect(picture("pdf", xmp=PDF_XMP)).verdict == "ai_generated"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b"/Type /Metadata", b"/Filter /FlateDecode /Type /Metadata", "metadata in a compressed stream"),
        (b"\n4 0 obj", b"\n8 0 obj", "metadata in a compressed stream"),
        (b"%%EOF", b"", "the rest of the file: it ends within the document"),
        (b"/Kids", b"/AFRelationship /C2PA_Manifest /Kids", "a manifest in a compressed stream"),
    ],
)
def test_what_is_compressed_in_a_pdf_is_not_known(picture: Builder, old: bytes, new: bytes, words: str) -> None:
    raw = picture("pdf", xmp={"dc:title": "A page"})
    assert inspect(raw).verdict == "no_provenance"
    found = inspect(raw.replace(old, new, 1))
    assert (found.verdict, found.reasons[-1].quote) == ("unreadable", words)


def test_a_compressed_catalogue_is_named(picture: Builder) -> None:
    found = inspect(picture("pdf").replace(b"/Catalog", b"/Hidden"))
    assert (found.verdict, found.reasons[-1].quote) == ("no_provenance", "a compressed catalogue was not read")


def test_the_last_catalogue_of_a_pdf_holds(picture: Builder) -> None:
    raw = picture("pdf", xmp=PDF_XMP)
    later = b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n%%EOF\n"
    assert inspect(raw + later).verdict == "no_provenance"
