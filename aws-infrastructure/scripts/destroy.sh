#!/usr/bin/env bash
# Takes a stage down.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=aws-infrastructure/scripts/lib/common.sh
. "$here/lib/common.sh"
# shellcheck source=aws-infrastructure/scripts/lib/aws.sh
. "$here/lib/aws.sh"

usage() {
  cat <<'TEXT'
Usage: destroy.sh {dev|staging|prod} [options, in any order]

  --registry  The registry with all images too; no stage can be deployed from them any more.
  --dry-run   Tell what would be done; change nothing.
  --yes       Do not ask.
TEXT
}

stage='' registry='' dry_run='' yes=''
while [ $# -gt 0 ]; do
  case $1 in
    --registry) registry=yes ;;
    --dry-run) dry_run=yes ;;
    --yes) yes=yes ;;
    -h | --help)
      usage
      exit 0
      ;;
    -*) usage_error "there is no option \"$1\"" ;;
    *)
      [ -z "$stage" ] || usage_error "one stage at a time, not \"$stage\" and \"$1\""
      stage=$1
      ;;
  esac
  shift
done
check_stage "$stage"
require_tools aws node npm npx
check_account
confirm "$stage" "PhoneyStack-$stage in account $account, region $region will be deleted${registry:+, and the registry}."
install_cdk
# CDK wants a package to describe the stack with; which one does not matter to what is deleted.
if ! change cdk destroy "PhoneyStack-$stage" --context "stage=$stage" --context package=image --context imageTag=none --force; then
  [ "$stage" = prod ] && say "Production is protected from deletion. If you mean it, lift that and start again:
  aws cloudformation update-termination-protection --stack-name PhoneyStack-prod --no-enable-termination-protection"
  die "PhoneyStack-$stage was not deleted"
fi
[ -z "$registry" ] || change cdk destroy PhoneyRegistry --force
if [ -n "$dry_run" ]; then say "nothing was changed"; else say "PhoneyStack-$stage is gone; what the stack keeps on purpose (production's logs and secret) is still there"; fi
