"""Run as a program: writes copies of the page and audit on stdin to a store, and says each number once it is safe."""

from __future__ import annotations

import sys

import msgspec

from auditor.model import Audit, Snapshot
from auditor.store import Store


def main(url: str, name: str, count: int) -> None:
    """Write `count` audits of pages that differ in `name` and number."""
    snapshot, audit = msgspec.json.decode(sys.stdin.buffer.read(), type=tuple[Snapshot, Audit])
    with Store.open(url) as store:
        for n in range(count):
            page = msgspec.structs.replace(
                snapshot, final_url=f"https://{name}.example/{n}", raw=f"{name} {n} ".encode() * 500
            )
            ref = msgspec.structs.replace(audit.snapshot, sha256=page.sha256, final_url=page.final_url)
            number = store.save(page, msgspec.structs.replace(audit, snapshot=ref))
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
