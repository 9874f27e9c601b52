# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # what one file sets, another uses
# Sourced after image.sh: where build/package/ARCH comes from. The first of these that this machine can do, unless --build names one:
#
#   here       scripts/package builds it, on Debian and Ubuntu.
#   container  A container engine builds it from these sources, in the Dockerfile's stage `package`.
#   release    It is downloaded from the release of this version on GitHub, and checked.
#
# With --redeploy there is nothing to make: the builder is `live`.

# builds_here ARCH: whether scripts/package can build for ARCH. Only Debian has the libraries for another processor.
builds_here() {
  command -v apt-get >/dev/null 2>&1 || return 1
  local distribution version
  # shellcheck source=/dev/null
  distribution=$(. "${OS_RELEASE:-/etc/os-release}" 2>/dev/null && printf '%s' "$ID")
  # shellcheck source=/dev/null
  version=$(. "${OS_RELEASE:-/etc/os-release}" 2>/dev/null && printf '%s' "${VERSION_ID:-}")
  case $distribution in
    debian) [ "${version:-12}" -ge 12 ] || return 1 ;; # Debian's testing has no version
    ubuntu) [ "${version%%.*}" -ge 24 ] || return 1 ;;
  esac
  [ "$1" = "$(machine)" ] || [ "$1 $(machine) $distribution" = "arm64 x86_64 debian" ]
}

# machine: this machine's processor, as --arch names it.
machine() {
  case $(uname -m) in
    aarch64 | arm64) echo arm64 ;;
    *) echo x86_64 ;;
  esac
}

# choose_builder WANTED: sets `builder`, and `engine` if it needs one; or stops if nothing can make the package.
choose_builder() {
  case $1 in
    '')
      if builds_here "$arch"; then
        builder=here
      elif [ -n "$(first_engine)" ]; then
        builder=container
      else
        builder=release
      fi
      ;;
    here) builds_here "$arch" || die "this machine cannot build phoney for $arch: that needs Debian 12 or Ubuntu 24.04, and Debian for another processor; leave --build out to use what there is (nothing was changed)" ;;
    container | release) ;;
    *) usage_error "--build takes here, container or release, not \"$1\"" ;;
  esac
  builder=${1:-$builder}
  case $builder in
    container) find_engine ;;
    release) check_release ;;
  esac
}

# The tests compile the sources, and say nothing about a package that was built elsewhere.
check_tests() {
  [ -z "$skip_tests" ] || return 0
  if [ "$builder" = release ]; then
    skip_tests=yes
  elif ! command -v apt-get >/dev/null 2>&1; then
    die "the tests run on Debian 12 or newer and on Ubuntu 24.04 or newer; run them there or in CI, and deploy from here with --skip-tests (nothing was changed)"
  fi
}

builder_name() {
  case $builder in
    here) printf 'built here' ;;
    container) printf 'built in a container by %s' "$engine" ;;
    release) printf 'from release %s of %s' "$version" "$github_repository" ;;
  esac
}

make_package() {
  case $builder in
    here) change "$root/scripts/package" --arch "$arch" ;;
    container) build_in_container ;;
    release) download_package ;;
    live) ;;
  esac
}

# The stage's files are build/package/ARCH. Of a remote podman, which macOS has, they can only be copied from a container.
build_in_container() {
  local words=(--platform "$(platform_of "$arch")" --file "$infrastructure/docker/Dockerfile" --target package) folder=$root/build/package container
  if [ -n "$dry_run" ]; then
    say "would build the package in a container by $engine"
    return
  fi
  mkdir -p "$folder"
  case $engine in
    podman)
      podman build "${words[@]}" --tag localhost/phoney-package "$root" >&2
      container=$(podman create localhost/phoney-package /phoney)
      podman cp "$container:/." "$folder" >&2
      podman rm "$container" >/dev/null
      ;;
    docker) DOCKER_BUILDKIT=1 docker build "${words[@]}" --output "type=local,dest=$folder" "$root" >&2 ;;
    *) "$engine" build "${words[@]}" --output "type=local,dest=$folder" "$root" >&2 ;;
  esac
  [ -f "$package/phoney" ] || die "$engine built no package for $arch; does it run programs for another processor? Try --arch $(machine)"
}

# check_release: sets github_repository, version and release_url, and stops if there is no such release.
check_release() {
  local remote
  version=$(sed -n 's/^project(phoney VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
  github_repository=${GITHUB_REPOSITORY:-}
  if [ -z "$github_repository" ]; then
    remote=$(git -C "$root" remote get-url origin 2>/dev/null || true)
    case $remote in
      *github.com[:/]*/*) remote=${remote#*github.com[:/]} ;;
      *) die "no remote of GitHub says whose release to download; set GITHUB_REPOSITORY=OWNER/NAME, or install docker, podman, finch or buildah to build phoney (nothing was changed)" ;;
    esac
    github_repository=${remote%.git}
  fi
  release_url=https://github.com/$github_repository/releases/download/v$version
  curl --fail --silent --location --head --output /dev/null "$release_url/SHA256SUMS" ||
    die "there is no release $version of $github_repository to download ($release_url); install docker, podman, finch or buildah to build phoney (nothing was changed)"
}

# An image takes the program of the archive, a zip is there as it is deployed.
download_package() {
  local work archive=phoney-$version-linux-$arch
  if [ -n "$dry_run" ]; then
    say "would download the package from $release_url"
    return
  fi
  work=$(mktemp -d)
  download "$work" SHA256SUMS
  mkdir -p "$package"
  rm -f "$package/sbom.cdx.json"
  download_checked "$work" "$archive.spdx.json"
  cp "$work/$archive.spdx.json" "$package/sbom.spdx.json"
  download_checked "$work" "$archive.tar.gz"
  tar -xzf "$work/$archive.tar.gz" -C "$work"
  cp "$work/$archive/phoney" "$package/phoney"
  download_checked "$work" "phoney-$version-lambda-$arch.zip"
  cp "$work/phoney-$version-lambda-$arch.zip" "$package/bootstrap.zip"
  rm -rf "$work"
}

# download FOLDER FILE
download() {
  curl --fail --silent --show-error --location --output "$1/$2" "$release_url/$2" || die "$release_url/$2 cannot be downloaded; nothing was deployed"
}

# download_checked FOLDER FILE: by its checksum, and by who built it if GitHub's command line is there to tell.
download_checked() {
  local wanted found
  download "$1" "$2"
  wanted=$(awk -v name="$2" '$2 == name {print $1}' "$1/SHA256SUMS")
  found=$(sha256 <"$1/$2" | cut -d ' ' -f 1)
  [ "$wanted" = "$found" ] || die "$2 has the checksum $found, and SHA256SUMS says ${wanted:-nothing of it}; nothing was deployed"
  if ! command -v gh >/dev/null 2>&1 || ! gh auth status >/dev/null 2>&1; then
    say "$2: the checksum is right; who built it was not checked, because gh is not here or not logged in"
    return
  fi
  gh attestation verify "$1/$2" --repo "$github_repository" --signer-workflow "$github_repository/.github/workflows/release.yml" >&2 ||
    die "$2 was not built by the release workflow of $github_repository; nothing was deployed"
}
