# shellcheck shell=bash
# shellcheck disable=SC2034  # used by the scripts that source this
# Sourced by scripts/release and the scripts here: names of a release and of its files.

# shellcheck source=scripts/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/../setup.sh"

architectures=(x86_64 arm64)
images=(phoney phoney-lambda)

# set_version [TAG]: sets release_version from a tag such as v0.1.0, or from CMakeLists.txt, and dist, the folder of the release's files:
# build/dist/VERSION, or what RELEASE_FOLDER names.
set_version() {
  local project
  project=$(sed -n 's/^project(phoney VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
  release_version=${1:-$project}
  release_version=${release_version#v}
  [[ $release_version =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z]+(\.[0-9A-Za-z]+)*)?$ ]] ||
    die "$1 is not a version: use 0.1.0, or 0.2.0-rc.1 for a pre-release"
  [ "${release_version%%-*}" = "$project" ] ||
    die "CMakeLists.txt says version $project, not ${release_version%%-*}: change project(phoney VERSION ...) or the tag"
  dist=${RELEASE_FOLDER:-$root/build/dist/$release_version}
}

is_prerelease() { [[ $release_version == *-* ]]; }

# changes VERSION: the section of CHANGELOG.md with that heading, without the heading.
changes() { awk -v version="$1" '/^## / {inside = $2 == version; next} inside' "$root/CHANGELOG.md"; }

# archive_name ARCH: the name of a tarball without its suffix, and of the folder in it.
archive_name() { printf 'phoney-%s-linux-%s' "$release_version" "$1"; }

# debian_architecture ARCH: its name in Debian and in OCI images.
debian_architecture() {
  case $1 in
    x86_64) echo amd64 ;;
    arm64) echo arm64 ;;
    *) die "there is no release for $1; there is one for ${architectures[*]}" ;;
  esac
}

# buildable: the architectures that this machine can build for. Ubuntu's archive has no libraries for another one.
buildable() {
  machine
  # shellcheck source=/dev/null
  if [ "$(machine)" = x86_64 ] && [ "$(. /etc/os-release && echo "$ID")" = debian ]; then echo arm64; fi
}

# The time of the commit, which is the time of all files of a release, so that the same source gives the same bytes.
source_date() { git -C "$root" -c safe.directory='*' log -1 --format=%ct 2>/dev/null || echo 0; }

# registry: where images go, such as ghcr.io/owner; RELEASE_REGISTRY names another host. GitHub's registry takes lower case only.
registry() {
  local owner=${GITHUB_REPOSITORY_OWNER:-}
  [ -n "$owner" ] || die "GITHUB_REPOSITORY_OWNER must name the owner of the packages"
  printf '%s/%s' "${RELEASE_REGISTRY:-ghcr.io}" "${owner,,}"
}
