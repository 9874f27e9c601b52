#!/bin/sh
# Saves COUNT users (default: 100) in FILE, for a spreadsheet: "guard" keeps it from taking a value for a formula.
set -eu
phoney=${PHONEY_URL:-http://localhost:8000}

curl --fail --silent --show-error "$phoney/template" --output "$1" \
  --header 'Content-Type: application/json' --header 'Accept: text/csv' \
  --data '{"template": {"name": "{{name}}", "address": {"city": "{{city}}", "street": "{{street_address}}"}},
           "csv_formulas": "guard", "seed": 42, "count": '"${2:-100}"'}'
