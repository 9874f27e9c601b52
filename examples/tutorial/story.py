"""TUTORIAL.md's story in Python. Needs `pip install requests` and a server; prints a line per step."""

# [start]
import csv
import io
import json
import os

import requests

PHONEY = os.environ.get("PHONEY_URL", "http://localhost:8000")
# [/start]

# [users]
answer = requests.get(f"{PHONEY}/fake/name", params={"count": 2, "seed": 42}).json()
assert answer["data"] == ["Allison Hill", "Noah Rhodes"]  # today, tomorrow, and on every machine
print("users:", ", ".join(answer["data"]))
# [/users]

# [template]
ORDER = {
    "customer": {"name": "{{name}}", "email": "{{email}}"},
    "items": [{"sku": "{{ean8}}", "amount": "{{random_int:min=1,max=9}}"}],
}
answer = requests.post(f"{PHONEY}/template", json={"template": ORDER, "count": 2, "seed": 42}).json()
order = answer["data"][0]
assert order["customer"]["name"] == "Allison Hill"
assert 1 <= order["items"][0]["amount"] <= 9  # a number, not a string
print("template:", order["customer"]["email"])
# [/template]

# [unique]
request = {"template": {"seat": "{{random_int:min=1,max=6}}"}, "count": 6, "unique": True, "seed": 42}
answer = requests.post(f"{PHONEY}/template", json=request).json()
assert sorted(record["seat"] for record in answer["data"]) == [1, 2, 3, 4, 5, 6]
assert answer["warnings"] == []  # with "count": 7, a warning would say that one repeats
print("unique:", len(answer["data"]), "seats")
# [/unique]

# [download]
USER = {"name": "{{name}}", "email": "{{email}}"}
request = {"template": USER, "count": 3, "seed": 42}
table = requests.post(f"{PHONEY}/template", json=request, headers={"Accept": "text/csv"})
rows = list(csv.DictReader(io.StringIO(table.text)))
lines = requests.post(f"{PHONEY}/template", json=request, headers={"Accept": "application/x-ndjson"})
records = [json.loads(line) for line in lines.text.splitlines()]
assert rows == records
print("download:", rows[2]["name"], "from seed", table.headers["Phoney-Seed"])
# [/download]

# [bulk]
login = {"username": os.environ.get("PHONEY_USERNAME", "admin"), "password": os.environ.get("PHONEY_PASSWORD", "phoney-development")}
token = requests.post(f"{PHONEY}/token", data=login).json()["access_token"]
headers = {"Authorization": f"Bearer {token}", "Accept": "application/x-ndjson"}
request = {"template": USER, "count": 20_000, "seed": 42}
with requests.post(f"{PHONEY}/api/v1/template/generate", json=request, headers=headers, stream=True) as response:
    response.raise_for_status()
    count = sum(1 for _ in response.iter_lines())  # one record in memory at a time
assert count == 20_000
print("bulk:", count, "records")
# [/bulk]

# [errors]
response = requests.post(f"{PHONEY}/template", json={"template": {"name": "{{nmae}}"}})
assert response.status_code == 422
problem = response.json()["detail"]["errors"][0]
print("error:", response.status_code, problem["field"], problem["generator"], problem["suggestions"][0])
response = requests.post(f"{PHONEY}/template", json={"template": USER, "count": 5000})
assert response.status_code == 400
print("error:", response.status_code, response.json()["detail"])
# [/errors]
