#!/usr/bin/env python3
"""Measures the other fake-data libraries at the work that phoney is measured at; see README.md beside this file."""

import argparse
import json
import sys
from pathlib import Path

from collect import LeftOut, measure
from recipes import PEERS


def main() -> None:
    names = [peer.name for peer in PEERS]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", default=",".join(names), help="comma-separated names (default: %(default)s)")
    parser.add_argument("--records", type=int, help="records a round (default: each peer's own, about a second's work)")
    parser.add_argument("--output", type=Path, required=True, help="file for the JSON array of results")
    arguments = parser.parse_args()
    chosen = arguments.peers.split(",")
    if unknown := sorted(set(chosen) - set(names)):
        parser.error(f"unknown peer {', '.join(unknown)}; there are {', '.join(names)}")
    if arguments.records is not None and arguments.records < 1:
        parser.error("--records must be at least 1")

    results = []
    for peer in PEERS:
        if peer.name not in chosen:
            continue
        try:
            result = measure(peer, arguments.records)
            results.append(result | {"records_per_s": 1e9 / result["record_ns"]})
        except LeftOut as reason:
            print(f"{peer.name} left out: {reason}", file=sys.stderr)
    arguments.output.write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
