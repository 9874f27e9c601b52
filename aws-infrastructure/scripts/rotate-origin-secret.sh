#!/usr/bin/env bash
# Replaces the secret that CloudFront sends to phoney, without a request refused: phoney accepts the new one, then CloudFront sends it, then
# phoney forgets the old one. The package that is live stays.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=aws-infrastructure/scripts/lib/stage.sh
. "$here/lib/stage.sh"

usage() {
  cat <<'TEXT'
Usage: rotate-origin-secret.sh {dev|staging|prod} [options, in any order]

  --from STEP          Go on from accept, send or finish, after that step has failed.
  --context KEY=VALUE  An option of the stack, as for deploy.sh; may be repeated.
  --dry-run            Tell what would be done; change nothing.
  --yes                Do not ask.

Environment: as for deploy.sh. Deploy nothing else until it is done.
TEXT
}

take_context() { words+=(--context "$1"); }

from=new dry_run='' yes=''
words=(--context cloudfront=true)
read_arguments "--from=step --context=value --dry-run --yes" "$@"
case $from in
  new | accept | send | finish) ;;
  *) usage_error "--from takes accept, send or finish, not \"$from\"" ;;
esac
secret=phoney/$stage/origin-verify
[ -z "$dry_run" ] || words+=(--dry-run)

# redeploy ROTATION [WORDS...]: the stack with this step of the rotation. The password does not matter to it.
redeploy() { env -u PHONEY_PASSWORD "$here/deploy.sh" "$stage" --redeploy --yes "${words[@]}" --context "originRotation=$1" "${@:2}"; }

# put_new_value SECRET: the old value stays with the secret, as AWSPREVIOUS.
put_new_value() {
  node -e 'process.stdout.write(require("crypto").randomBytes(36).toString("base64url"))' |
    aws secretsmanager put-secret-value --secret-id "$1" --secret-string file:///dev/stdin --query VersionId --output text >/dev/null
}

wait_for_cloudfront() {
  local distribution
  distribution=$(stack_output "PhoneyStack-$stage" DistributionId)
  [ -n "$distribution" ] || die "PhoneyStack-$stage has no output DistributionId"
  say "waiting until all of CloudFront sends the new secret, which takes minutes"
  change aws cloudfront wait distribution-deployed --id "$distribution"
}

# step NAME COMMAND...: runs it, unless --from is a later one.
step() {
  case $from:$1 in
    send:accept | finish:accept | finish:send) return ;;
  esac
  say "step $1"
  "${@:2}" || die "the step $1 failed; once its cause is gone, go on with: rotate-origin-secret.sh $stage --from $1"
}

send_new_secret() { redeploy send && wait_for_cloudfront; }

require_tools aws node
check_account
found=$(ask ResourceNotFoundException secretsmanager describe-secret --secret-id "$secret" --query Name --output text)
[ -n "$found" ] || die "there is no secret $secret; deploy.sh makes it with --context cloudfront=true (nothing was changed)"
confirm "$stage" "The secret between CloudFront and phoney-$stage in account $account, region $region will be replaced, in three deployments."
if [ "$from" = new ]; then
  redeploy accept --dry-run ||
    die "the stack cannot be deployed; the output above says why (nothing was changed)"
  change put_new_value "$secret"
fi
step accept redeploy accept
step send send_new_secret
step finish redeploy none
if [ -n "$dry_run" ]; then say "nothing was changed"; else say "phoney-$stage has a new origin secret"; fi
