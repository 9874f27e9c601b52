#!/usr/bin/env bash
# Brings a stage of phoney to AWS: tests, builds, pushes the image, publishes a version, tries it, gives it to clients, and goes back if the
# smoke test fails.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=aws-infrastructure/scripts/lib/stage.sh
. "$here/lib/stage.sh"
# shellcheck source=aws-infrastructure/scripts/lib/image.sh
. "$here/lib/image.sh"
# shellcheck source=aws-infrastructure/scripts/lib/package.sh
. "$here/lib/package.sh"
# shellcheck source=aws-infrastructure/scripts/lib/credentials.sh
. "$here/lib/credentials.sh"

usage() {
  cat <<'TEXT'
Usage: deploy.sh {dev|staging|prod} [options, in any order]

  --skip-tests         Do not run ./test first.
  --redeploy           Deploy the package that is live, with the stack of this checkout; build and test nothing.
  --zip                Deploy the zip instead of a container image.
  --arch ARCH          arm64 or x86_64, instead of what cdk/cdk.json says.
  --build HOW          Build the package here (Debian, Ubuntu), in a container, or download it from the release of this
                       version (release). By default the first of these that this machine can do.
  --context KEY=VALUE  An option of the stack, see cdk/README.md; may be repeated.
  --all-at-once        Move all traffic at once, in production too: for a fix while an alarm is on.
  --force              Bootstrap CDK again.
  --dry-run            Tell what would be done; change nothing.
  --yes                Do not ask.

Environment: AWS_DEFAULT_REGION; AWS_ACCOUNT_ID, to be sure of the account; CONTAINER_ENGINE (docker, podman, finch or
buildah); GITHUB_REPOSITORY, OWNER/NAME of the releases, by default that of the remote origin;
PHONEY_PASSWORD, the API's password for a first deployment and for trying the login; PHONEY_USERNAME, whose it is, by default whom the
parameter API_USERNAME names; CDK_CONTEXT, KEY=VALUE words that stand before
those of --context.
TEXT
}

# take_context KEY=VALUE. What the script decides by itself must not be told to CDK otherwise: an arm64 function with an x86_64 image fails.
take_context() {
  case $1 in
    arch=*) arch=${1#arch=} ;;
    stage=* | package=* | imageDigest=* | imageTag=* | zipPath=*) usage_error "the context key ${1%%=*} is deploy.sh's own; it takes a stage, --zip and --arch" ;;
    [a-z]*=*) context+=(--context "$1") ;;
    *) usage_error "--context takes KEY=VALUE, not \"$1\"" ;;
  esac
}

redeploy='' skip_tests='' zip='' arch='' build='' all_at_once='' force='' dry_run='' yes=''
context=()
for pair in ${CDK_CONTEXT:-}; do take_context "$pair"; done
read_arguments "--skip-tests --redeploy --zip --arch=value --build=value --context=value --all-at-once --force --dry-run --yes" "$@"
[ -n "$arch" ] || arch=$("$root/scripts/default_architecture")
case $arch in
  arm64 | x86_64) ;;
  *) usage_error "there is no architecture \"$arch\"; there are arm64 and x86_64" ;;
esac

[ -z "$redeploy" ] || [ -z "$zip$build" ] || usage_error "--redeploy takes the package that is live, be it a zip or an image; leave --zip and --build out"

package=$root/build/package/$arch
stack=PhoneyStack-$stage

check() {
  require_tools aws node npm npx curl
  command -v sha256sum >/dev/null 2>&1 || require_tools shasum
  require_node
  engine=''
  if [ -n "$redeploy" ]; then
    builder=live
  else
    [ -n "$zip" ] || find_engine
    choose_builder "$build"
    check_tests
  fi
  check_account
  check_login
  [ -z "$redeploy" ] || find_live_package
  say "phoney to $stage in account $account, region $region, for $arch as $(package_name)"
  [ "$stage" != prod ] || check_production
  common=(--context "stage=$stage" --context "arch=$arch")
  add_fallback
  common+=("${context[@]+"${context[@]}"}")
  [ -z "$all_at_once" ] || common+=(--context canary=false)
  install_cdk
  check_options
}

# What is deployed, for the person who reads.
package_name() {
  if [ -n "$redeploy" ]; then
    printf 'the package that is live'
  elif [ -n "$zip" ]; then
    printf 'a zip, %s' "$(builder_name)"
  else
    printf 'an image by %s, %s' "$engine" "$(builder_name)"
  fi
}

check_production() {
  warn_without_address
  check_alarms
  confirm prod "This changes production."
}

# The last alarmEmail counts, as it does for CDK.
has_address() {
  local pair address=''
  for pair in "${context[@]+"${context[@]}"}"; do
    case $pair in alarmEmail=*) address=${pair#alarmEmail=} ;; esac
  done
  [ -n "$address" ]
}

# At the beginning and at the end, as much is said in between.
warn_without_address() {
  ! has_address || return 0
  local warning="nobody hears of production's alarms: the topic phoney-prod-alarms gets no address from this deployment"
  say "
  !!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!
  WARNING: $warning.
  Give --context alarmEmail=you@example.com, or put it in CDK_CONTEXT, and confirm
  the mail from AWS. An address that an earlier deployment gave is removed.
  !!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!
"
  # On the page of the run, where the log would hide it.
  [ "${GITHUB_ACTIONS:-}" != true ] || echo "::warning::$warning"
}

# CodeDeploy stops a canary while one of its alarms is on, after tests, build and push.
check_alarms() {
  [ -z "$all_at_once" ] || return 0
  local words names on
  words=$(stopping_alarms "$stage")
  read -r -a names <<<"$words"
  on=$(ask "does not exist" cloudwatch describe-alarms --alarm-names "${names[@]}" --state-value ALARM --query 'MetricAlarms[].AlarmName' --output text)
  [ -z "$on" ] || die "an alarm is on, so CodeDeploy would stop the canary: $on (nothing was changed).
Wait until it is over; or, if this deployment is the fix, give --all-at-once. See docs/runbook.md, Deploy while an alarm is on"
}

# The smoke test logs in: with a password that phoney can hash, under the name that this stage goes by.
check_login() {
  [ -n "${PHONEY_PASSWORD:-}" ] || return 0
  [[ $PHONEY_PASSWORD != *$'\n'* ]] || die "PHONEY_PASSWORD has a line break in it, perhaps at its end (nothing was changed)"
  [ "$(printf '%s' "$PHONEY_PASSWORD" | LC_ALL=C wc -c)" -le 72 ] || die "PHONEY_PASSWORD has more than 72 bytes, of which bcrypt takes no more (nothing was changed)"
  [ -z "${PHONEY_USERNAME:-}" ] || return 0
  PHONEY_USERNAME=$(ask ParameterNotFound ssm get-parameter --name "/phoney/$stage/API_USERNAME" --query Parameter.Value --output text)
  export PHONEY_USERNAME
}

# Sets arch, and live_package to where its code is, in JSON.
find_live_package() {
  live_package=$(ask ResourceNotFoundException lambda get-function --function-name "phoney-$stage" --qualifier live \
    --query '{arch: Configuration.Architectures[0], image: Code.ResolvedImageUri, zip: Code.Location}' --output json)
  [ -n "$live_package" ] || die "phoney-$stage has no alias live in account $account, region $region, and so no package to deploy again (nothing was changed)"
  arch=$(json_member arch <<<"$live_package")
}

# A start for which Parameter Store is too slow uses the values that the parameters have now.
add_fallback() {
  local fallback
  fallback=$(present_parameters "$stage")
  [ "$fallback" != none ] || say "the parameters of $stage are too large for the function's environment, so a start fails if Parameter Store does not answer"
  [ "$fallback" = '{}' ] || common+=(--context "parameterFallback=$fallback")
}

# A mistake in the stack's options is found here rather than after the tests, the build and the push. Which image does not matter to it.
check_options() {
  if [ -n "$dry_run" ] && ! cdk_is_installed; then
    say "would check the stack's options"
    return
  fi
  cdk synth "$stack" --quiet "${common[@]}" --context package=image --context imageTag=none ||
    die "the stack cannot be made with these options; the output above says why (nothing was changed)"
}

run_tests() {
  [ -z "$redeploy" ] || return 0
  if [ -n "$skip_tests" ]; then say "tests skipped"; else change "$root/test"; fi
}

bootstrap() {
  local toolkit=
  [ -n "$force" ] || toolkit=$(ask "does not exist" cloudformation describe-stacks --stack-name CDKToolkit --query 'Stacks[0].StackStatus' --output text)
  [ -z "$toolkit" ] || return 0
  change cdk bootstrap "aws://$account/$region" ||
    die "CDK could not set up account $account in region $region; its output above says why. It takes an administrator's rights, once:
  (cd aws-infrastructure/cdk && npm ci && npx cdk bootstrap aws://$account/$region)"
}

# Sets how CDK is told what to run, and version_name and image_name for the summary.
publish() {
  image_name=''
  if [ -n "$redeploy" ]; then
    take_live_package
    return
  fi
  if [ -n "$zip" ]; then
    code=(--context package=zip --context "zipPath=$package/bootstrap.zip")
    version_name=zip
    [ -n "$dry_run" ] || version_name=sha256:$(sha256 <"$package/bootstrap.zip" | cut -d' ' -f1)
    return
  fi
  # Without a stage: its stack cannot be told without the image.
  change cdk deploy PhoneyRegistry --require-approval never
  if [ -n "$dry_run" ]; then
    say "would build the image by $engine and push it, unless the registry has this content"
    version_name=image
    code=(--context package=image --context "imageDigest=(of the image)")
    return
  fi
  add_certificates "$package"
  # The registry keeps so many images of each stage, by their tags.
  local tag image
  tag=$stage-$arch-$(content_tag "$package")
  image_name=$account.dkr.ecr.$region.amazonaws.com/$repository
  image=$image_name:$tag
  version_name=$(image_digest "$tag")
  if [ -n "$version_name" ]; then
    say "the registry has this content already: $tag"
  else
    if ! adopt_image "$tag" prod staging dev; then
      build_image "$engine" "$image" "$package" "$arch"
      push_image "$engine" "$image"
    fi
    version_name=$(image_digest "$tag")
    [ -n "$version_name" ] || die "the registry does not know the image that was just pushed: $image"
  fi
  code=(--context package=image --context "imageDigest=$version_name")
}

take_live_package() {
  local image location
  image=$(json_member image <<<"$live_package")
  location=$(json_member zip <<<"$live_package")
  if [ -n "$image" ]; then
    image_name=${image%@*}
    version_name=${image#*@}
    code=(--context package=image --context "imageDigest=$version_name")
    return
  fi
  version_name=zip
  code=(--context package=zip --context "zipPath=$root/build/package/live/bootstrap.zip")
  [ -z "$dry_run" ] || return 0
  mkdir -p "$root/build/package/live"
  curl --silent --show-error --fail --location --output "$root/build/package/live/bootstrap.zip" "$location" ||
    die "the package that is live could not be downloaded (nothing was changed)"
}

deploy() {
  local given
  before=$(live_version "$stage")
  given=$(stack_output "$stack" FunctionVersion)
  if [ -n "$before" ]; then
    set_first_password "$stage"
    try_live_login
    publish_beside "$given"
  fi
  deploy_stack
  [ -n "$before" ] || set_first_password "$stage"
  [ -n "$dry_run" ] || after=$(live_version "$stage")
}

# deploy_stack [WORDS...]
deploy_stack() {
  change cdk deploy "$stack" "${common[@]}" "$@" "${code[@]}" --require-approval never || explain_failure
}

# explain_failure: CDK could not deploy the stack. The stack's status tells whether CloudFormation began to change it: only then do its events say why
# it failed, and without a stack there are none.
explain_failure() {
  local status events="aws cloudformation describe-stack-events --stack-name $stack"
  status=$(ask "does not exist" cloudformation describe-stacks --stack-name "$stack" --query 'Stacks[0].StackStatus' --output text)
  if [ -n "$status" ] && [ "$stage" = prod ] && [ -z "$before" ]; then
    say "An empty stack remains, which the next deployment deletes. Its protection prevents that; lift it:
  aws cloudformation update-termination-protection --stack-name $stack --no-enable-termination-protection"
  fi
  case $status in
    *ROLLBACK_FAILED)
      die "the deployment failed, and so did CloudFormation's rollback ($status); live version: ${before:-none}. See: $events
docs/runbook.md says under UPDATE_ROLLBACK_FAILED what to do"
      ;;
    *ROLLBACK* | *FAILED)
      die "the deployment failed and CloudFormation took it back; live version: ${before:-none}. See: $events
If the new version failed its check, the log says why: aws logs filter-log-events --log-group-name /aws/lambda/phoney-$stage-pre-traffic
If an alarm stopped it, docs/runbook.md says what to do"
      ;;
    *)
      die "CloudFormation did not begin the deployment: the change set was refused, or CDK stopped before; its output above says why (nothing of $stack was changed; live version: ${before:-none})"
      ;;
  esac
}

# An outdated PHONEY_PASSWORD must not condemn a good version, so it is tried on the one that is live.
try_live_login() {
  if [ -z "${PHONEY_PASSWORD:-}" ] || [ -n "${password_is_new:-}" ] || [ -n "$dry_run" ]; then return; fi
  local live_url
  live_url=$(service_url "$stage")
  if "$here/smoke.sh" --login-only "$live_url"; then return; fi
  say "the version that is live does not let PHONEY_PASSWORD in, so the login of the new one is not tried; password.sh $stage sets a password"
  unset PHONEY_PASSWORD
}

# publish_beside GIVEN: publishes the new version while live stays. CodeDeploy cannot try the login, as it does not know the password; and it
# moves live only from the version that CloudFormation gave it, which is GIVEN, and not so after a rollback.
publish_beside() {
  if [ -z "${PHONEY_PASSWORD:-}" ] && [ "$before" = "$1" ]; then return; fi
  say "publishing beside version $before, which stays live"
  deploy_stack --context "liveVersion=$before"
  [ -n "${PHONEY_PASSWORD:-}" ] || return 0
  if [ -n "$dry_run" ]; then
    say "would try the login of the new version"
    return
  fi
  local published problems
  published=$(stack_output "$stack" PublishedVersion)
  [ "$published" != "$before" ] || return 0
  problems=$(problems_of_version "$stage" "$published")
  [ -z "$problems" ] || die "version $published is bad, and live stays at $before: $problems"
  say "version $published lets PHONEY_PASSWORD in"
}

# A failed try takes production back at once; why it failed can be found out later.
try() {
  if [ -n "$dry_run" ]; then
    say "would try $stack, and go back to version ${before:-none} if that fails"
    return
  fi
  url=$(service_url "$stage")
  [ -n "$url" ] || die "$stack has no output ApiUrl"
  if "$here/smoke.sh" "$url"; then return; fi
  if [ -z "$before" ]; then die "the smoke test failed, and there is no earlier version to go back to"; fi
  if [ "$before" = "$after" ]; then die "the smoke test failed, but this run changed no version: live is still $after"; fi
  point_live "$stage" "$before"
  write_info rolled-back "$before"
  die "the smoke test failed; live is back at version $before (this was $after)"
}

# write_info RESULT VERSION
write_info() {
  mkdir -p "$root/build"
  node -e '
    const names = ["stage", "result", "account", "region", "architecture", "build", "image", "package", "function_version", "previous_version", "url", "commit", "time"];
    console.log(JSON.stringify(Object.fromEntries(names.map((name, i) => [name, process.argv[i + 1] || null])), null, 2));
  ' "$stage" "$1" "$account" "$region" "$arch" "$builder" "$image_name" "$version_name" "$2" "$before" "$url" \
    "$(git -C "$root" rev-parse HEAD 2>/dev/null || true)" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >"$root/build/deployment-info-$stage.json"
}

check
run_tests
make_package
bootstrap
publish
deploy
try
if [ -n "$dry_run" ]; then
  say "nothing was changed"
  exit 0
fi
write_info deployed "$after"
say "
stage      $stage
address    $url
version    $after (before: ${before:-none})
package    $version_name
dashboard  $(stack_output "$stack" DashboardUrl)
written    build/deployment-info-$stage.json"
[ "$stage" != prod ] || warn_without_address
