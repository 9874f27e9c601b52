#!/bin/sh
# Prints five users, one a line: name, tab, email. The same SEED (default: 42) gives the same users.
set -eu
phoney=${PHONEY_URL:-http://localhost:8000}

curl --fail-with-body --silent --show-error "$phoney/template" \
  --header 'Content-Type: application/json' \
  --data '{"template": {"name": "{{name}}", "email": "{{email}}"}, "count": 5, "seed": '"${1:-42}"'}' |
  jq --raw-output '.data[] | [.name, .email] | @tsv'
