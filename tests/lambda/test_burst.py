"""Many sandboxes start at once, while Parameter Store refuses most of their requests.

    python3 test_burst.py --phoney path/to/phoney
"""

from __future__ import annotations

import json
import os
import tempfile
import unittest

import program
from region import BY_NAME, BY_PATH, SECRET, Quota, Region

SANDBOXES = 40
PARAMETERS = {"RATE_LIMIT_PER_MINUTE": "100", "CORS_ORIGINS": "none"}
FALLBACK = {"PARAMETER_FALLBACK": json.dumps({"RATE_LIMIT_PER_MINUTE": "50"})}
SECRET_OF_OURS = {"jwt_secret": program.SECRETS["SECRET_KEY"], "api_password_hash": program.SECRETS["API_PASSWORD_HASH"]}


class Burst(unittest.TestCase):
    def start(self, quotas: list[Quota], **environment: str) -> Region:
        region = Region(quotas, PARAMETERS, SECRET_OF_OURS)
        self.addCleanup(region.close)
        self.log = tempfile.TemporaryFile()
        self.addCleanup(self.log.close)
        settings = {name: value for name, value in program.environment(**region.environment, **environment).items() if name not in ("PHONEY_SECRET_KEY", "PHONEY_API_PASSWORD_HASH")}
        for _ in range(SANDBOXES):
            region.start(program.phoney(), settings, self.log.fileno())
        region.wait(60)
        return region

    def events(self) -> list[str]:
        size = os.fstat(self.log.fileno()).st_size
        return [json.loads(line)["event"] for line in os.pread(self.log.fileno(), size, 0).splitlines() if b'"event"' in line]

    def few_parameters(self) -> list[Quota]:
        return [Quota(2, (BY_PATH, BY_NAME)), Quota(10_000, (SECRET,))]

    def test_with_a_fallback_all_of_them_start(self):
        region = self.start(self.few_parameters(), **FALLBACK)
        self.assertEqual([sandbox.error for sandbox in region.sandboxes.values() if sandbox.ready is None], [])
        self.assertGreater(self.events().count("configuration_fallback"), SANDBOXES // 2)

    def test_without_one_most_do_not(self):
        region = self.start(self.few_parameters())
        errors = [sandbox.error for sandbox in region.sandboxes.values() if sandbox.ready is None]
        self.assertGreater(len(errors), SANDBOXES // 2)
        self.assertRegex(errors[0], "Parameter Store could not be read: .*ThrottlingException")

    def test_known_names_are_asked_for_by_name(self):
        region = self.start([Quota(1, (BY_PATH,)), Quota(3000, (BY_NAME,)), Quota(10_000, (SECRET,))], PARAMETER_NAMES="RATE_LIMIT_PER_MINUTE,CORS_ORIGINS")
        self.assertEqual([sandbox.error for sandbox in region.sandboxes.values() if sandbox.ready is None], [])
        self.assertEqual((region.calls[BY_NAME], region.calls[BY_PATH]), (SANDBOXES, 0))


if __name__ == "__main__":
    program.main()
