# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # what one file sets, another uses
# Sourced after aws.sh: the password of API_USERNAME. AWS only ever gets its bcrypt hash, and no command line has a secret on it.

# A phoney that runs here, which the packaged one for another processor or system does not. Empty if there is none.
phoney_here() {
  local candidate
  for candidate in "$root"/build/package/*/phoney "$root/build/release/phoney" "$(command -v phoney || true)"; do
    if [ -x "$candidate" ] && "$candidate" version >/dev/null 2>&1; then
      printf '%s' "$candidate"
      return
    fi
  done
  if command -v apt-get >/dev/null 2>&1; then printf '%s' "$root/run"; fi
}

# hash_password: the bcrypt hash of PHONEY_PASSWORD. macOS has Apache's htpasswd.
hash_password() {
  local phoney
  phoney=$(phoney_here)
  if [ -n "$phoney" ]; then
    printf '%s\n' "$PHONEY_PASSWORD" | "$phoney" hash-password
  elif command -v htpasswd >/dev/null 2>&1; then
    printf '%s\n' "$PHONEY_PASSWORD" | htpasswd -niBC 12 phoney | sed -n 's/^phoney://p'
  else
    say "no program here makes bcrypt hashes; install Apache's htpasswd, or run password.sh on a machine where phoney runs"
    return 1
  fi
}

secret_id() { printf 'phoney/%s/credentials' "$1"; }

read_secret() {
  aws secretsmanager get-secret-value --secret-id "$(secret_id "$1")" --query SecretString --output text
}

# new_password: 24 characters from the system's random source.
new_password() { head -c 18 /dev/urandom | base64 | tr '+/' '-_'; }

# store_password STAGE: hashes PHONEY_PASSWORD and puts it beside what else the secret holds.
store_password() {
  local hash secret
  hash=$(hash_password) || die "the password could not be hashed"
  secret=$(read_secret "$1") || die "the secret $(secret_id "$1") cannot be read"
  printf '%s\n%s' "$hash" "$secret" | node -e '
    const [hash, ...rest] = require("fs").readFileSync(0, "utf8").split("\n");
    process.stdout.write(JSON.stringify({ ...JSON.parse(rest.join("\n")), api_password_hash: hash }));
  ' | aws secretsmanager put-secret-value --secret-id "$(secret_id "$1")" --secret-string file:///dev/stdin \
    --query VersionId --output text >/dev/null
}

# choose_password: PHONEY_PASSWORD from the environment, from whoever sits at the terminal, or a new one. A generated one is
# printed, so that none is made where the output is kept: in CI.
choose_password() {
  [ -z "${PHONEY_PASSWORD:-}" ] || return 0
  [ "${CI:-}" != true ] || return 1
  if [ -t 0 ] && [ "${yes:-}" != yes ]; then
    read -r -s -p "Password for the API's user (empty: make one): " PHONEY_PASSWORD || true
    say ""
  fi
  if [ -z "${PHONEY_PASSWORD:-}" ]; then
    PHONEY_PASSWORD=$(new_password)
    say "The password of the API's user is $PHONEY_PASSWORD"
    say "It is stored nowhere but as a hash: keep it now."
  fi
  export PHONEY_PASSWORD
}

# set_first_password STAGE: only where none was ever set; then sets password_is_new.
set_first_password() {
  local secret hash
  if [ "${dry_run:-}" = yes ]; then
    say "would set a password if none was set before"
    return
  fi
  secret=$(read_secret "$1") || die "the secret $(secret_id "$1") cannot be read"
  hash=$(printf '%s' "$secret" | json_member api_password_hash)
  # `none` is how the settings say that nobody can log in.
  [ -z "$hash" ] || [ "$hash" = none ] || return 0
  if choose_password; then
    store_password "$1"
    password_is_new=yes
  else
    say "No password is set, so nobody can log in: give PHONEY_PASSWORD, or run password.sh $1 at a terminal."
  fi
}
