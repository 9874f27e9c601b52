"""The command line of a file of tests that runs the program."""

from __future__ import annotations

import argparse
import os
import sys

from support.processes import default_signals


def phoney_from_arguments() -> str:
    """The path that --phoney gives. unittest gets the rest of the arguments, the names of cases; children start with the default signals."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--phoney", required=True)
    parser.add_argument("cases", nargs="*")
    options = parser.parse_args()
    sys.argv[1:] = options.cases
    default_signals()
    return os.path.abspath(options.phoney)
