#!/usr/bin/env bats
# rollback.sh, destroy.sh, password.sh and smoke.sh.

setup() {
  load helper
  make_tree
}
teardown() { stop_phoney; }

@test "rollback goes to the version before the live one, by number, and tries it" {
  start_phoney
  expect "$identity" "$account"
  expect "$(live prod)" 10
  expect "$(versions prod)" "$(versions_answer 10 9 8 11)"
  expect "$(point prod 9)" 9
  expect "$(output_of PhoneyStack-prod ApiUrl)" "$url"
  succeeds bash -c "echo prod | '$scripts/rollback.sh' prod"
  transcript_is_done
  says "phoney-prod is at version 9 (was 10)"
}

@test "rollback goes to the version that is named, and fails if that one does not answer" {
  expect "$identity" "$account"
  expect "$(live dev)" 10
  expect "$(point dev 3)" 3
  expect "$(output_of PhoneyStack-dev ApiUrl)" http://127.0.0.1:9
  fails_with 1 "$scripts/rollback.sh" --to 3 --yes dev
  transcript_is_done
}

@test "rollback asks first, and in a dry run only tells" {
  expect "$identity" "$account"
  expect "$(live dev)" 2
  expect "$(versions dev)" "$(versions_answer 1 2)"
  fails_with 1 bash -c "echo yes | '$scripts/rollback.sh' dev"
  says "stopped; nothing was changed"
  expect "$identity" "$account"
  expect "$(live dev)" 2
  expect "$(versions dev)" "$(versions_answer 1 2)"
  succeeds "$scripts/rollback.sh" dev --dry-run
  says "would run: $(point dev 1 | cut -d' ' -f1-9)"
  transcript_is_done
}

@test "rollback says when there is nothing to go back to" {
  expect "$identity" "$account"
  expect "$(live dev)" 1
  expect "$(versions dev)" "$(versions_answer 1)"
  fails_with 1 "$scripts/rollback.sh" dev --yes
  says "phoney-dev has no version before 1"
  expect "$identity" "$account"
  expect_none "$(live dev)"
  fails_with 1 "$scripts/rollback.sh" dev --yes
  says "phoney-dev has no alias live"
  transcript_is_done
  local version
  for version in newest 0 ''; do
    fails_with 2 "$scripts/rollback.sh" dev --to "$version"
    says '--to takes a version'
  done
  expect "$identity" "$account"
  expect "$(live dev)" 3
  fails_with 1 "$scripts/rollback.sh" dev --to 3 --yes
  says "phoney-dev is at version 3 already (nothing was changed)"
  expect "$identity" "$account"
  expect "$(live dev)" 3
  expect "$(point dev 2)" 2
  expect_none "$(output_of PhoneyStack-dev ApiUrl)"
  fails_with 1 "$scripts/rollback.sh" dev --to 2 --yes
  says "PhoneyStack-dev has no output ApiUrl, so the version was not tried"
  transcript_is_done
}

@test "destroy asks for the stage's name, and anything else stops it" {
  expect "$identity" "$account"
  fails_with 1 bash -c "echo y | '$scripts/destroy.sh' prod"
  says "stopped; nothing was changed"
  expect "$identity" "$account"
  fails_with 1 bash -c "'$scripts/destroy.sh' prod </dev/null"
  transcript_is_done
}

@test "destroy takes down the stage, and the registry only if told" {
  expect "$identity" "$account"
  expect "npx --no-install cdk destroy PhoneyStack-dev --context stage=dev --context package=image --context imageTag=none --force"
  succeeds bash -c "echo dev | '$scripts/destroy.sh' dev"
  expect "$identity" "$account"
  expect_none "$(live staging)"
  expect_none "$(live prod)"
  expect "npx --no-install cdk destroy PhoneyStack-dev --context stage=dev --context package=image --context imageTag=none --force"
  expect "npx --no-install cdk destroy PhoneyRegistry --force"
  expect "aws ecr delete-repository --repository-name phoney --force --query repository.repositoryArn --output text" arn
  succeeds "$scripts/destroy.sh" --yes --registry dev
  transcript_is_done
}

@test "destroy keeps the registry as long as another stage runs from it" {
  expect "$identity" "$account"
  expect_none "$(live staging)"
  expect "$(live prod)" 12
  fails_with 1 "$scripts/destroy.sh" --yes --registry dev
  says "phoney-prod runs from the images of the registry"
  transcript_is_done
}

@test "destroy keeps the registry if it may not see whether another stage runs from it" {
  expect "$identity" "$account"
  expect_refusal "$(live staging)"
  fails_with 1 "$scripts/destroy.sh" --yes --registry dev
  says "aws lambda get-alias failed: "
  transcript_is_done
}

@test "destroy does not hand production's certificate to CDK, which would ask for the domain" {
  # shellcheck disable=SC2016  # npx expands them
  replace npx 'echo "${PROD_CERTIFICATE_ARN-unset} ${PROD_HOSTED_ZONE_ID-unset}" >"$BATS_TEST_TMPDIR/seen"'
  expect "$identity" "$account"
  PROD_CERTIFICATE_ARN=arn PROD_HOSTED_ZONE_ID=Z1 succeeds "$scripts/destroy.sh" --yes prod
  [ "$(cat "$BATS_TEST_TMPDIR/seen")" = "unset unset" ]
  transcript_is_done
}

@test "destroy says how to lift production's protection" {
  expect "$identity" "$account"
  expect_none "$(live dev)"
  expect_none "$(live staging)"
  expect "npx --no-install cdk destroy PhoneyStack-prod --context stage=prod --context package=image --context imageTag=none --force" '' 1
  fails_with 1 "$scripts/destroy.sh" --yes --registry prod
  says "aws cloudformation update-termination-protection --stack-name PhoneyStack-prod --no-enable-termination-protection"
  says "PhoneyStack-prod was not deleted"
  transcript_is_done
}

@test "a dry run of destroy destroys nothing" {
  expect "$identity" "$account"
  expect_none "$(live dev)"
  expect_none "$(live prod)"
  succeeds "$scripts/destroy.sh" --dry-run staging --registry
  says "would run: aws ecr delete-repository"
  says "would run: cdk destroy PhoneyStack-staging"
  says "would run: cdk destroy PhoneyRegistry"
  transcript_is_done
}

@test "password keeps what else the secret holds" {
  export PHONEY_PASSWORD='p"a$s \word'
  mkdir -p "$tree/build/release" && cp "$PHONEY" "$tree/build/release/"
  expect "$identity" "$account"
  expect "$(secret_of staging)" '{"api_password_hash":"old","jwt_secret":"k","api_key":"a\"b"}'
  expect "$(put_secret staging)" v2
  expect_input
  succeeds "$scripts/password.sh" staging
  transcript_is_done
  input >"$BATS_TEST_TMPDIR/secret.json"
  [ "$(node -p "const s = require('$BATS_TEST_TMPDIR/secret.json'); [s.jwt_secret, s.api_key].join()")" = 'k,a"b' ]
  # The hash is of that password and no other: phoney lets in who has it.
  start_phoney "$(node -p "require('$BATS_TEST_TMPDIR/secret.json').api_password_hash")"
  succeeds "$scripts/smoke.sh" "$url"
  says "ok      POST /token knows the password"
}

@test "password is not made up in CI" {
  export CI=true
  expect "$identity" "$account"
  fails_with 1 "$scripts/password.sh" dev
  says "in CI, give PHONEY_PASSWORD"
  transcript_is_done
}

@test "wrong words on a command line are named, by every script alike" {
  local script
  for script in deploy rollback destroy password rotate-origin-secret; do
    fails_with 2 "$scripts/$script.sh"
    says "$script.sh: which stage? dev, staging or prod"
    fails_with 2 "$scripts/$script.sh" dev --fast
    says 'there is no option "--fast"'
    fails_with 2 "$scripts/$script.sh" dev prod
    says 'one stage at a time, not "dev" and "prod"'
    succeeds "$scripts/$script.sh" --help
    says "Usage: $script.sh {dev|staging|prod}"
  done
  fails_with 2 "$scripts/rollback.sh" dev --to
  says "--to needs a version"
  transcript_is_done
}

@test "smoke passes a good service, with and without the password" {
  start_phoney
  succeeds "$scripts/smoke.sh" "$url/"
  says "the login was not tried"
  export PHONEY_PASSWORD=correct
  succeeds "$scripts/smoke.sh" "$url"
  says "ok      POST /api/v1/generate with a token"
}

@test "smoke fails on a wrong password, a wrong address and no service" {
  start_phoney
  export PHONEY_PASSWORD=wrong
  fails_with 1 "$scripts/smoke.sh" "$url"
  says "FAILED  POST /token knows the password: status 401"
  unset PHONEY_PASSWORD
  fails_with 1 "$scripts/smoke.sh" "$url/docs"
  says "FAILED  GET /health: status 404"
  fails_with 1 "$scripts/smoke.sh" http://127.0.0.1:9
  says "FAILED  GET /health: status 000"
  fails_with 2 "$scripts/smoke.sh" example.com
  says "which address?"
}
