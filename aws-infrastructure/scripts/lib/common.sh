# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # what one file sets, another uses
# Sourced by the scripts here: words for people, checks of what is needed, and how changes are made or only told.

scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
infrastructure=$(dirname "$scripts")
root=$(dirname "$infrastructure")

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$(basename "$0"): $*"
  exit 1
}

# usage_error MESSAGE: the command line is wrong. `usage` is the script's own.
usage_error() {
  say "$(basename "$0"): $*"
  usage >&2
  exit 2
}

# require_tools NAME...: says all that are missing at once.
require_tools() {
  local tool missing=()
  for tool in "$@"; do
    command -v "$tool" >/dev/null 2>&1 || missing+=("$tool")
  done
  [ ${#missing[@]} = 0 ] || die "not found: ${missing[*]}; install what is missing and start again (nothing was changed)"
}

# sha256 [FILE...]: as sha256sum prints it, which macOS has by another name.
sha256() {
  if command -v sha256sum >/dev/null 2>&1; then sha256sum "$@"; else shasum -a 256 "$@"; fi
}

# CDK and the AWS SDK need a newer Node.js than some distributions have.
require_node() {
  local version
  version=$(node -p process.versions.node)
  [ "${version%%.*}" -ge 22 ] || die "Node.js is $version; CDK needs 22 or newer (nothing was changed)"
}

# change COMMAND...: everything that changes something outside of build/ goes through here.
change() {
  if [ "${dry_run:-}" = yes ]; then
    say "would run: $*"
  else
    "$@"
  fi
}

# confirm WORD QUESTION: goes on only if WORD is typed.
confirm() {
  [ "${yes:-}" != yes ] || return 0
  [ "${dry_run:-}" != yes ] || return 0
  local answer=
  printf '%s Type %s to go on: ' "$2" "$1" >&2
  read -r answer || true
  [ "$answer" = "$1" ] || die "stopped; nothing was changed (--yes answers beforehand)"
}

# json_member NAME: a member of the JSON object on standard input, as text; empty if there is none. Node is here for CDK.
json_member() {
  node -e '
    const text = require("fs").readFileSync(0, "utf8").trim();
    const value = text ? JSON.parse(text)[process.argv[1]] : undefined;
    process.stdout.write(value === undefined || value === null ? "" : String(value));
  ' "$1"
}
