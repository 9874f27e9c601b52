#!/usr/bin/env bash
# Tries a phoney at an address: it is there, answers with the right values, and keeps strangers out. Exit code 1 if not.
set -euo pipefail
# shellcheck source=aws-infrastructure/scripts/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

usage() {
  cat <<'TEXT'
Usage: smoke.sh [--login-only] URL

Environment: PHONEY_PASSWORD, to try the login too; PHONEY_USERNAME (admin); SMOKE_ATTEMPTS (5), how often /health is asked
before the service counts as not there, 3 seconds apart.
TEXT
}

login_only=''
if [ "${1:-}" = --login-only ]; then
  login_only=yes
  shift
  [ -n "${PHONEY_PASSWORD:-}" ] || usage_error "--login-only needs PHONEY_PASSWORD"
fi
case ${1:-} in
  -h | --help)
    usage
    exit 0
    ;;
  http://* | https://*) url=${1%/} ;;
  *) usage_error "which address? It begins with http:// or https://" ;;
esac
[ $# = 1 ] || usage_error "one address at a time"
[[ ${SMOKE_ATTEMPTS:-5} =~ ^[1-9][0-9]*$ ]] || usage_error "SMOKE_ATTEMPTS is a number from 1, not \"$SMOKE_ATTEMPTS\""
require_tools curl node

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# ask WORDS...: status in $status, body in $work/body; a failed connection is status 000.
ask() {
  status=$(curl --silent --show-error --max-time 30 --output "$work/body" --write-out '%{http_code}' "$@" 2>"$work/error") || status=000
}

# judge WHAT STATUS TEXT: the last answer must have both; TEXT may be empty.
judge() {
  if [ "$status" = "$2" ] && grep -qF -- "$3" "$work/body"; then
    say "ok      $1"
  else
    failed=$((failed + 1))
    say "FAILED  $1: status $status instead of $2${3:+, or no $3 in it}: $(head -c 300 "$work/body" 2>/dev/null)$(cat "$work/error")"
  fi
}

json='Content-Type: application/json'
value='{"provider":"person","generator":"name","count":1,"seed":42}'

try_service() {
  local attempt attempts=${SMOKE_ATTEMPTS:-5}
  for ((attempt = 1; attempt <= attempts; attempt++)); do
    : >"$work/body"
    ask "$url/health"
    [ "$status" != 200 ] || break
    [ "$attempt" = "$attempts" ] || sleep 3
  done
  judge "GET /health" 200 '"healthy"'

  : >"$work/body"
  ask -X POST "$url/template" -H "$json" -d '{"template":{"name":"{{name}}"},"count":1,"seed":42,"locale":"en_US"}'
  judge "POST /template gives what Faker gives" 200 '"data":[{"name":"Allison Hill"}]'

  : >"$work/body"
  ask -X POST "$url/api/v1/generate" -H "$json" -d "$value"
  judge "POST /api/v1/generate asks who it is" 401 ''
}

try_login() {
  : >"$work/body"
  printf '%s' "$PHONEY_PASSWORD" >"$work/password"
  ask -X POST "$url/token" --data-urlencode "username=${PHONEY_USERNAME:-admin}" --data-urlencode "password@$work/password"
  judge "POST /token knows the password" 200 '"access_token"'
  printf 'Authorization: Bearer %s' "$([ "$status" != 200 ] || json_member access_token <"$work/body")" >"$work/header"
  : >"$work/body"
  ask -X POST "$url/api/v1/generate" -H "$json" -H "@$work/header" -d "$value"
  judge "POST /api/v1/generate with a token" 200 '"Allison Hill"'
}

[ -n "$login_only" ] || try_service
if [ -n "${PHONEY_PASSWORD:-}" ]; then
  try_login
else
  say "        the login was not tried: PHONEY_PASSWORD is not set"
fi

if [ "$failed" != 0 ]; then die "$failed of the checks of $url failed"; fi
