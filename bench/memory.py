"""Memory of many audits in one process: prints the resident set after every thousand pages.

    python bench/memory.py [--pages 10000]

Reads the labelled pages beside the checkout where they are, else the bundled demo articles, again and again.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from auditor import audit_html
from bench.corpus import snapshots

STEP = 1_000


def resident() -> Iterator[float]:
    """Mebibytes of the resident set now (Linux), else its peak, whenever asked."""
    status = Path("/proc/self/status")
    while True:
        if status.exists():
            line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
            yield int(line.split()[1]) / 1024
        else:
            yield resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Audit, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000)
    options = parser.parse_args()
    meter = resident()
    for number, page in enumerate(itertools.islice(itertools.cycle(snapshots()), options.pages), start=1):
        audit_html(page.raw, url=page.final_url)
        if number % STEP == 0:
            sys.stdout.write(f"{number:7,} pages  {next(meter):7.1f} MiB\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
