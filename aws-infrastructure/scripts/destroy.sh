#!/usr/bin/env bash
# Takes a stage down.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=aws-infrastructure/scripts/lib/stage.sh
. "$here/lib/stage.sh"
# shellcheck source=aws-infrastructure/scripts/lib/image.sh
. "$here/lib/image.sh"

usage() {
  cat <<'TEXT'
Usage: destroy.sh {dev|staging|prod} [options, in any order]

  --registry  The registry with all images too, once no other stage of the region is left.
  --dry-run   Tell what would be done; change nothing.
  --yes       Do not ask.
TEXT
}

registry='' dry_run='' yes=''
read_arguments "--registry --dry-run --yes" "$@"
require_tools aws node npm npx
require_node
check_account
if [ -n "$registry" ]; then
  for other in dev staging prod; do
    [ "$other" != "$stage" ] || continue
    live=$(live_version "$other")
    [ -z "$live" ] ||
      die "phoney-$other runs from the images of the registry; destroy it first, or leave --registry out (nothing was changed)"
  done
fi
confirm "$stage" "PhoneyStack-$stage in account $account, region $region will be deleted${registry:+, and the registry}."
install_cdk
# They belong to a domain, and without its name CDK would refuse them.
unset PROD_CERTIFICATE_ARN PROD_HOSTED_ZONE_ID
# CDK wants a package to describe the stack with; which one does not matter to what is deleted.
if ! change cdk destroy "PhoneyStack-$stage" --context "stage=$stage" --context package=image --context imageTag=none --force; then
  [ "$stage" = prod ] && say "Production is protected from deletion. If you mean it, lift that and start again:
  aws cloudformation update-termination-protection --stack-name PhoneyStack-prod --no-enable-termination-protection"
  die "PhoneyStack-$stage was not deleted"
fi
if [ -n "$registry" ]; then
  change cdk destroy PhoneyRegistry --force
  # The stack leaves its repository behind, and could not be made again beside it.
  change aws ecr delete-repository --repository-name "$repository" --force --query repository.repositoryArn --output text
fi
kept=''
[ "$stage" != prod ] || kept="; its logs and its secret are kept on purpose"
if [ -n "$dry_run" ]; then say "nothing was changed"; else say "PhoneyStack-$stage is gone$kept"; fi
