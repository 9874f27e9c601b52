#!/bin/sh
# Saves COUNT users in FILE, one JSON object a line, after a login. The records arrive as they are made, compressed.
set -eu
phoney=${PHONEY_URL:-http://localhost:8000}

# The password goes by the environment and standard input, because others can read a command line.
export PHONEY_USERNAME="${PHONEY_USERNAME:-admin}" PHONEY_PASSWORD="${PHONEY_PASSWORD:-phoney-development}"
token=$(jq --null-input --raw-output '"username=\(env.PHONEY_USERNAME | @uri)&password=\(env.PHONEY_PASSWORD | @uri)"' |
  curl --fail --silent --show-error "$phoney/token" --data @- | jq --raw-output .access_token)

printf 'header = "Authorization: Bearer %s"' "$token" |
  curl --config - --fail --silent --show-error --compressed "$phoney/api/v1/template/generate" --output "$1" \
    --header 'Content-Type: application/json' --header 'Accept: application/x-ndjson' \
    --data '{"template": {"name": "{{name}}", "email": "{{email}}"}, "seed": 42, "count": '"$2"'}'
