#!/usr/bin/env bats
# deploy.sh against stand-ins that know what they must be asked.

setup() {
  load helper
  make_tree
}
teardown() { stop_phoney; }

digest=sha256:1111111111111111111111111111111111111111111111111111111111111111
set_hash='{"api_password_hash":"$2b$04$abc","jwt_secret":"0123456789abcdef"}'

# The image's tag, by the same rule as lib/image.sh, from what is in it.
tag() {
  (cd "$BATS_TEST_TMPDIR" && cp "$PHONEY" phoney && cp ca.crt ca-certificates.crt && sha256sum phoney ca-certificates.crt &&
    sha256sum <"$repository_root/aws-infrastructure/docker/Dockerfile") | sha256sum | cut -c1-20
}
describe_image() { # STAGE
  echo "aws ecr describe-images --repository-name phoney --image-ids imageTag=$1-arm64-$(tag) --query imageDetails[0].imageDigest --output text"
}

expect_check() { # STAGE [CONTEXT WORDS]
  expect "$identity" "$account"
  [ -z "${PHONEY_PASSWORD:-}" ] || expect_none "$(username_of "$1")"
  [ "$1" != prod ] || expect "$stopping"
  expect "$(parameters_of "$1")" '[]'
  expect_synth "$@"
}
expect_synth() { # STAGE [CONTEXT WORDS]
  expect "npx --no-install cdk synth PhoneyStack-$1 --quiet --context stage=$1 ${2:---context arch=arm64} --context package=image --context imageTag=none"
}
expect_registry() { # STAGE
  expect_check "$1"
  expect "$toolkit" CREATE_COMPLETE
  expect "npx --no-install cdk deploy PhoneyRegistry --require-approval never"
}
expect_no_image() { # STAGE: neither this stage nor another has the content.
  local other
  expect_none "$(describe_image "$1")"
  for other in prod staging dev; do [ "$other" = "$1" ] || expect_none "$(describe_image "$other")"; done
}
expect_image() { # STAGE
  expect_no_image "$1"
  expect "docker build --platform linux/arm64 --file $tree/aws-infrastructure/docker/Dockerfile --build-arg PAYLOAD=prebuilt --tag $registry/phoney:$1-arm64-$(tag) $tree/build/package/arm64"
  expect "aws ecr get-login-password" registry-password
  expect "docker login --username AWS --password-stdin $registry"
  expect_input
  expect "docker push $registry/phoney:$1-arm64-$(tag)"
  expect_image_is_there "$1"
}
expect_image_is_there() { # STAGE
  expect "$(describe_image "$1")" "$digest"
}
expect_before() { # STAGE [VERSION [VERSION OF THE STACK]]
  if [ -n "${2:-}" ]; then
    expect "$(live "$1")" "$2"
    expect "$(output_of "PhoneyStack-$1" FunctionVersion)" "${3:-$2}"
  else
    expect_none "$(live "$1")"
    expect_none "$(output_of "PhoneyStack-$1" FunctionVersion)"
  fi
}
expect_stack() { # STAGE [CODE]
  expect "npx --no-install cdk deploy PhoneyStack-$1 --context stage=$1 --context arch=arm64 --context package=image --context imageDigest=$digest --require-approval never" '' "${2:-0}"
}
expect_published_beside() { # STAGE LIVE
  expect "npx --no-install cdk deploy PhoneyStack-$1 --context stage=$1 --context arch=arm64 --context liveVersion=$2 --context package=image --context imageDigest=$digest --require-approval never"
}
expect_login() { # STAGE VERSION ANSWER: what the check of a version says
  expect "$(output_of "PhoneyStack-$1" PublishedVersion)" "$2"
  expect "$(check_of "$1")" "$3"
  expect_input
}
expect_address() { # STAGE URL
  expect "$(output_of "PhoneyStack-$1" ApiUrl)" "$2/"
}

@test "a first deployment pushes the image, makes a password, stores its hash and logs in with it" {
  start_phoney
  export PHONEY_PASSWORD=correct
  expect_registry dev
  expect_image dev
  expect_before dev
  expect_stack dev
  expect "$(secret_of dev)" '{"api_password_hash":"none","jwt_secret":"0123456789abcdef"}'
  expect "$(secret_of dev)" '{"api_password_hash":"none","jwt_secret":"0123456789abcdef"}'
  expect "$(put_secret dev)" v1
  expect_input
  expect "$(live dev)" 1
  expect_address dev "$url"
  expect "$(output_of PhoneyStack-dev DashboardUrl)" https://dashboard
  succeeds "$scripts/deploy.sh" dev
  transcript_is_done
  says "ok      POST /api/v1/generate with a token"
  says "version    1 (before: none)"
  is_silent_about correct
  [ "$(cat "$BATS_TEST_TMPDIR/ran")" = "test 
package --arch arm64" ]
  [[ $(input | node -p 'JSON.parse(require("fs").readFileSync(0)).jwt_secret') = 0123456789abcdef ]]
  [[ $(input | node -p 'JSON.parse(require("fs").readFileSync(0)).api_password_hash') = '$2b$12$'* ]]
  info=$tree/build/deployment-info-dev.json
  [ "$(node -p "const i = require('$info'); [i.stage, i.result, i.account, i.region, i.image, i.package, i.function_version, i.previous_version, i.url].join()")" = \
    "dev,deployed,$account,eu-north-1,$registry/phoney,$digest,1,,$url" ]
}

@test "a second deployment of the same content builds, pushes and sets nothing" {
  start_phoney
  expect_registry dev
  expect_image_is_there dev
  expect_before dev 1
  expect "$(secret_of dev)" "$set_hash"
  expect_stack dev
  expect "$(live dev)" 1
  expect_address dev "$url"
  expect "$(output_of PhoneyStack-dev DashboardUrl)" https://dashboard
  succeeds "$scripts/deploy.sh" --skip-tests dev
  transcript_is_done
  says "the registry has this content already"
  [ "$(cat "$BATS_TEST_TMPDIR/ran")" = "package --arch arm64" ]
}

@test "production runs the very image that ran in staging, under a tag of its own" {
  local manifest='{"schemaVersion":2}' type=application/vnd.oci.image.manifest.v1+json
  expect_registry prod
  expect_none "$(describe_image prod)"
  expect_image_is_there staging
  expect "aws ecr batch-get-image --repository-name phoney --image-ids imageTag=staging-arm64-$(tag) --query images[0] --output json" \
    "$(node -p 'JSON.stringify({ imageManifest: process.argv[1], imageManifestMediaType: process.argv[2] })' "$manifest" "$type")"
  expect "aws ecr put-image --repository-name phoney --image-tag prod-arm64-$(tag) --image-manifest-media-type $type --image-manifest file:///dev/stdin --query image.imageId.imageDigest --output text" "$digest"
  expect_input
  expect_image_is_there prod
  expect_before prod 7
  expect "$(secret_of prod)" "$set_hash"
  expect_stack prod 1
  expect "$(status_of PhoneyStack-prod)" UPDATE_COMPLETE
  fails_with 1 "$scripts/deploy.sh" prod --skip-tests --yes
  transcript_is_done
  [ "$(input)" = "$manifest" ]
}

@test "a failed smoke test puts live back to the version before, says so and fails" {
  expect_registry staging
  expect_image_is_there staging
  expect_before staging 4
  expect "$(secret_of staging)" "$set_hash"
  expect_stack staging
  expect "$(live staging)" 5
  expect_address staging http://127.0.0.1:9
  expect "$(point staging 4)" 4
  fails_with 1 "$scripts/deploy.sh" staging --skip-tests
  transcript_is_done
  says "the smoke test failed; live is back at version 4 (this was 5)"
  [ "$(node -p "const i = require('$tree/build/deployment-info-staging.json'); [i.result, i.function_version].join()")" = rolled-back,4 ]
}

@test "a failed smoke test of a first deployment says that there is nothing to go back to" {
  expect_registry dev
  expect_image_is_there dev
  expect_before dev
  expect_stack dev
  expect "$(secret_of dev)" "$set_hash"
  expect "$(live dev)" 1
  expect_address dev http://127.0.0.1:9
  fails_with 1 "$scripts/deploy.sh" dev --skip-tests
  transcript_is_done
  says "there is no earlier version to go back to"
}

@test "a failed CDK deployment fails with the command that shows why, and tries nothing" {
  expect_registry dev
  expect_image_is_there dev
  expect_before dev 7
  expect "$(secret_of dev)" "$set_hash"
  expect_stack dev 1
  expect "$(status_of PhoneyStack-dev)" UPDATE_ROLLBACK_COMPLETE
  fails_with 1 "$scripts/deploy.sh" dev --skip-tests
  transcript_is_done
  says "CloudFormation took it back; live version: 7. See: aws cloudformation describe-stack-events --stack-name PhoneyStack-dev"
}

@test "a change set that is refused sends nobody to the events of a stack that does not exist or did not change" {
  local status
  for status in '' REVIEW_IN_PROGRESS UPDATE_COMPLETE; do
    expect_registry dev
    expect_image_is_there dev
    expect_before dev 7
    expect "$(secret_of dev)" "$set_hash"
    expect_stack dev 1
    if [ -n "$status" ]; then expect "$(status_of PhoneyStack-dev)" "$status"; else expect_none "$(status_of PhoneyStack-dev)"; fi
    fails_with 1 "$scripts/deploy.sh" dev --skip-tests
    says "CloudFormation did not begin the deployment: the change set was refused, or CDK stopped before; its output above says why (nothing of PhoneyStack-dev was changed; live version: 7)"
    is_silent_about describe-stack-events
  done
  transcript_is_done
}

@test "a rollback that failed too is told apart" {
  expect_registry dev
  expect_image_is_there dev
  expect_before dev 7
  expect "$(secret_of dev)" "$set_hash"
  expect_stack dev 1
  expect "$(status_of PhoneyStack-dev)" UPDATE_ROLLBACK_FAILED
  fails_with 1 "$scripts/deploy.sh" dev --skip-tests
  transcript_is_done
  says "so did CloudFormation's rollback (UPDATE_ROLLBACK_FAILED)"
}

@test "a first deployment to production whose change set is refused leaves no protected stack to speak of" {
  expect_registry prod
  expect_image_is_there prod
  expect_before prod
  expect_stack prod 1
  expect_none "$(status_of PhoneyStack-prod)"
  fails_with 1 "$scripts/deploy.sh" prod --skip-tests --yes
  transcript_is_done
  is_silent_about update-termination-protection
}

@test "a failed first deployment to production says what stands in the way of the next" {
  expect_registry prod
  expect_image_is_there prod
  expect_before prod
  expect_stack prod 1
  expect "$(status_of PhoneyStack-prod)" ROLLBACK_COMPLETE
  fails_with 1 "$scripts/deploy.sh" prod --skip-tests --yes
  transcript_is_done
  says "aws cloudformation update-termination-protection --stack-name PhoneyStack-prod --no-enable-termination-protection"
  says "live version: none"
}

@test "who may not look does not go on as if there were nothing" {
  expect_check dev
  expect_refusal "$toolkit"
  fails_with 1 "$scripts/deploy.sh" dev --skip-tests
  says "aws cloudformation describe-stacks failed: An error occurred (AccessDeniedException)"
  expect_registry dev
  expect_refusal "$(describe_image dev)"
  fails_with 1 "$scripts/deploy.sh" dev --skip-tests
  says "aws ecr describe-images failed: "
  expect_registry dev
  expect_image_is_there dev
  expect_refusal "$(live dev)"
  fails_with 1 "$scripts/deploy.sh" dev --skip-tests
  says "aws lambda get-alias failed: "
  transcript_is_done
}

@test "after a rollback, CloudFormation first learns where live is, and CodeDeploy moves it from there" {
  start_phoney
  expect_registry dev
  expect_image_is_there dev
  expect_before dev 4 8
  expect "$(secret_of dev)" "$set_hash"
  expect_published_beside dev 4
  expect_stack dev
  expect "$(live dev)" 10
  expect_address dev "$url"
  expect "$(output_of PhoneyStack-dev DashboardUrl)" https://dashboard
  succeeds "$scripts/deploy.sh" dev --skip-tests
  transcript_is_done
  says "publishing beside version 4, which stays live"
  says "version    10 (before: 4)"
}

@test "the login of a new version is tried before clients get it" {
  start_phoney
  export PHONEY_PASSWORD=correct
  expect_registry dev
  expect_image_is_there dev
  expect_before dev 4
  expect "$(secret_of dev)" "$set_hash"
  expect_address dev "$url"
  expect_published_beside dev 4
  expect_login dev 5 '{"problems": []}None'
  expect_stack dev
  expect "$(live dev)" 5
  expect_address dev "$url"
  expect "$(output_of PhoneyStack-dev DashboardUrl)" https://dashboard
  succeeds "$scripts/deploy.sh" dev --skip-tests
  transcript_is_done
  says "version 5 lets PHONEY_PASSWORD in"
  is_silent_about correct
  [ "$(input)" = '{"version":"5","username":"admin","password":"correct"}' ]
}

@test "a version that is bad before clients get it leaves live where it is" {
  local answer message
  start_phoney
  export PHONEY_PASSWORD=correct
  while IFS='|' read -r answer message; do
    expect_registry dev
    expect_image_is_there dev
    expect_before dev 4
    expect "$(secret_of dev)" "$set_hash"
    expect_address dev "$url"
    expect_published_beside dev 4
    expect_login dev 5 "$answer"
    fails_with 1 "$scripts/deploy.sh" dev --skip-tests
    says "version 5 is bad, and live stays at 4: $message"
  done <<'TEXT'
{"problems": ["GET /health: {}", "POST /token knows the password: {}"]}None|GET /health: {}; POST /token knows the password: {}
{"errorMessage": "2026 Task timed out after 600 seconds"}Unhandled|the check failed: 2026 Task timed out after 600 seconds
TEXT
  transcript_is_done
}

@test "content that is live already is not tried again" {
  start_phoney
  export PHONEY_PASSWORD=correct
  expect_registry dev
  expect_image_is_there dev
  expect_before dev 4
  expect "$(secret_of dev)" "$set_hash"
  expect_address dev "$url"
  expect_published_beside dev 4
  expect "$(output_of PhoneyStack-dev PublishedVersion)" 4
  expect_stack dev
  expect "$(live dev)" 4
  expect_address dev "$url"
  expect "$(output_of PhoneyStack-dev DashboardUrl)" https://dashboard
  succeeds "$scripts/deploy.sh" dev --skip-tests
  transcript_is_done
}

@test "an outdated password does not take a good version back" {
  start_phoney
  export PHONEY_PASSWORD=outdated
  expect_registry dev
  expect_image_is_there dev
  expect_before dev 4
  expect "$(secret_of dev)" "$set_hash"
  expect_address dev "$url"
  expect_stack dev
  expect "$(live dev)" 5
  expect_address dev "$url"
  expect "$(output_of PhoneyStack-dev DashboardUrl)" https://dashboard
  succeeds "$scripts/deploy.sh" dev --skip-tests
  transcript_is_done
  says "the version that is live does not let PHONEY_PASSWORD in, so the login of the new one is not tried; password.sh dev sets a password"
  says "the login was not tried"
  is_silent_about outdated
}

@test "a first password of a stage that is there is set before the version that needs it starts" {
  start_phoney
  export PHONEY_PASSWORD=correct
  expect_registry dev
  expect_image_is_there dev
  expect_before dev 4
  expect "$(secret_of dev)" '{"api_password_hash":"none","jwt_secret":"x"}'
  expect "$(secret_of dev)" '{"api_password_hash":"none","jwt_secret":"x"}'
  expect "$(put_secret dev)" v1
  expect_input
  expect_published_beside dev 4
  expect_login dev 5 '{"problems": []}None'
  expect_stack dev
  expect "$(live dev)" 5
  expect_address dev "$url"
  expect "$(output_of PhoneyStack-dev DashboardUrl)" https://dashboard
  succeeds "$scripts/deploy.sh" dev --skip-tests
  transcript_is_done
}

@test "the parameters of a stage are the fallback of its starts" {
  local listed fallback own
  own='{"CORS_ORIGINS":"*"}'
  while IFS='|' read -r listed fallback; do
    expect "$identity" "$account"
    expect "$(parameters_of dev)" "$listed"
    expect_synth dev "--context arch=arm64 --context parameterFallback=$fallback --context parameterFallback=$own" 
    expect_none "$toolkit"
    expect "npx --no-install cdk bootstrap aws://$account/eu-north-1" '' 1
    fails_with 1 "$scripts/deploy.sh" --zip dev --skip-tests --context "parameterFallback=$own"
  done <<TEXT
[["/phoney/dev/RATE_LIMIT_PER_MINUTE","120"],["/phoney/dev/CORS_ORIGINS","https://a.example, https://b.example"]]|{"RATE_LIMIT_PER_MINUTE":"120","CORS_ORIGINS":"https://a.example, https://b.example"}
[["/phoney/dev/other-tool","1"],["/phoney/dev/API_USERNAME","ann"]]|{"API_USERNAME":"ann"}
[["/phoney/dev/CORS_ORIGINS","$(printf 'x%.0s' $(seq 2500))"]]|none
TEXT
  says "the parameters of dev are too large for the function's environment, so a start fails if Parameter Store does not answer"
  transcript_is_done
}

@test "who may not read the parameters deploys nothing" {
  expect "$identity" "$account"
  expect_refusal "$(parameters_of dev)"
  fails_with 1 "$scripts/deploy.sh" dev --skip-tests
  says "aws ssm get-parameters-by-path failed: "
  transcript_is_done
}

@test "the image that is live is deployed again as it is" {
  start_phoney
  rm "$BATS_TEST_TMPDIR/bin/docker"
  expect "$identity" "$account"
  expect "$(package_of dev)" "{\"arch\":\"x86_64\",\"image\":\"$registry/phoney@$digest\",\"zip\":\"https://example.com\"}"
  expect "$(parameters_of dev)" '[]'
  expect_synth dev "--context arch=x86_64 --context memory=256"
  expect "$toolkit" CREATE_COMPLETE
  expect_before dev 4
  expect "$(secret_of dev)" "$set_hash"
  expect "npx --no-install cdk deploy PhoneyStack-dev --context stage=dev --context arch=x86_64 --context memory=256 --context package=image --context imageDigest=$digest --require-approval never"
  expect "$(live dev)" 5
  expect_address dev "$url"
  expect "$(output_of PhoneyStack-dev DashboardUrl)" https://dashboard
  succeeds "$scripts/deploy.sh" dev --redeploy --context memory=256
  transcript_is_done
  [ "$(node -p "const i = require('$tree/build/deployment-info-dev.json'); [i.build, i.image, i.package].join()")" = "live,$registry/phoney,$digest" ]
  [ ! -f "$BATS_TEST_TMPDIR/ran" ]
}

@test "the zip that is live is deployed again as it is" {
  echo zip >"$BATS_TEST_TMPDIR/live.zip"
  expect "$identity" "$account"
  expect "$(package_of dev)" "{\"arch\":\"arm64\",\"image\":null,\"zip\":\"file://$BATS_TEST_TMPDIR/live.zip\"}"
  expect "$(parameters_of dev)" '[]'
  expect_synth dev
  expect "$toolkit" CREATE_COMPLETE
  expect_before dev 4
  expect "$(secret_of dev)" "$set_hash"
  expect "npx --no-install cdk deploy PhoneyStack-dev --context stage=dev --context arch=arm64 --context package=zip --context zipPath=$tree/build/package/live/bootstrap.zip --require-approval never" '' 1
  expect "$(status_of PhoneyStack-dev)" UPDATE_ROLLBACK_COMPLETE
  fails_with 1 "$scripts/deploy.sh" dev --redeploy
  transcript_is_done
  [ "$(cat "$tree/build/package/live/bootstrap.zip")" = zip ]
  [ ! -f "$BATS_TEST_TMPDIR/ran" ]
}

@test "without a version that is live there is nothing to deploy again" {
  expect "$identity" "$account"
  expect_none "$(package_of dev)"
  fails_with 1 "$scripts/deploy.sh" dev --redeploy
  says "phoney-dev has no alias live"
  transcript_is_done
  for word in --zip "--build here"; do
    # shellcheck disable=SC2086  # words
    fails_with 2 "$scripts/deploy.sh" dev --redeploy $word
    says "leave --zip and --build out"
  done
}

@test "podman and buildah do what docker does" {
  local engine verb
  for engine in podman buildah; do
    verb="$engine build"
    stand_in "$engine"
    expect_registry dev
    expect_no_image dev
    expect "$verb --format oci --timestamp 0 --platform linux/arm64 --file $tree/aws-infrastructure/docker/Dockerfile --build-arg PAYLOAD=prebuilt --tag $registry/phoney:dev-arm64-$(tag) $tree/build/package/arm64"
    expect "aws ecr get-login-password" registry-password
    expect "$engine login --username AWS --password-stdin $registry"
    expect_input
    expect "$engine push $registry/phoney:dev-arm64-$(tag)" '' 1
    CONTAINER_ENGINE=$engine fails_with 1 "$scripts/deploy.sh" dev --skip-tests
    [ "$(input)" = registry-password ]
  done
  transcript_is_done
}

@test "a zip needs no container engine and no registry; contexts are handed on; --force bootstraps" {
  start_phoney
  rm "$BATS_TEST_TMPDIR/bin/docker"
  expect_check dev "--context arch=x86_64 --context memory=256"
  expect "npx --no-install cdk bootstrap aws://$account/eu-north-1"
  expect_before dev 1
  expect "$(secret_of dev)" "$set_hash"
  expect "npx --no-install cdk deploy PhoneyStack-dev --context stage=dev --context arch=x86_64 --context memory=256 --context package=zip --context zipPath=$tree/build/package/x86_64/bootstrap.zip --require-approval never"
  expect "$(live dev)" 1
  expect "$(output_of PhoneyStack-dev ApiUrl)" "$url"
  expect "$(output_of PhoneyStack-dev DashboardUrl)" https://dashboard
  succeeds "$scripts/deploy.sh" --zip --force --arch x86_64 dev --context memory=256 --skip-tests
  transcript_is_done
}

@test "an account that was never bootstrapped is, and CDK is installed from the lock file" {
  start_phoney
  rm -r "$tree/aws-infrastructure/cdk/node_modules"
  expect "$identity" "$account"
  expect "$(parameters_of dev)" '[]'
  expect "npm ci --prefix $tree/aws-infrastructure/cdk --no-audit --no-fund"
  expect_synth dev
  expect_none "$toolkit"
  expect "npx --no-install cdk bootstrap aws://$account/eu-north-1" '' 1
  fails_with 1 "$scripts/deploy.sh" --zip dev --skip-tests
  transcript_is_done
  says "It takes an administrator's rights, once:"
  says "npx cdk bootstrap aws://$account/eu-north-1"
}

@test "an older installation of CDK is renewed" {
  touch -d tomorrow "$tree/aws-infrastructure/cdk/package-lock.json"
  expect "$identity" "$account"
  expect "$(parameters_of dev)" '[]'
  expect "npm ci --prefix $tree/aws-infrastructure/cdk --no-audit --no-fund" '' 1
  fails_with 1 "$scripts/deploy.sh" --zip dev --skip-tests
  transcript_is_done
}

@test "the processor is one for package, image and function, whoever names it" {
  local words
  sed -i 's/"arm64"/"x86_64"/' "$tree/aws-infrastructure/cdk/cdk.json"
  for words in '' '--arch x86_64' '--context arch=x86_64'; do
    : >"$BATS_TEST_TMPDIR/ran"
    expect_check dev "--context arch=x86_64"
    expect "$toolkit" CREATE_COMPLETE
    expect_before dev 1
    expect "$(secret_of dev)" "$set_hash"
    expect "npx --no-install cdk deploy PhoneyStack-dev --context stage=dev --context arch=x86_64 --context package=zip --context zipPath=$tree/build/package/x86_64/bootstrap.zip --require-approval never" '' 1
    expect "$(status_of PhoneyStack-dev)" UPDATE_ROLLBACK_COMPLETE
    # shellcheck disable=SC2086  # words
    fails_with 1 "$scripts/deploy.sh" --zip dev --skip-tests $words
    [ "$(cat "$BATS_TEST_TMPDIR/ran")" = "package --arch x86_64" ]
    [ -z "$words" ] || continue
    sed -i 's/"x86_64"/"arm64"/' "$tree/aws-infrastructure/cdk/cdk.json"
  done
  transcript_is_done
}

@test "options of the stack come from CDK_CONTEXT too, and the command line has the last word" {
  export CDK_CONTEXT="memory=256 alarmEmail=you@example.com"
  expect_check dev "--context arch=arm64 --context memory=256 --context alarmEmail=you@example.com --context memory=512"
  expect "$toolkit" CREATE_COMPLETE
  expect_before dev 1
  expect "$(secret_of dev)" "$set_hash"
  expect "npx --no-install cdk deploy PhoneyStack-dev --context stage=dev --context arch=arm64 --context memory=256 --context alarmEmail=you@example.com --context memory=512 --context package=zip --context zipPath=$tree/build/package/arm64/bootstrap.zip --require-approval never" '' 1
  expect "$(status_of PhoneyStack-dev)" UPDATE_ROLLBACK_COMPLETE
  fails_with 1 "$scripts/deploy.sh" --zip dev --skip-tests --context memory=512
  transcript_is_done
}

@test "in CI no password is made up, as it would stand in the log" {
  start_phoney
  export CI=true
  expect_registry dev
  expect_image_is_there dev
  expect_before dev
  expect_stack dev
  expect "$(secret_of dev)" '{"api_password_hash":"","jwt_secret":"x"}'
  expect "$(live dev)" 1
  expect_address dev "$url"
  expect "$(output_of PhoneyStack-dev DashboardUrl)" https://dashboard
  succeeds "$scripts/deploy.sh" dev --skip-tests
  transcript_is_done
  says "No password is set, so nobody can log in"
}

@test "a password that nobody gave is generated, printed once and stored as a hash alone" {
  expect_registry dev
  expect_image_is_there dev
  expect_before dev
  expect_stack dev
  expect "$(secret_of dev)" '{"api_password_hash":"","jwt_secret":"x"}'
  expect "$(secret_of dev)" '{"api_password_hash":"","jwt_secret":"x"}'
  expect "$(put_secret dev)" v1
  expect_input
  expect "$(live dev)" 1
  expect_address dev http://127.0.0.1:9
  fails_with 1 "$scripts/deploy.sh" dev --skip-tests --yes
  transcript_is_done
  password=$(grep -o 'user is .*' <<<"$output" | cut -d' ' -f3)
  [ ${#password} = 24 ]
  [ "$(grep -c "$password" <<<"$output")" = 1 ]
  [[ $(input) != *"$password"* ]]
}

@test "what is missing is named, all at once, before anything is asked" {
  rm "$BATS_TEST_TMPDIR"/bin/{aws,npx}
  fails_with 1 "$scripts/deploy.sh" dev
  says "not found: aws npx; install what is missing and start again (nothing was changed)"
  transcript_is_done
  [ ! -f "$BATS_TEST_TMPDIR/ran" ]
}

@test "without docker, podman, finch and buildah it says so" {
  rm "$BATS_TEST_TMPDIR/bin/docker"
  fails_with 1 "$scripts/deploy.sh" dev
  says "none of docker, podman, finch and buildah is here"
  transcript_is_done
}

@test "an engine that does not answer is found before anything is asked" {
  ENGINE_INFO_CODE=1 fails_with 1 "$scripts/deploy.sh" dev
  says "docker is here, but does not answer; start it, or set CONTAINER_ENGINE."
  CONTAINER_ENGINE=nerdctl fails_with 1 "$scripts/deploy.sh" dev
  says 'CONTAINER_ENGINE is docker, podman, finch or buildah, not "nerdctl"'
  transcript_is_done
  [ ! -f "$BATS_TEST_TMPDIR/ran" ]
}

@test "options that the stack refuses are found before anything is tested, built or changed" {
  expect "$identity" "$account"
  expect "$(parameters_of dev)" '[]'
  expect "npx --no-install cdk synth PhoneyStack-dev --quiet --context stage=dev --context arch=arm64 --context memory=64 --context package=image --context imageTag=none" '' 1
  fails_with 1 "$scripts/deploy.sh" dev --context memory=64
  says "the stack cannot be made with these options; the output above says why (nothing was changed)"
  transcript_is_done
  [ ! -f "$BATS_TEST_TMPDIR/ran" ]
}

@test "a Node.js that CDK does not run on is found first" {
  replace node "echo 20.20.2"
  fails_with 1 "$scripts/deploy.sh" dev
  says "Node.js is 20.20.2; CDK needs 22 or newer (nothing was changed)"
  fails_with 1 "$scripts/destroy.sh" dev
  says "Node.js is 20.20.2"
  transcript_is_done
}

@test "credentials of another account stop it" {
  export AWS_ACCOUNT_ID=999999999999
  expect "$identity" "$account"
  fails_with 1 "$scripts/deploy.sh" dev
  says "the credentials are of account $account, AWS_ACCOUNT_ID says 999999999999 (nothing was changed)"
  transcript_is_done
  [ ! -f "$BATS_TEST_TMPDIR/ran" ]
}

@test "credentials that AWS refuses stop it" {
  expect "$identity" '' 254
  fails_with 1 "$scripts/deploy.sh" dev
  says "AWS does not accept the credentials"
  transcript_is_done
}

@test "no region stops it" {
  unset AWS_DEFAULT_REGION
  expect "aws configure get region" '' 1
  fails_with 1 "$scripts/deploy.sh" dev
  says "no region is set"
  transcript_is_done
}

@test "a dry run asks AWS, tells what it would do, and does none of it" {
  expect_check prod
  expect_none "$toolkit"
  expect_before prod 3
  succeeds "$scripts/deploy.sh" --dry-run prod
  transcript_is_done
  says "would run: $tree/test"
  says "would run: $tree/scripts/package --arch arm64"
  says "would run: cdk bootstrap aws://$account/eu-north-1"
  says "would run: cdk deploy PhoneyRegistry"
  says "would run: cdk deploy PhoneyStack-prod"
  says "go back to version 3 if that fails"
  says "nothing was changed"
  [ ! -f "$BATS_TEST_TMPDIR/ran" ]
  [ ! -e "$tree/build" ]
}

@test "a dry run installs nothing, not even to check the options" {
  rm -r "$tree/aws-infrastructure/cdk/node_modules"
  expect "$identity" "$account"
  expect "$(parameters_of dev)" '[]'
  expect "$toolkit" CREATE_COMPLETE
  expect_before dev 3
  succeeds "$scripts/deploy.sh" --dry-run dev
  says "would run: npm ci"
  says "would check the stack's options"
  transcript_is_done
}

@test "a password that cannot be is found before anything is changed" {
  local long
  long=$(printf 'x%.0s' $(seq 73))
  expect "$identity" "$account"
  PHONEY_PASSWORD=$long fails_with 1 "$scripts/deploy.sh" dev
  says "PHONEY_PASSWORD has more than 72 bytes"
  is_silent_about "$long"
  expect "$identity" "$account"
  PHONEY_PASSWORD=$'correct\n' fails_with 1 "$scripts/deploy.sh" dev
  says "PHONEY_PASSWORD has a line break in it, perhaps at its end (nothing was changed)"
  transcript_is_done
  [ ! -f "$BATS_TEST_TMPDIR/ran" ]
}

@test "the login is tried under the name that the stage goes by" {
  export PHONEY_API_USERNAME=alice
  start_phoney
  unset PHONEY_API_USERNAME
  export PHONEY_PASSWORD=correct
  expect "$identity" "$account"
  expect "$(username_of dev)" alice
  expect "$(parameters_of dev)" '[]'
  expect_synth dev
  expect "$toolkit" CREATE_COMPLETE
  expect "npx --no-install cdk deploy PhoneyRegistry --require-approval never"
  expect_image dev
  expect_before dev 4
  expect "$(secret_of dev)" "$set_hash"
  expect_address dev "$url"
  expect_published_beside dev 4
  expect_login dev 5 '{"problems": []}None'
  expect_stack dev
  expect "$(live dev)" 5
  expect_address dev "$url"
  expect "$(output_of PhoneyStack-dev DashboardUrl)" https://dashboard
  succeeds "$scripts/deploy.sh" dev
  transcript_is_done
  says "ok      POST /token knows the password"
  [ "$(input)" = '{"version":"5","username":"alice","password":"correct"}' ]
}

@test "production asks, and any other word stops it" {
  expect "$identity" "$account"
  expect "$stopping"
  fails_with 1 bash -c "echo staging | '$scripts/deploy.sh' prod"
  says "stopped; nothing was changed"
  transcript_is_done
  [ ! -f "$BATS_TEST_TMPDIR/ran" ]
}

@test "production without an address for alarms is warned of, before and after, and on the page of the run" {
  start_phoney
  export GITHUB_ACTIONS=true CI=true
  expect_check prod
  expect "$toolkit" CREATE_COMPLETE
  expect_before prod 3
  expect "$(secret_of prod)" "$set_hash"
  expect "npx --no-install cdk deploy PhoneyStack-prod --context stage=prod --context arch=arm64 --context package=zip --context zipPath=$tree/build/package/arm64/bootstrap.zip --require-approval never"
  expect "$(live prod)" 4
  expect_address prod "$url"
  expect "$(output_of PhoneyStack-prod DashboardUrl)" https://dashboard
  succeeds "$scripts/deploy.sh" --zip prod --skip-tests --yes
  transcript_is_done
  says "WARNING: nobody hears of production's alarms"
  says "::warning::nobody hears of production's alarms"
  [ "$(grep -c 'WARNING: ' <<<"$output")" = 2 ]
}

@test "an address for alarms is heard of, and the last one counts; other stages need none" {
  local words
  for words in 'alarmEmail=you@example.com' 'alarmEmail= --context alarmEmail=you@example.com'; do
    expect "$identity" "$account"
    expect "$stopping"
    # shellcheck disable=SC2086  # words
    fails_with 1 "$scripts/deploy.sh" --zip prod --context $words </dev/null
    is_silent_about WARNING
  done
  expect "$identity" "$account"
  expect "$stopping"
  CDK_CONTEXT=alarmEmail=you@example.com fails_with 1 "$scripts/deploy.sh" --zip prod --context alarmEmail= </dev/null
  says WARNING
  expect_check dev
  expect "$toolkit" '' 1
  fails_with 1 "$scripts/deploy.sh" --zip dev --skip-tests
  is_silent_about WARNING
  transcript_is_done
}

@test "an alarm at which CodeDeploy would stop ends a deployment to production before anything is tested or built" {
  expect "$identity" "$account"
  expect "$stopping" phoney-prod-availability-5m
  fails_with 1 "$scripts/deploy.sh" --zip prod --yes
  says "an alarm is on, so CodeDeploy would stop the canary: phoney-prod-availability-5m (nothing was changed)"
  says "if this deployment is the fix, give --all-at-once"
  expect "$identity" "$account"
  expect_refusal "$stopping"
  fails_with 1 "$scripts/deploy.sh" --zip prod --yes
  says "aws cloudwatch describe-alarms failed: "
  transcript_is_done
  [ ! -f "$BATS_TEST_TMPDIR/ran" ]
}

@test "a fix goes to production while an alarm is on, all at once; after a rollback too" {
  local deployed beside
  for deployed in 3 8; do
    beside=''
    [ "$deployed" = 3 ] || beside='--context liveVersion=3 '
    expect "$identity" "$account"
    expect "$(parameters_of prod)" '[]'
    expect_synth prod "--context arch=arm64 --context canary=false"
    expect "$toolkit" CREATE_COMPLETE
    expect_before prod 3 "$deployed"
    expect "$(secret_of prod)" "$set_hash"
    expect "npx --no-install cdk deploy PhoneyStack-prod --context stage=prod --context arch=arm64 --context canary=false ${beside}--context package=zip --context zipPath=$tree/build/package/arm64/bootstrap.zip --require-approval never" '' 1
    expect "$(status_of PhoneyStack-prod)" UPDATE_ROLLBACK_COMPLETE
    fails_with 1 "$scripts/deploy.sh" --zip --all-at-once prod --skip-tests --yes
    says "docs/runbook.md says what to do"
  done
  transcript_is_done
}

@test "wrong words on the command line are named" {
  local line message
  while IFS='|' read -r line message; do
    # shellcheck disable=SC2086  # words
    fails_with 2 "$scripts/deploy.sh" $line
    says "deploy.sh: $message"
  done <<'TEXT'
|which stage? dev, staging or prod
production|there is no stage "production"; there are dev, staging and prod
dev prod|one stage at a time, not "dev" and "prod"
dev --fast|there is no option "--fast"
dev --arch|--arch needs a value
dev --arch arm|there is no architecture "arm"; there are arm64 and x86_64
dev --arch=arm64|there is no option "--arch=arm64"
--context|--context needs a value
dev --context memory|--context takes KEY=VALUE, not "memory"
dev --context imageTag=v1|the context key imageTag is deploy.sh's own; it takes a stage, --zip and --arch
dev --context stage=prod|the context key stage is deploy.sh's own; it takes a stage, --zip and --arch
dev --context arch=mips|there is no architecture "mips"; there are arm64 and x86_64
TEXT
  transcript_is_done
}
