"""Placeholders drawn from what people and other tools write between braces, most of them wrong, in one process: each gets a response.

    python tests/attack/test_placeholders.py --phoney build/test/phoney [--requests 30000] [--seed 1]
"""

from __future__ import annotations

import json
import random
import subprocess
import sys

from target import Checks, arguments_parser, phoney_path

PIECES = [
    "random_int", "name", "email", "random_element", "date_between", "min", "max", "elements", "start_date", "unique", "count", "locale",
    "person.firstName", "number.int", "helpers.arrayElement", "$guid", "Full Name", "faker.", "fake", "array", "true", "null", "de_DE",
    "=", ":", ",", " ", "  ", "(", ")", "[", "]", "{", "}", "|", ";", "&", "$", ".", "::", "?", "#", "%", "\\", '"', "'", "\t", "\n",
    "1", "5", "-30d", "-", "a", "b", "ä",
]
BRACES = [("{{", "}}"), ("{{", "}}"), ("{{", "}}"), ("{{{", "}}}"), ("{", "}"), ("${", "}"), ("#{", "}"), ("{{", "")]
MOST_PIECES = 9
BOUND = 300  # seconds


def text(choice: random.Random) -> str:
    opening, closing = choice.choice(BRACES)
    inside = "".join(choice.choice(PIECES) for _ in range(choice.randint(1, MOST_PIECES)))
    return choice.choice(["", "x "]) + opening + inside + closing + choice.choice(["", " y"])


def request(choice: random.Random) -> str:
    template = {"a": text(choice), "b": text(choice)}
    return json.dumps({"template": template, "count": 2, "locale": choice.choice(["en_US", "en_US", "fr_FR", "ja_JP"])})


def is_good(response: dict) -> bool:
    """Records, or what is wrong with the template."""
    return "data" in response or bool(response.get("error", {}).get("errors"))


def main() -> int:
    parser = arguments_parser(__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=30_000, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the drawing (default: %(default)s)")
    arguments = parser.parse_args()
    choice = random.Random(arguments.seed)
    requests = [request(choice) for _ in range(arguments.requests)]
    done = subprocess.run([phoney_path(arguments), "batch"], input="\n".join(requests) + "\n", capture_output=True, text=True, timeout=BOUND)
    responses = done.stdout.splitlines()
    checks = Checks()
    unanswered = requests[len(responses):][:1]
    checks.expect(done.returncode in (0, 1), f"it ended with {done.returncode} {done.stderr[-300:]} at {unanswered}")
    checks.expect(not unanswered, f"no response to {unanswered}")
    bad = [f"{asked}: {got[:300]}" for asked, got in zip(requests, responses) if not is_good(json.loads(got))]
    checks.expect(not bad, f"{len(bad)} bad responses, such as {bad[:1]}")
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
