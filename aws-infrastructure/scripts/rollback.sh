#!/usr/bin/env bash
# Puts a stage back to an earlier version of the function. The stack stays as it is; the next deploy.sh goes forward again.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=aws-infrastructure/scripts/lib/stage.sh
. "$here/lib/stage.sh"

usage() {
  cat <<'TEXT'
Usage: rollback.sh {dev|staging|prod} [options, in any order]

  --to VERSION  A version of the function; the one before the live one by default.
  --dry-run     Tell what would be done; change nothing.
  --yes         Do not ask.
TEXT
}

to=before dry_run='' yes=''
read_arguments "--to=version --dry-run --yes" "$@"
[[ $to =~ ^(before|[1-9][0-9]*)$ ]] || usage_error "--to takes a version's number, not \"$to\""

require_tools aws node curl
check_account
live=$(live_version "$stage")
[ -n "$live" ] || die "phoney-$stage has no alias live in account $account, region $region"
[ "$to" != before ] || to=$(version_before "$stage" "$live")
[ -n "$to" ] || die "phoney-$stage has no version before $live"
[ "$to" != "$live" ] || die "phoney-$stage is at version $live already (nothing was changed)"
confirm "$stage" "phoney-$stage in account $account goes from version $live back to $to."
point_live "$stage" "$to"
if [ -n "$dry_run" ]; then
  say "nothing was changed"
  exit 0
fi
say "phoney-$stage is at version $to (was $live)"
url=$(service_url "$stage")
[ -n "$url" ] || die "PhoneyStack-$stage has no output ApiUrl, so the version was not tried"
"$here/smoke.sh" "$url"
