"""Content codings: undone completely, or refused; never unfolded past the cap."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from functools import partial

import brotli
import pytest

from auditor.collect.codings import decode
from auditor.errors import FetchFailed, FetchLimit

TEXT = b"<p>Made by people.</p>" * 50
CAP = 1 << 20
# Without a time of its own: the packed bytes name tests, and two workers must collect the same names.
gzipped = partial(gzip.compress, mtime=0)
BARE = zlib.compress(TEXT)[2:-4]


@pytest.mark.parametrize(
    ("raw", "codings"),
    [
        (TEXT, ""),
        (TEXT, "identity"),
        (gzipped(TEXT), "gzip"),
        (gzipped(TEXT), " X-GZIP "),
        (gzipped(TEXT), "identity, gzip"),
        (zlib.compress(TEXT), "deflate"),
        (BARE, "deflate"),
        (brotli.compress(TEXT), "br"),
        (gzipped(brotli.compress(TEXT)), "br, gzip"),
        (gzipped(gzipped(TEXT)), "gzip,gzip"),
        (gzipped(TEXT[:100]) + gzipped(TEXT[100:]), "gzip"),
        (gzipped(TEXT) + b"garbage", "gzip"),
    ],
)
def test_codings_are_undone_in_reverse(raw: bytes, codings: str) -> None:
    assert decode(raw, codings, CAP) == TEXT


def test_more_than_one_piece_comes_out_whole() -> None:
    text = bytes(range(256)) * 2000
    assert decode(gzipped(text), "gzip", CAP) == text
    assert decode(brotli.compress(text), "br", CAP) == text


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_nothing_stays_nothing(coding: str) -> None:
    assert decode(b"", coding, CAP) == b""


@pytest.mark.parametrize(
    ("raw", "coding", "problem"),
    [
        (b"not gzip", "gzip", "says it is packed with gzip, but"),
        (b"not zlib either", "deflate", "says it is packed with deflate, but"),
        (b"not brotli", "br", "says it is packed with br, but"),
        (gzipped(TEXT)[:-9], "gzip", "end too early"),
        (gzipped(TEXT)[:5], "gzip", "end too early"),
        (zlib.compress(TEXT)[:-9], "deflate", "end too early"),
        (brotli.compress(TEXT)[:-3], "br", "end too early"),
        (gzipped(TEXT) + gzipped(TEXT)[:15], "gzip", "end too early"),
        (TEXT, "exi", "packed with 'exi', which was never asked for"),
        (TEXT, "zstd", "packed with 'zstd', which was never asked for"),
        (TEXT, ", ".join(["gzip"] * 10), "packed 10 times over"),
        (TEXT, "gzip, gzip, gzip", "packed 3 times over"),
    ],
)
def test_broken_data_are_a_failure_not_a_shorter_page(raw: bytes, coding: str, problem: str) -> None:
    with pytest.raises(FetchFailed, match=problem):
        decode(raw, coding, CAP)


def test_the_cap_is_exact() -> None:
    packed = gzipped(TEXT)
    assert decode(packed, "gzip", len(TEXT)) == TEXT
    with pytest.raises(FetchLimit, match=r"larger than 1\.07 KiB"):
        decode(packed, "gzip", len(TEXT) - 1)
    with pytest.raises(FetchLimit):
        decode(TEXT, "", len(TEXT) - 1)


def _gzip_bomb(mebibytes: int) -> bytes:
    worker, zeros = zlib.compressobj(9, zlib.DEFLATED, 31), bytes(1 << 20)
    return b"".join(worker.compress(zeros) for _ in range(mebibytes)) + worker.flush()


def _brotli_bomb(mebibytes: int) -> bytes:
    worker, zeros = brotli.Compressor(quality=3), bytes(1 << 20)
    packed: bytes = b"".join(worker.process(zeros) for _ in range(mebibytes)) + worker.finish()
    return packed


@pytest.mark.parametrize("coding", ["gzip", "gzip, gzip", "br", "br, gzip"])
def test_a_bomb_never_unfolds(coding: str) -> None:
    raw = _brotli_bomb(50) if coding.startswith("br") else _gzip_bomb(50)
    if "," in coding:
        raw = gzipped(raw)
    tracemalloc.start()
    with pytest.raises(FetchLimit, match="Unpacked, it is larger than 1 MiB"):
        decode(raw, coding, CAP)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * CAP
