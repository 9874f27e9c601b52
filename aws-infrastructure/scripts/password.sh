#!/usr/bin/env bash
# Sets a new password for the API's user of a stage: PHONEY_PASSWORD, one typed, or a new one that is printed once.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=aws-infrastructure/scripts/lib/stage.sh
. "$here/lib/stage.sh"
# shellcheck source=aws-infrastructure/scripts/lib/credentials.sh
. "$here/lib/credentials.sh"

usage() {
  cat <<'TEXT'
Usage: password.sh {dev|staging|prod}

Environment: PHONEY_PASSWORD, the new password.
TEXT
}

read_arguments '' "$@"
require_tools aws node
check_account
choose_password || die "in CI, give PHONEY_PASSWORD"
store_password "$stage"
say "done; running sandboxes take it over within five minutes"
