# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # bats reads and sets some of these
# Loaded by the .bats files: a copy of the scripts in a tree of their own, whose aws, docker, npx and npm are stand-ins.

repository_root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)

make_tree() {
  tree=$BATS_TEST_TMPDIR/tree
  scripts=$tree/aws-infrastructure/scripts
  mkdir -p "$tree/aws-infrastructure/cdk/node_modules" "$tree/scripts" "$BATS_TEST_TMPDIR/bin"
  cp -r "$repository_root/aws-infrastructure/scripts" "$repository_root/aws-infrastructure/docker" "$repository_root/aws-infrastructure/monitoring" \
    "$tree/aws-infrastructure/"
  cp "$repository_root/aws-infrastructure/cdk/cdk.json" "$tree/aws-infrastructure/cdk/"
  cp "$repository_root/scripts/default_architecture" "$tree/scripts/"
  cp "$repository_root/CMakeLists.txt" "$tree/"
  touch "$tree/aws-infrastructure/cdk/node_modules/.package-lock.json"
  # The tests and the packer of the tree only note that they ran.
  printf '#!/bin/sh\necho "test $*" >>"%s/ran"\n' "$BATS_TEST_TMPDIR" >"$tree/test"
  cat >"$tree/scripts/package" <<TEXT
#!/bin/sh
echo "package \$*" >>"$BATS_TEST_TMPDIR/ran"
mkdir -p "$tree/build/package/\$2"
cp "$PHONEY" "$tree/build/package/\$2/phoney"
echo zip >"$tree/build/package/\$2/bootstrap.zip"
TEXT
  chmod +x "$tree/test" "$tree/scripts/package"

  # A PATH of its own, so that no real docker or aws of this machine can be called.
  local tool
  for tool in bash sh ln cat cp sed touch mkdir mktemp chmod rm grep head date dirname basename sha256sum cut base64 tr sleep curl git node env seq wc awk tar gzip; do
    ln -s "$(command -v "$tool")" "$BATS_TEST_TMPDIR/bin/$tool"
  done
  stand_in aws docker npx npm
  # A Debian on x86-64, which can build for both processors.
  replace uname "echo x86_64"
  replace apt-get "exit 97"
  export OS_RELEASE=$BATS_TEST_TMPDIR/os-release
  printf 'ID=debian\nVERSION_ID="12"\n' >"$OS_RELEASE"
  PATH=$BATS_TEST_TMPDIR/bin

  export TRANSCRIPT=$BATS_TEST_TMPDIR/transcript
  mkdir "$TRANSCRIPT"
  echo 0 >"$TRANSCRIPT/asked"
  expected=0
  export AWS_DEFAULT_REGION=eu-north-1 SMOKE_ATTEMPTS=1 SSL_CERT_FILE=$BATS_TEST_TMPDIR/ca.crt
  echo certificates >"$SSL_CERT_FILE"
  unset AWS_REGION AWS_ACCOUNT_ID PHONEY_PASSWORD CONTAINER_ENGINE CDK_CONTEXT GITHUB_ACTIONS GITHUB_REPOSITORY
  CI=''
}

stand_in() {
  local tool
  for tool in "$@"; do ln -s "$repository_root/tests/ops/stand_in" "$BATS_TEST_TMPDIR/bin/$tool"; done
}

# replace TOOL COMMAND: a tool that only runs COMMAND. What was there is a link to this machine's tool, and must not be written through.
replace() {
  rm -f "$BATS_TEST_TMPDIR/bin/$1"
  printf '#!/bin/sh\n%s\n' "$2" >"$BATS_TEST_TMPDIR/bin/$1"
  chmod +x "$BATS_TEST_TMPDIR/bin/$1"
}

# expect COMMAND [OUTPUT [CODE]]: the next thing that a stand-in must be asked, word for word, and its answer. If it fails, OUTPUT is what it
# says on standard error.
expect() {
  expected=$((expected + 1))
  printf '%s' "$1" >"$TRANSCRIPT/$expected.command"
  printf '%s' "${2:-}" >"$TRANSCRIPT/$expected.output"
  printf '%s' "${3:-0}" >"$TRANSCRIPT/$expected.code"
}

# expect_none COMMAND: AWS says that there is no such thing, in its words.
expect_none() {
  local said
  case $1 in
    *" get-alias "*) said="(ResourceNotFoundException) when calling the GetAlias operation: Cannot find alias arn: arn:aws:lambda:eu-north-1:$account:function:phoney:live" ;;
    *" describe-stacks "*) said="(ValidationError) when calling the DescribeStacks operation: Stack with id PhoneyStack does not exist" ;;
    *" ssm get-parameter "*) said="(ParameterNotFound) when calling the GetParameter operation: " ;;
    *" get-function "*) said="(ResourceNotFoundException) when calling the GetFunction operation: Function not found" ;;
    *" describe-secret "*) said="(ResourceNotFoundException) when calling the DescribeSecret operation: Secrets Manager can't find the specified secret." ;;
    *" describe-images "*) said="(ImageNotFoundException) when calling the DescribeImages operation: The image requested does not exist" ;;
  esac
  expect "$1" "An error occurred $said" 254
}

# expect_refusal COMMAND: the credentials may not.
expect_refusal() { expect "$1" "An error occurred (AccessDeniedException): User is not authorized to perform it" 254; }

# expect_input: the last expected command reads its standard input, which `input` then prints.
expect_input() { : >"$TRANSCRIPT/$expected.takes_input"; input_entry=$expected; }
input() { cat "$TRANSCRIPT/$input_entry.input"; }

# All that was expected was asked, and nothing else.
transcript_is_done() {
  if [ -f "$TRANSCRIPT/mismatch" ]; then
    cat "$TRANSCRIPT/mismatch"
    return 1
  fi
  if [ "$(cat "$TRANSCRIPT/asked")" != "$expected" ]; then
    echo "asked $(cat "$TRANSCRIPT/asked") of $expected; the next was: $(cat "$TRANSCRIPT/$(($(cat "$TRANSCRIPT/asked") + 1)).command")"
    return 1
  fi
}

# succeeds COMMAND... / fails_with CODE COMMAND...: run it, with the output shown if it ends otherwise.
succeeds() { fails_with 0 "$@"; }
fails_with() {
  local code=$1
  run "${@:2}"
  [ "$status" = "$code" ] || {
    echo "exit code $status instead of $code"
    echo "$output"
    return 1
  }
}

says() {
  [[ $output == *"$1"* ]] || {
    echo "not said: $1"
    echo "$output"
    return 1
  }
}

is_silent_about() {
  [[ $output != *"$1"* ]] || {
    echo "said: $1"
    return 1
  }
}

# start_phoney [HASH]: a real phoney for smoke.sh to try, in production's state with the password `correct`; sets url.
start_phoney() {
  local hash=${1:-} line
  [ -n "$hash" ] || hash=$(printf 'correct\n' | "$PHONEY" hash-password --cost 4)
  PHONEY_ENV_STATE=prod PHONEY_API_PASSWORD_HASH=$hash PHONEY_SECRET_KEY=0123456789abcdef0123456789abcdef \
    "$PHONEY" serve --port 0 --log-level info --env-file /dev/null 2>"$BATS_TEST_TMPDIR/serving" 3>&- &
  server=$!
  for _ in $(seq 100); do
    line=$(grep -o 'http://[0-9.:]*' "$BATS_TEST_TMPDIR/serving" | head -n 1) || true
    [ -z "$line" ] || break
    sleep 0.05
  done
  url=$line
}

stop_phoney() { [ -z "${server:-}" ] || kill "$server"; }

# What aws answers about this account, in the order in which the scripts ask.
account=123456789012
registry=$account.dkr.ecr.eu-north-1.amazonaws.com
identity='aws sts get-caller-identity --query Account --output text'
output_of() { echo "aws cloudformation describe-stacks --stack-name $1 --query Stacks[0].Outputs[?OutputKey=='$2'].OutputValue | [0] --output text"; }
status_of() { echo "aws cloudformation describe-stacks --stack-name $1 --query Stacks[0].StackStatus --output text"; }
live() { echo "aws lambda get-alias --function-name phoney-$1 --name live --query FunctionVersion --output text"; }
versions() { echo "aws lambda list-versions-by-function --function-name phoney-$1 --output json"; }
versions_answer() {
  # shellcheck disable=SC2016  # $LATEST is what AWS calls it
  local text='{"Versions":[{"Version":"$LATEST"}' version
  for version in "$@"; do text+=",{\"Version\":\"$version\"}"; done
  echo "$text]}"
}
point() { echo "aws lambda update-alias --function-name phoney-$1 --name live --function-version $2 --routing-config AdditionalVersionWeights={} --query FunctionVersion --output text"; }
stopping='aws cloudwatch describe-alarms --alarm-names phoney-prod-availability-5m phoney-prod-latency-5m phoney-prod-error-rate --state-value ALARM --query MetricAlarms[].AlarmName --output text'
username_of() { echo "aws ssm get-parameter --name /phoney/$1/API_USERNAME --query Parameter.Value --output text"; }
parameters_of() { echo "aws ssm get-parameters-by-path --path /phoney/$1/ --query Parameters[?Type!='SecureString'].[Name,Value] --output json"; }
check_of() { echo "aws lambda invoke --function-name phoney-$1-pre-traffic --cli-read-timeout 600 --payload fileb:///dev/stdin --query FunctionError --output text /dev/stdout"; }
package_of() { echo "aws lambda get-function --function-name phoney-$1 --qualifier live --query {arch: Configuration.Architectures[0], image: Code.ResolvedImageUri, zip: Code.Location} --output json"; }
toolkit=$(status_of CDKToolkit)
secret_of() { echo "aws secretsmanager get-secret-value --secret-id phoney/$1/credentials --query SecretString --output text"; }
put_secret() { echo "aws secretsmanager put-secret-value --secret-id phoney/$1/credentials --secret-string file:///dev/stdin --query VersionId --output text"; }
