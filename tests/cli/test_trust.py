"""`auditor trust` and `auditor image` against a server on loopback, with certificates made in the run."""

from __future__ import annotations

import datetime as dt
import json
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import Result
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from auditor.packaged import folder

Invoke = Callable[..., Result]
NAMES = ("C2PA-TRUST-LIST.pem", "C2PA-TSA-TRUST-LIST.pem")
PICTURE = folder("demo") / "silent-picture-lead.png"


def root(name: str, since: dt.datetime = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)) -> bytes:
    """A root certificate of our own, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(since + dt.timedelta(days=36500))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM)


class Site(ThreadingHTTPServer):
    """Files by their path; what was asked for is remembered."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Visit)
        self.files: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.address = f"http://127.0.0.1:{self.server_port}"


class Visit(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        body = self.server.files.get(self.path)
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    server = Site()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    monkeypatch.setenv("AUDITOR_ALLOW_PRIVATE", "127.0.0.0/8")
    monkeypatch.setenv("AUDITOR_PORTS", str(server.server_port))
    monkeypatch.setenv("AUDITOR_TRUST_SOURCE", server.address)
    monkeypatch.setenv("AUDITOR_TRUST", "lists")
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def published(site: Site) -> Site:
    site.files |= {f"/{NAMES[0]}": root("Weir Root"), f"/{NAMES[1]}": root("Clock Root")}
    return site


def test_none_held_is_said_with_what_it_means(run: Invoke) -> None:
    result = run("trust", "list")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "No trust list is held." in result.stderr
    assert '"signature intact, signer not checked against a list"' in result.stderr
    assert json.loads(run("trust", "list", "-f", "json").stdout) == []


def test_update_then_list(published: Site, run: Invoke) -> None:
    result = run("trust", "update")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "C2PA-TRUST-LIST.pem: 1 certificate, 1 new, 0 gone",
        "  + Weir Root",
        "C2PA-TSA-TRUST-LIST.pem: 1 certificate, 1 new, 0 gone",
        "  + Clock Root",
    ]
    assert published.asked == [f"/{name}" for name in NAMES]
    rows = [re.split(r" {2,}", line) for line in run("trust", "list").stdout.splitlines()]
    assert rows[0] == ["list", "tier", "vouches for", "certificates", "sha256", "issued", "newest certificate",
                       "next update"]  # fmt: skip
    whole = json.loads(run("trust", "list", "-f", "json").stdout)
    assert [each["name"] for each in whole] == list(NAMES)
    assert [len(each["sha256"]) for each in whole] == [64, 64]
    assert [row[4] for row in rows[1:]] == [each["sha256"][:12] for each in whole]
    assert [row[5:] for row in rows[1:]] == [["not stated", "2026-01-01", "not stated"]] * 2
    assert "pem" not in whole[0]


def test_a_second_update_names_what_came_and_went(published: Site, run: Invoke) -> None:
    run("trust", "update")
    published.files[f"/{NAMES[0]}"] = root("Holt Root")
    assert run("trust", "update").stdout.splitlines()[:3] == [
        "C2PA-TRUST-LIST.pem: 1 certificate, 1 new, 1 gone",
        "  + Holt Root",
        "  - Weir Root",
    ]


@pytest.mark.parametrize("answer", [None, b"<html>moved</html>", b"", b"\xff\xfe"])
def test_a_failed_update_keeps_what_was_held(published: Site, run: Invoke, answer: bytes | None) -> None:
    run("trust", "update")
    held = {path.name: path.read_bytes() for path in Path("lists").iterdir()}
    published.files[f"/{NAMES[0]}"] = root("Holt Root")
    published.files.pop(f"/{NAMES[1]}")
    if answer is not None:
        published.files[f"/{NAMES[1]}"] = answer
    result = run("trust", "update")
    assert result.exit_code in (4, 5)
    assert result.stderr.startswith("auditor: ")
    assert result.stdout == ""
    assert {path.name: path.read_bytes() for path in Path("lists").iterdir()} == held


def test_the_interim_lists_come_only_when_asked_for(published: Site, run: Invoke) -> None:
    published.files |= {"/anchors.pem": root("Old Root"), "/allowed.pem": root("Old Leaf")}
    result = run("trust", "update", "--interim")
    assert [line.partition(":")[0] for line in result.stdout.splitlines() if line[0] != " "] == [
        *NAMES, "interim-anchors.pem", "interim-allowed.pem"
    ]  # fmt: skip


def test_no_update_offline(published: Site, run: Invoke) -> None:
    result = run("trust", "update", "--offline")
    assert result.exit_code == 4
    assert "offline" in result.stderr
    assert published.asked == []


def test_lists_of_ones_own(run: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITOR_TRUST", "lists")
    Path("newsroom.crt").write_bytes(root("Newsroom Root"))
    assert run("trust", "add", "newsroom.crt").stdout == (
        "newsroom.pem: 1 certificate, 1 new, 0 gone\n  + Newsroom Root\n"
    )
    (one,) = json.loads(run("trust", "list", "-f", "json").stdout)
    assert (one["name"], one["tier"], one["kind"]) == ("newsroom.pem", "added", "signers")


def test_a_private_key_is_refused(run: Invoke) -> None:
    Path("mine.pem").write_bytes(root("Mine") + b"-----BEGIN EC PRIVATE KEY-----\nAA==\n-----END EC PRIVATE KEY-----\n")
    result = run("trust", "add", "mine.pem", "--trust", "lists")
    assert result.exit_code == 5
    assert "mine.pem holds a private key." in result.stderr
    assert not Path("lists").exists()


def test_a_settings_file_names_the_folder_from_where_it_lies(run: Invoke) -> None:
    Path("desk/lists").mkdir(parents=True)
    Path("desk/lists/newsroom.pem").write_bytes(root("Newsroom Root"))
    Path("desk/auditor.toml").write_text('trust = "lists"\n', "utf-8")
    assert "newsroom.pem" in run("trust", "list", "--config", "desk/auditor.toml").stdout


def test_lists_past_their_time_are_named(run: Invoke) -> None:
    lists = Path("lists")
    lists.mkdir()
    (lists / NAMES[0]).write_bytes(b"Issued: 2024-08-05\nNext update: 2025-08-05\n" + root("Weir Root"))
    (lists / NAMES[1]).write_bytes(root("Clock Root", dt.datetime(2024, 5, 6, tzinfo=dt.UTC)))
    (lists / "interim-anchors.pem").write_bytes(root("Old Root", dt.datetime(2051, 2, 3, tzinfo=dt.UTC)))
    result = run("trust", "list", "--trust", "lists")
    assert result.stderr.splitlines() == [
        "C2PA-TRUST-LIST.pem: its next version was due on 2025-08-05. "
        "`auditor trust update` fetches the official lists.",
        "C2PA-TSA-TRUST-LIST.pem: its newest certificate is of 2024-05-06; a newer list should be out. "
        "`auditor trust update` fetches the official lists.",
    ]
    assert "2051-02-03" in result.stdout
    doctor = run("doctor", "--trust", "lists").stdout
    assert re.search(r"^trust lists +C2PA-TRUST-LIST.pem, official, 1 certificate, [0-9a-f]{12}$", doctor, re.MULTILINE)
    assert re.search(r"^trust lists +C2PA-TRUST-LIST.pem: its next version was due on", doctor, re.MULTILINE)


def test_doctor_tells_of_lists_that_are_missing_or_broken(run: Invoke) -> None:
    assert re.search(r"^trust lists +none held; .*auditor trust update$", run("doctor").stdout, re.MULTILINE)
    result = run("doctor", "--trust", "nowhere")
    assert result.exit_code == 5
    assert re.search(r"^trust lists +UNUSABLE: nowhere is no folder", result.stdout, re.MULTILINE)


def test_a_picture_at_an_address(site: Site, run: Invoke) -> None:
    Path("lists").mkdir()
    site.files["/lead.png"] = PICTURE.read_bytes()
    result = run("image", f"{site.address}/lead.png")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{site.address}/lead.png: made by a machine\n")
    assert site.asked == ["/robots.txt", "/lead.png"]


@pytest.mark.parametrize(
    ("address", "says"),
    [("/gone.png", "404"), ("/secret.png", "robots.txt"), ("ftp://pictures.example/a.png", "ftp")],
)
def test_addresses_that_give_no_picture(site: Site, run: Invoke, address: str, says: str) -> None:
    Path("lists").mkdir()
    site.files["/robots.txt"] = b"User-agent: *\nDisallow: /secret"
    site.files["/secret.png"] = PICTURE.read_bytes()
    result = run("image", f"{site.address}{address}" if address[0] == "/" else address)
    assert (result.exit_code, result.stdout) == (4, "")
    assert says in result.stderr
    assert "/secret.png" not in site.asked


def test_a_page_at_the_address_of_a_picture(site: Site, run: Invoke) -> None:
    Path("lists").mkdir()
    site.files["/lead.png"] = b"<!doctype html><title>Not here</title>"
    result = run("image", f"{site.address}/lead.png", str(PICTURE))
    assert result.exit_code == 3
    assert result.stdout.startswith(f"{site.address}/lead.png: cannot be read\n  Why")


def test_no_address_is_visited_offline(site: Site, run: Invoke) -> None:
    Path("lists").mkdir()
    result = run("image", "--offline", f"{site.address}/lead.png")
    assert result.exit_code == 4
    assert "offline" in result.stderr
    assert site.asked == []


def test_pictures_as_a_page_of_cards(run: Invoke) -> None:
    Path("<b>.png").write_bytes(PICTURE.read_bytes())
    one = run("image", "<b>.png", "-f", "html")
    assert one.exit_code == 0
    page = BeautifulSoup(one.stdout, "html.parser")
    assert page.title is not None
    assert page.title.string == "Picture: <b>.png"
    assert [card.get_text() for card in page.select(".picture .verdict")] == ["The file says: made by AI."]
    assert page.select(".record") == []
    assert page.find(["script", "img", "link"], href=re.compile("^http")) is None
    several = run("image", "<b>.png", PICTURE, "-f", "html").stdout
    assert "<title>2 pictures</title>" in several


def test_json_says_which_lists_were_held(run: Invoke) -> None:
    Path("lists").mkdir()
    (Path("lists") / "newsroom.pem").write_bytes(root("Newsroom Root"))
    held = json.loads(run("image", PICTURE, "-f", "json", "--trust", "lists").stdout)["trust"]
    assert [(one["name"], one["tier"], one["issued"], one["newest"]) for one in held] == [
        ("newsroom.pem", "added", None, "2026-01-01")
    ]
    assert json.loads(run("image", PICTURE, "-f", "json").stdout)["trust"] == []
