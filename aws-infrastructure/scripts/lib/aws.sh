# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # what one file sets, another uses
# Sourced after common.sh: what the scripts ask of AWS, and CDK.

# Sets account and region, or stops. AWS_ACCOUNT_ID, if set, must be the account of the credentials.
check_account() {
  region=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region 2>/dev/null || true)}}
  [ -n "$region" ] || die "no region is set; export AWS_DEFAULT_REGION, for example us-east-1"
  # The AWS CLI reads the one name, CDK the other.
  export AWS_REGION=$region AWS_DEFAULT_REGION=$region
  account=$(aws sts get-caller-identity --query Account --output text) ||
    die "AWS does not accept the credentials; run \`aws sts get-caller-identity\` to see why (nothing was changed)"
  if [ -n "${AWS_ACCOUNT_ID:-}" ] && [ "$AWS_ACCOUNT_ID" != "$account" ]; then
    die "the credentials are of account $account, AWS_ACCOUNT_ID says $AWS_ACCOUNT_ID (nothing was changed)"
  fi
}

# ask ABSENT WORDS...: what `aws WORDS...` answers; empty if it fails with a message that has ABSENT in it, as AWS says that there is no such
# thing. Any other failure ends the script: whoever may not look must not go on as if there were nothing.
ask() {
  local absent=$1 answer errors failed='' said
  shift
  errors=$(mktemp)
  answer=$(aws "$@" 2>"$errors") || failed=yes
  said=$(cat "$errors")
  rm -f "$errors"
  if [ -z "$failed" ]; then
    [ "$answer" = None ] || printf '%s' "$answer"
  elif [[ $said != *"$absent"* ]]; then
    die "aws $1 $2 failed: ${said:-it did not say why}"
  fi
}

# stack_output STACK NAME: empty if there is no such stack or output.
stack_output() {
  ask "does not exist" cloudformation describe-stacks --stack-name "$1" \
    --query "Stacks[0].Outputs[?OutputKey=='$2'].OutputValue | [0]" --output text
}

# The address that clients use, which is CloudFront's or a domain's where the stage has one.
service_url() {
  local url
  url=$(stack_output "PhoneyStack-$1" ApiUrl) || return
  printf '%s' "${url%/}"
}

# The version that the alias points at; empty before the first deployment.
live_version() {
  ask ResourceNotFoundException lambda get-alias --function-name "phoney-$1" --name live --query FunctionVersion --output text
}

# version_before STAGE VERSION: the newest version older than VERSION; empty if there is none.
version_before() {
  aws lambda list-versions-by-function --function-name "phoney-$1" --output json | node -e '
    const before = Number(process.argv[1]);
    const all = JSON.parse(require("fs").readFileSync(0, "utf8")).Versions.map((version) => Number(version.Version));
    const older = all.filter((version) => version < before);
    if (older.length) process.stdout.write(String(Math.max(...older)));
  ' "$2"
}

# present_parameters STAGE: a JSON object of the stage's parameters that are not encrypted; `none` if they are too large for a function's
# environment. cdk/lib/configuration.ts has the same bound.
present_parameters() {
  local listed
  listed=$(ask ParameterNotFound ssm get-parameters-by-path --path "/phoney/$1/" \
    --query "Parameters[?Type!='SecureString'].[Name,Value]" --output json) || return
  node -e '
    const listed = JSON.parse(process.argv[1] || "[]");
    const named = listed.map(([name, value]) => [name.split("/").pop(), value]).filter(([name]) => /^[A-Z][A-Z0-9_]*$/.test(name));
    const text = JSON.stringify(Object.fromEntries(named));
    process.stdout.write(Buffer.byteLength(text) > 2500 ? "none" : text);
  ' "$listed"
}

# problems_of_version STAGE VERSION: what the stage's check finds wrong with a version, the login of PHONEY_PASSWORD included; empty if nothing.
problems_of_version() {
  local said
  said=$(node -e '
    const { PHONEY_USERNAME: username, PHONEY_PASSWORD: password } = process.env;
    process.stdout.write(JSON.stringify({ version: process.argv[1], username: username || "admin", password }));
  ' "$2" | aws lambda invoke --function-name "phoney-$1-pre-traffic" --cli-read-timeout 600 --payload fileb:///dev/stdin \
    --query FunctionError --output text /dev/stdout) || die "phoney-$1-pre-traffic could not be invoked"
  # The answer, and after it what --query asks for.
  node -e '
    const text = process.argv[1];
    const { problems, errorMessage } = JSON.parse(text.slice(0, text.lastIndexOf("}") + 1) || "{}");
    process.stdout.write(problems ? problems.join("; ") : "the check failed: " + errorMessage);
  ' "$said"
}

# point_live STAGE VERSION: all traffic goes to VERSION.
point_live() {
  change aws lambda update-alias --function-name "phoney-$1" --name live --function-version "$2" \
    --routing-config 'AdditionalVersionWeights={}' --query FunctionVersion --output text >/dev/null
}

# stopping_alarms STAGE: the names of the alarms at which CodeDeploy stops a deployment.
stopping_alarms() {
  node -p '
    const { alarms } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
    const stopping = alarms.filter((alarm) => alarm.rollsBack);
    stopping.map((alarm) => alarm.name.replace(/^phoney-.*?}/, "phoney-" + process.argv[2])).join(" ");
  ' "$infrastructure/monitoring/alarms.json" "$1"
}

# cdk WORDS...: the CDK of the lock file.
cdk() {
  (cd "$infrastructure/cdk" && npx --no-install cdk "$@")
}

# npm writes the hidden lock file when all is there, so that an older one is of another CDK, or of an installation that broke off.
cdk_is_installed() { [ "$infrastructure/cdk/node_modules/.package-lock.json" -nt "$infrastructure/cdk/package-lock.json" ]; }

install_cdk() { cdk_is_installed || change npm ci --prefix "$infrastructure/cdk" --no-audit --no-fund; }
