#!/usr/bin/env bats
# rotate-origin-secret.sh.

setup() {
  load helper
  make_tree
  # deploy.sh is tested beside; here it only notes what it is told.
  printf '#!/bin/sh\necho "$* ${PHONEY_PASSWORD:+with a password}" >>"%s/deployed"\n[ ! -f "%s/fail" ]\n' "$BATS_TEST_TMPDIR" "$BATS_TEST_TMPDIR" >"$scripts/deploy.sh"
  export PHONEY_PASSWORD=correct
}

found='aws secretsmanager describe-secret --secret-id phoney/prod/origin-verify --query Name --output text'
new_secret='aws secretsmanager put-secret-value --secret-id phoney/prod/origin-verify --secret-string file:///dev/stdin --query VersionId --output text'
words="prod --redeploy --yes --context cloudfront=true --context domainName=a.example"

deployed() {
  [ "$(cat "$BATS_TEST_TMPDIR/deployed")" = "$(printf '%s \n' "$@")" ] || {
    cat "$BATS_TEST_TMPDIR/deployed"
    return 1
  }
}

expect_start() {
  expect "$identity" "$account"
  expect "$found" phoney/prod/origin-verify
}
expect_wait() {
  expect "$(output_of PhoneyStack-prod DistributionId)" E1
  expect "aws cloudfront wait distribution-deployed --id E1"
}

@test "phoney accepts the new secret, CloudFront sends it, and then the old one is forgotten" {
  expect_start
  expect "$new_secret" v2
  expect_input
  expect_wait
  succeeds bash -c "echo prod | '$scripts/rotate-origin-secret.sh' prod --context domainName=a.example"
  transcript_is_done
  deployed "$words --context originRotation=accept --dry-run" "$words --context originRotation=accept" \
    "$words --context originRotation=send" "$words --context originRotation=none"
  [[ $(input) =~ ^[A-Za-z0-9_-]{48}$ ]]
  is_silent_about "$(input)"
}

@test "a stack that cannot be deployed keeps its secret" {
  touch "$BATS_TEST_TMPDIR/fail"
  expect_start
  fails_with 1 "$scripts/rotate-origin-secret.sh" prod --yes
  says "the stack cannot be deployed; the output above says why (nothing was changed)"
  transcript_is_done
}

@test "a rotation goes on from the step that failed" {
  touch "$BATS_TEST_TMPDIR/fail"
  expect_start
  fails_with 1 "$scripts/rotate-origin-secret.sh" prod --yes --from send
  says "go on with: rotate-origin-secret.sh prod --from send"
  rm "$BATS_TEST_TMPDIR/fail" "$BATS_TEST_TMPDIR/deployed"
  expect_start
  expect_wait
  succeeds "$scripts/rotate-origin-secret.sh" prod --yes --from send --context domainName=a.example
  deployed "$words --context originRotation=send" "$words --context originRotation=none"
  rm "$BATS_TEST_TMPDIR/deployed"
  expect_start
  succeeds "$scripts/rotate-origin-secret.sh" prod --yes --from finish --context domainName=a.example
  deployed "$words --context originRotation=none"
  transcript_is_done
}

@test "a stage without CloudFront has no secret to rotate" {
  expect "$identity" "$account"
  expect_none "$found"
  fails_with 1 "$scripts/rotate-origin-secret.sh" prod --yes
  says "there is no secret phoney/prod/origin-verify"
  fails_with 2 "$scripts/rotate-origin-secret.sh" prod --from start
  says '--from takes accept, send or finish, not "start"'
  transcript_is_done
}

@test "a dry run rotates nothing" {
  expect_start
  expect "$(output_of PhoneyStack-prod DistributionId)" E1
  succeeds "$scripts/rotate-origin-secret.sh" prod --dry-run
  says "would run: put_new_value phoney/prod/origin-verify"
  says "nothing was changed"
  transcript_is_done
  [ "$(grep -vc -- --dry-run "$BATS_TEST_TMPDIR/deployed")" = 0 ]
}
