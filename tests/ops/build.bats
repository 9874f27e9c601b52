#!/usr/bin/env bats
# Where deploy.sh has the package from, on machines that cannot build it themselves.

setup() {
  load helper
  sha256sum=$(command -v sha256sum)
  make_tree
  package=$tree/build/package/arm64
  cdk_options="--context stage=dev --context arch=arm64"
}
teardown() { stop_phoney; }

# A machine with Fedora, which has no apt-get.
on_fedora() {
  rm "$BATS_TEST_TMPDIR/bin/apt-get"
  printf 'ID=fedora\nVERSION_ID=44\n' >"$OS_RELEASE"
}

without_engines() { rm -f "$BATS_TEST_TMPDIR"/bin/{docker,podman,finch,buildah}; }

expect_options() {
  expect "$identity" "$account"
  expect "$(parameters_of dev)" '[]'
  expect "npx --no-install cdk synth PhoneyStack-dev --quiet $cdk_options --context package=image --context imageTag=none"
}

# The deployment ends behind the package, as the credentials may not look for CDK's toolkit.
expect_end() { expect_refusal "$toolkit"; }

# make_release: release 0.1.0 of owner/phoney, which curl downloads.
make_release() {
  releases=$BATS_TEST_TMPDIR/releases
  local name=phoney-0.1.0-linux-arm64
  mkdir -p "$releases/$name"
  printf 'ELF' >"$releases/$name/phoney"
  tar -czf "$releases/$name.tar.gz" -C "$releases" "$name"
  printf 'the zip' >"$releases/phoney-0.1.0-lambda-arm64.zip"
  printf '{}' >"$releases/$name.spdx.json"
  (cd "$releases" && sha256sum ./*.{gz,zip,json} | sed 's|\./||' >SHA256SUMS)
  replace curl "for url; do :; done
case \$url in https://github.com/owner/phoney/releases/download/v0.1.0/*) ;; *) exit 22 ;; esac
[ -f '$releases'/\"\${url##*/}\" ] || exit 22
while [ \$# -gt 1 ]; do
  if [ \"\$1\" = --head ]; then exit 0; fi
  if [ \"\$1\" = --output ]; then cp '$releases'/\"\${url##*/}\" \"\$2\"; fi
  shift
done"
  replace git "echo ${1:-https://github.com/owner/phoney.git}"
}

@test "without a fitting compiler, docker, finch or buildah builds the package" {
  local engine
  on_fedora
  # What the engine leaves there.
  mkdir -p "$package"
  cp "$PHONEY" "$package/phoney"
  for engine in docker finch buildah; do
    without_engines
    stand_in "$engine"
    expect_options
    expect "$engine build --platform linux/arm64 --file $tree/aws-infrastructure/docker/Dockerfile --target package --output type=local,dest=$tree/build/package $tree"
    expect_end
    fails_with 1 "$scripts/deploy.sh" dev --zip --skip-tests
    says "for arm64 as a zip, built in a container by $engine"
  done
  transcript_is_done
  [ ! -f "$BATS_TEST_TMPDIR/ran" ]
}

@test "podman's package is copied out of a container, as a remote podman writes no files here" {
  on_fedora
  mkdir -p "$package"
  cp "$PHONEY" "$package/phoney"
  without_engines
  stand_in podman
  expect_options
  expect "podman build --platform linux/arm64 --file $tree/aws-infrastructure/docker/Dockerfile --target package --tag localhost/phoney-package $tree"
  expect "podman create localhost/phoney-package /phoney" 0123abcd
  expect "podman cp 0123abcd:/. $tree/build/package"
  expect "podman rm 0123abcd" 0123abcd
  expect_end
  fails_with 1 "$scripts/deploy.sh" dev --zip --skip-tests
  transcript_is_done
}

@test "an engine that makes no package for this processor is named" {
  on_fedora
  expect_options
  expect "docker build --platform linux/arm64 --file $tree/aws-infrastructure/docker/Dockerfile --target package --output type=local,dest=$tree/build/package $tree"
  fails_with 1 "$scripts/deploy.sh" dev --zip --skip-tests
  transcript_is_done
  says "docker built no package for arm64; does it run programs for another processor? Try --arch x86_64"
}

@test "each machine builds what it can, for each processor" {
  local distribution version machine arch how
  while read -r distribution version machine arch how; do
    printf 'ID=%s\nVERSION_ID="%s"\n' "$distribution" "$version" >"$OS_RELEASE"
    replace uname "echo $machine"
    expect_refusal "$identity"
    expect "$identity" "$account"
    expect "$(parameters_of dev)" '[]'
    expect "npx --no-install cdk synth PhoneyStack-dev --quiet --context stage=dev --context arch=$arch --context package=image --context imageTag=none" '' 1
    fails_with 1 "$scripts/deploy.sh" dev --zip --arch "$arch"
    fails_with 1 "$scripts/deploy.sh" dev --zip --arch "$arch"
    says "for $arch as a zip, $how"
  done <<'TEXT'
debian 12 x86_64 x86_64 built here
debian 12 x86_64 arm64 built here
debian 13 aarch64 arm64 built here
debian 12 aarch64 x86_64 built in a container by docker
debian 11 x86_64 x86_64 built in a container by docker
ubuntu 24.04 x86_64 x86_64 built here
ubuntu 24.04 aarch64 arm64 built here
ubuntu 24.04 x86_64 arm64 built in a container by docker
ubuntu 22.04 x86_64 x86_64 built in a container by docker
TEXT
  transcript_is_done
}

@test "without compiler and engine, the package is that of the release, checked by its checksum" {
  on_fedora
  without_engines
  make_release
  expect_options
  expect_end
  fails_with 1 "$scripts/deploy.sh" dev --zip
  transcript_is_done
  says "for arm64 as a zip, from release 0.1.0 of owner/phoney"
  says "phoney-0.1.0-lambda-arm64.zip: the checksum is right; who built it was not checked, because gh is not here or not logged in"
  [ "$(cat "$package/bootstrap.zip" "$package/phoney" "$package/sbom.spdx.json")" = "the zipELF{}" ]
  # The tests of these sources say nothing about the release, whose workflow has tested it.
  [ ! -f "$BATS_TEST_TMPDIR/ran" ]
}

@test "a release can be asked for; GitHub's command line tells who built it" {
  local file
  make_release git@github.com:owner/phoney.git
  stand_in gh
  expect_options
  for file in phoney-0.1.0-linux-arm64.spdx.json phoney-0.1.0-linux-arm64.tar.gz phoney-0.1.0-lambda-arm64.zip; do
    expect "gh auth status"
    expect_checked "$file"
  done
  expect_end
  fails_with 1 "$scripts/deploy.sh" dev --zip --build release
  transcript_is_done
}
expect_checked() { # FILE [CODE]: in a temporary folder, whose name the transcript does not know.
  replace mktemp "mkdir -p '$BATS_TEST_TMPDIR/work'; for last; do :; done; if [ \"\${1:-}\" = -d ]; then echo '$BATS_TEST_TMPDIR/work'; else : >'$BATS_TEST_TMPDIR/file'; echo '$BATS_TEST_TMPDIR/file'; fi"
  expect "gh attestation verify $BATS_TEST_TMPDIR/work/$1 --repo owner/phoney --signer-workflow owner/phoney/.github/workflows/release.yml" '' "${2:-0}"
}

@test "a download that somebody else built stops the deployment" {
  make_release
  stand_in gh
  expect_options
  expect "gh auth status"
  expect_checked phoney-0.1.0-linux-arm64.spdx.json 1
  fails_with 1 "$scripts/deploy.sh" dev --zip --build release
  transcript_is_done
  says "phoney-0.1.0-linux-arm64.spdx.json was not built by the release workflow of owner/phoney; nothing was deployed"
}

@test "a download with another checksum, or with none, stops the deployment" {
  make_release
  printf 'another zip' >"$releases/phoney-0.1.0-lambda-arm64.zip"
  expect_options
  fails_with 1 "$scripts/deploy.sh" dev --zip --build release
  says "phoney-0.1.0-lambda-arm64.zip has the checksum $(printf 'another zip' | sha256sum | cut -d ' ' -f 1), and SHA256SUMS says $(printf 'the zip' | sha256sum | cut -d ' ' -f 1)"
  [ ! -f "$package/bootstrap.zip" ]
  sed -i /spdx/d "$releases/SHA256SUMS"
  expect_options
  fails_with 1 "$scripts/deploy.sh" dev --zip --build release
  says "and SHA256SUMS says nothing of it; nothing was deployed"
  transcript_is_done
}

@test "a release that does not exist is found before anything is asked" {
  on_fedora
  without_engines
  make_release
  rm "$releases/SHA256SUMS"
  fails_with 1 "$scripts/deploy.sh" dev --zip
  says "there is no release 0.1.0 of owner/phoney to download (https://github.com/owner/phoney/releases/download/v0.1.0)"
  GITHUB_REPOSITORY=other/fork fails_with 1 "$scripts/deploy.sh" dev --zip
  says "there is no release 0.1.0 of other/fork to download"
  replace git "exit 1"
  fails_with 1 "$scripts/deploy.sh" dev --zip
  says "no remote of GitHub says whose release to download; set GITHUB_REPOSITORY=OWNER/NAME"
  transcript_is_done
}

@test "where the tests cannot run, it says so before anything is asked" {
  on_fedora
  fails_with 1 "$scripts/deploy.sh" dev
  says "the tests run on Debian 12 or newer and on Ubuntu 24.04 or newer; run them there or in CI, and deploy from here with --skip-tests (nothing was changed)"
  transcript_is_done
}

@test "a way to build that this machine does not have is refused" {
  on_fedora
  fails_with 1 "$scripts/deploy.sh" dev --build here --skip-tests
  says "this machine cannot build phoney for arm64"
  fails_with 2 "$scripts/deploy.sh" dev --build there
  says '--build takes here, container or release, not "there"'
  without_engines
  fails_with 1 "$scripts/deploy.sh" dev --zip --build container --skip-tests
  says "none of docker, podman, finch and buildah is here"
  transcript_is_done
}

@test "a dry run of either way changes nothing" {
  on_fedora
  expect_options
  expect "$toolkit" CREATE_COMPLETE
  expect_none "$(live dev)"
  expect_none "$(output_of PhoneyStack-dev FunctionVersion)"
  succeeds "$scripts/deploy.sh" dev --zip --skip-tests --dry-run
  says "would build the package in a container by docker"
  make_release
  expect_options
  expect "$toolkit" CREATE_COMPLETE
  expect_none "$(live dev)"
  expect_none "$(output_of PhoneyStack-dev FunctionVersion)"
  succeeds "$scripts/deploy.sh" dev --zip --dry-run --build release
  says "would download the package from https://github.com/owner/phoney/releases/download/v0.1.0"
  transcript_is_done
  [ ! -e "$tree/build" ]
}

@test "macOS has other tools: checksums by shasum, a password's hash by htpasswd" {
  on_fedora
  replace uname "echo arm64"
  rm "$BATS_TEST_TMPDIR/bin/sha256sum"
  replace shasum "[ \"\$1 \$2\" = '-a 256' ] || exit 97; shift 2; exec '$sha256sum' \"\$@\""
  # A program for Linux.
  mkdir -p "$package"
  printf '#!/bin/sh\nexit 126\n' >"$package/phoney"
  chmod +x "$package/phoney"
  printf 'zip' >"$package/bootstrap.zip"
  stand_in htpasswd
  export PHONEY_PASSWORD=correct PHONEY_USERNAME=admin
  expect_options
  expect "docker build --platform linux/arm64 --file $tree/aws-infrastructure/docker/Dockerfile --target package --output type=local,dest=$tree/build/package $tree"
  expect "$toolkit" CREATE_COMPLETE
  expect_none "$(live dev)"
  expect_none "$(output_of PhoneyStack-dev FunctionVersion)"
  expect "npx --no-install cdk deploy PhoneyStack-dev $cdk_options --context package=zip --context zipPath=$package/bootstrap.zip --require-approval never"
  expect "$(secret_of dev)" '{"api_password_hash":"none","jwt_secret":"x"}'
  expect "htpasswd -niBC 12 phoney" 'phoney:$2y$12$abc'
  expect_input
  expect "$(secret_of dev)" '{"api_password_hash":"none","jwt_secret":"x"}'
  expect "$(put_secret dev)" v1
  local password=$input_entry
  expect_input
  expect "$(live dev)" 1
  expect "$(output_of PhoneyStack-dev ApiUrl)" http://127.0.0.1:9
  fails_with 1 "$scripts/deploy.sh" dev --zip --skip-tests
  transcript_is_done
  [ "$(cat "$TRANSCRIPT/$password.input")" = correct ]
  [ "$(input)" = '{"api_password_hash":"$2y$12$abc","jwt_secret":"x"}' ]
}

@test "phoney takes the hashes that htpasswd makes" {
  local hash
  hash=$(printf 'correct\n' | "$PHONEY" hash-password --cost 4)
  # Both letters name the same algorithm.
  start_phoney "\$2y${hash#??b}"
  PHONEY_PASSWORD=correct succeeds "$scripts/smoke.sh" "$url"
  says "ok      POST /token knows the password"
}

@test "where nothing makes hashes, it says what to do" {
  on_fedora
  export PHONEY_PASSWORD=correct
  expect "$identity" "$account"
  fails_with 1 "$scripts/password.sh" dev
  transcript_is_done
  says "no program here makes bcrypt hashes; install Apache's htpasswd, or run password.sh on a machine where phoney runs"
}

@test "the scripts use nothing that macOS's bash 3.2 and tools lack" {
  local newer='mapfile|readarray|declare -[An]|local -[An]|coproc|wait -n|&>>|\|&|\$\{[A-Za-z_]+(\^|,)|\$\{[A-Za-z_]+@|printf .%\(|\[\[ -v '
  local gnu='date (-u )?(-d|--date)|stat -c|sed -i|sed -r|readlink -f|realpath|grep -[a-zA-Z]*P|find .*-printf|xargs -r|base64 -w|head -n -|touch -d|sort -V|cp -[a-z]*t|install -D|tar .*--sort|mktemp .*--|tac |nproc|cut .*--'
  run grep -rnE "$newer|$gnu" "$repository_root/aws-infrastructure/scripts" "$repository_root/scripts/default_architecture"
  [ "$status" = 1 ] || {
    echo "$output"
    return 1
  }
}
