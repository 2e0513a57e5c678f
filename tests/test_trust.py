"""The trust lists of a machine: fetched whole or not at all, added only where nothing secret is in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from auditor import trust
from auditor.errors import FetchFailed, TrustError
from auditor.media.certificates import certificates
from auditor.media.trust import EMPTY


def root(name: str) -> str:
    """A root certificate of our own, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=400))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM).decode()


def served(pages: dict[str, bytes]) -> Callable[[str], bytes]:
    def download(address: str) -> bytes:
        if address not in pages:
            raise FetchFailed(f"Status 404: there is no page at {address}.")
        return pages[address]

    return download


def official(signers: str, stamps: str, base: str = trust.OFFICIAL) -> dict[str, bytes]:
    return {f"{base}C2PA-TRUST-LIST.pem": signers.encode(), f"{base}C2PA-TSA-TRUST-LIST.pem": stamps.encode()}


def test_the_official_lists_are_fetched_and_what_changed_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "trust"
    one, two, clock = root("Weir Root"), root("Holt Root"), root("Clock Root")
    first = tuple(trust.update(folder, served(official(one, clock))))
    assert first == (
        trust.Change("C2PA-TRUST-LIST.pem", ("Weir Root",), (), 1),
        trust.Change("C2PA-TSA-TRUST-LIST.pem", ("Clock Root",), (), 1),
    )
    second = tuple(trust.update(folder, served(official(two, clock))))
    assert second[0] == trust.Change("C2PA-TRUST-LIST.pem", ("Holt Root",), ("Weir Root",), 1)
    assert second[1] == trust.Change("C2PA-TSA-TRUST-LIST.pem", (), (), 1)
    assert {(one.name, one.tier, one.kind) for one in trust.held(str(folder)).lists} == {
        ("C2PA-TRUST-LIST.pem", "official", "signers"),
        ("C2PA-TSA-TRUST-LIST.pem", "official", "time-stamps"),
    }
    assert [path.name for path in sorted(folder.iterdir())] == ["C2PA-TRUST-LIST.pem", "C2PA-TSA-TRUST-LIST.pem"]


def test_interim_lists_and_mirrors(tmp_path: Path) -> None:
    pem = root("Weir Root").encode()
    pages = {f"https://mirror.example/x/{name}": pem for name in ("anchors.pem", "allowed.pem")}
    pages |= official(root("A"), root("B"), "https://mirror.example/x/")
    changes = trust.update(tmp_path, served(pages), base="https://mirror.example/x", interim=True)
    assert [change.name for change in changes] == [
        "C2PA-TRUST-LIST.pem", "C2PA-TSA-TRUST-LIST.pem", "interim-anchors.pem", "interim-allowed.pem",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "answer", [b"<html>not found", b"", b"x" * (trust.MAX_BYTES + 1), b"-----BEGIN CERTIFICATE-----"]
)
def test_what_is_no_list_replaces_nothing(tmp_path: Path, answer: bytes) -> None:
    kept = root("Weir Root")
    tuple(trust.update(tmp_path, served(official(kept, root("Clock")))))
    with pytest.raises(TrustError, match="TSA-TRUST-LIST"):
        tuple(trust.update(tmp_path, served(official(root("New"), "") | {
            f"{trust.OFFICIAL}C2PA-TSA-TRUST-LIST.pem": answer})))  # fmt: skip
    assert (tmp_path / "C2PA-TRUST-LIST.pem").read_text() == kept


def test_a_failed_download_replaces_nothing(tmp_path: Path) -> None:
    with pytest.raises(FetchFailed, match="C2PA-TRUST-LIST"):
        tuple(trust.update(tmp_path / "trust", served({})))
    assert not (tmp_path / "trust").exists()


def test_lists_of_ones_own_count_as_added(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "newsroom.pem").write_text(root("Newsroom Root"))
    (own / "notes.txt").write_text("no list")
    folder = tmp_path / "trust"
    assert tuple(trust.add(folder, own)) == (trust.Change("newsroom.pem", ("Newsroom Root",), (), 1),)
    assert tuple(trust.add(folder, own / "newsroom.pem")) == (trust.Change("newsroom.pem", (), (), 1),)
    assert [one.tier for one in trust.held(str(folder)).lists] == ["added"]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("C2PA-TRUST-LIST.pem", root("X"), "is the name of a published list"),
        ("anchors.pem", root("X"), "is the name of a published list"),
        (
            "mine.pem",
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n" + root("X"),
            "holds a private key",
        ),
        ("mine.pem", "hello", "holds no certificate"),
    ],
)
def test_what_may_not_be_added(tmp_path: Path, name: str, text: str, says: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(TrustError, match=says):
        tuple(trust.add(tmp_path / "trust", tmp_path / name))
    assert not (tmp_path / "trust").exists()


def test_an_empty_folder_and_a_missing_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(TrustError, match=r"holds no \.pem file"):
        tuple(trust.add(tmp_path / "trust", tmp_path))
    with pytest.raises(TrustError, match="cannot be read"):
        tuple(trust.add(tmp_path / "trust", tmp_path / "missing.pem"))


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "mine.pem").write_text(root("X"))
    with pytest.raises(TrustError, match="cannot be written"):
        tuple(trust.add(tmp_path / "file" / "trust", tmp_path / "mine.pem"))


def test_none_is_held_until_some_are_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path)
    assert trust.held(None) is EMPTY
    tuple(trust.update(trust.default_folder(), served(official(root("A"), root("B")))))
    assert len(trust.held(None).lists) == 2
    with pytest.raises(TrustError, match="is no folder"):
        trust.held(str(tmp_path / "nowhere"))


def test_certificates_by_name() -> None:
    pem = root("Weir Root") + "-----BEGIN CERTIFICATE-----\n?\n-----END CERTIFICATE-----\n" + root("Holt Ünion")
    assert [one.name for one in certificates(pem)] == ["Weir Root", "Holt Ünion"]
    nameless = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----"
    (one,) = certificates(nameless)
    assert one.name == one.sha256[:16]
