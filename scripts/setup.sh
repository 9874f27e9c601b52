# shellcheck shell=bash
# Sourced by ./run, ./test, bench/run and the scripts here: installs what is missing, and says so before it happens.
#
# setup_build: what the release needs. setup_tests: what the tests need besides.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=$root/.venv

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

require_debian() {
  command -v apt-get >/dev/null 2>&1 && return
  say "phoney builds itself on Debian 12 or newer and on Ubuntu 24.04 or newer, whose packages it installs."
  say "Here, install these by hand and run cmake yourself (see CONTRIBUTING.md):"
  die "  g++ 12 or newer, cmake 3.22, ninja, Boost 1.81, fmt 9, CLI11, OpenSSL 3, libxcrypt, utf8proc, Abseil, zlib, Brotli, Zstandard; for tests also GoogleTest and Python 3.11"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    sudo "$@"
  else
    die "this needs root to install packages; run it as root, or install sudo"
  fi
}

# Boost 1.81 or newer, by whatever name the distribution has it: the one installed, else the one to install.
boost_package() {
  local package version
  for package in libboost-dev libboost1.81-dev libboost1.83-dev libboost1.88-dev; do
    version=$(dpkg-query -W -f='${Version}' "$package" 2>/dev/null || true)
    [ -n "$version" ] || version=$(apt-cache policy "$package" 2>/dev/null | awk '$1 == "Candidate:" {print $2}')
    if [ -n "$version" ] && [ "$version" != "(none)" ] && dpkg --compare-versions "$version" ge 1.81; then
      printf '%s' "$package"
      return
    fi
  done
  return 1
}

missing_packages() {
  local package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || printf '%s ' "$package"
  done
}

install_packages() {
  local missing
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0
  if [ -z "${apt_updated:-}" ]; then
    say "+ apt-get update"
    as_root apt-get update -qq
    apt_updated=1
  fi
  say "+ apt-get install -y --no-install-recommends $missing"
  # shellcheck disable=SC2086  # a list of package names
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

setup_build() {
  require_debian
  local boost
  if ! boost=$(boost_package); then
    say "+ apt-get update"
    as_root apt-get update -qq
    apt_updated=1
    boost=$(boost_package) || die "this system has no Boost 1.81 or newer; phoney builds on Debian 12, Ubuntu 24.04 and newer"
  fi
  install_packages g++ cmake ninja-build ccache "$boost" libfmt-dev libabsl-dev libcli11-dev libssl-dev libcrypt-dev libutf8proc-dev \
    zlib1g-dev libbrotli-dev libzstd-dev
}

setup_tests() {
  setup_build
  install_packages libgtest-dev shellcheck
  setup_clang
  setup_python
}

# .venv with the pinned Faker and the tests' tools.
setup_python() {
  require_debian
  install_packages python3 python3-venv
  local python
  python=$(newer_python) || die "the tests compare with Faker under CPython 3.11 or newer, which is not here"
  if [ ! -x "$venv/bin/python" ]; then
    say "+ $python -m venv .venv"
    "$python" -m venv "$venv"
  fi
  local wanted
  wanted="faker==$(cat "$root/data/FAKER_VERSION")
$(cat "$root/tests/conformance/requirements.txt")
$(cat "$root/tests/service/requirements.txt")
$(cat "$root/tests/aws/requirements.txt")
$(cat "$root/scripts/requirements.txt")"
  if [ "$(cat "$venv/installed.txt" 2>/dev/null)" != "$wanted" ]; then
    say "+ pip install the pinned Faker and what the tests need"
    printf '%s\n' "$wanted" >"$venv/wanted.txt"
    "$venv/bin/pip" install -q --disable-pip-version-check -r "$venv/wanted.txt"
    mv "$venv/wanted.txt" "$venv/installed.txt"
  fi
}

# The sanitizers and fuzzers need clang and its runtime, whose package carries the version in its name.
setup_clang() {
  install_packages clang
  local version
  version=$(clang -dumpversion | cut -d. -f1)
  install_packages "libclang-rt-$version-dev"
}

# clang-tidy is pinned like clang-format, as each version finds other things, but too large to install for every test.
setup_tidy() {
  local wanted=clang-tidy==23.1.4
  [ "$(cat "$venv/tidy.txt" 2>/dev/null)" != "$wanted" ] || return 0
  say "+ pip install $wanted"
  "$venv/bin/pip" install -q --disable-pip-version-check "$wanted"
  echo "$wanted" >"$venv/tidy.txt"
}

# CPython 3.11, which the vectors were made with, or a newer one.
newer_python() {
  local candidate
  for candidate in python3.11 python3 python3.12 python3.13; do
    if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  return 1
}

# configure PRESET: once, and again when the build's own files changed (cmake sees to that).
configure() {
  [ -f "$root/build/$1/build.ninja" ] || cmake --preset "$1" -S "$root" >/dev/null || die "cmake failed; see above"
}

build() {
  case $1 in
    asan | tsan) build test pack_locales pack_time_zones ;; # the plain build's tools pack their data
  esac
  configure "$1"
  local log
  log=$(mktemp)
  if ! cmake --build "$root/build/$1" --target "${@:2}" >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    die "the build failed"
  fi
  rm -f "$log"
}
