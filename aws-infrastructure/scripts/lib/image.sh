# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # what one file sets, another uses
# Sourced after aws.sh: the container image, by whichever of docker, podman, finch and buildah is there.

repository=phoney

# The engine to use, empty if there is none; CONTAINER_ENGINE chooses one.
first_engine() {
  local engine
  for engine in ${CONTAINER_ENGINE:-docker podman finch buildah}; do
    if command -v "$engine" >/dev/null 2>&1; then
      printf '%s' "$engine"
      return
    fi
  done
}

# find_engine: sets `engine`, or stops. Those with a virtual machine or a daemon are often not running, or not this user's to ask.
find_engine() {
  case ${CONTAINER_ENGINE:-docker} in
    docker | podman | finch | buildah) ;;
    *) die "CONTAINER_ENGINE is docker, podman, finch or buildah, not \"$CONTAINER_ENGINE\" (nothing was changed)" ;;
  esac
  engine=$(first_engine)
  [ -n "$engine" ] ||
    die "none of ${CONTAINER_ENGINE:-docker, podman, finch and buildah} is here; install one, or deploy a zip with --zip (nothing was changed)"
  "$engine" info >/dev/null 2>&1 ||
    die "$engine is here, but does not answer; start it, or set CONTAINER_ENGINE. Without an engine, add --zip, and --build release if this machine cannot build phoney (nothing was changed)"
}

# platform_of ARCH: as the Open Container Initiative names it.
platform_of() { if [ "$1" = x86_64 ]; then echo linux/amd64; else echo linux/arm64; fi; }

# content_tag FOLDER: a tag made from what is in the image, so that the same content has the same tag wherever it is built.
content_tag() {
  (cd "$1" && sha256 phoney ca-certificates.crt && sha256 <"$infrastructure/docker/Dockerfile") | sha256 | cut -c1-20
}

# The certificates that the function trusts are those of the machine that builds.
add_certificates() {
  local bundle
  for bundle in "${SSL_CERT_FILE:-}" /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem; do
    [ -r "$bundle" ] || continue
    cp -L "$bundle" "$1/ca-certificates.crt"
    return
  done
  die "no bundle of CA certificates was found; install ca-certificates, or set SSL_CERT_FILE"
}

# image_digest TAG: of the image in the registry; empty if it is not there.
image_digest() {
  ask ImageNotFoundException ecr describe-images --repository-name "$repository" --image-ids "imageTag=$1" \
    --query 'imageDetails[0].imageDigest' --output text
}

# adopt_image TAG STAGE...: gives the tag to the image that one of the other stages has pushed under the tag of the same content, so that a stage runs
# the very image that ran in the stage before. Succeeds if there was one.
adopt_image() {
  local tag=$1 content=${1#*-} stage image
  shift
  for stage in "$@"; do
    [ "$stage-$content" != "$tag" ] || continue
    [ -n "$(image_digest "$stage-$content")" ] || continue
    say "the registry has this content already, of $stage: $stage-$content"
    image=$(aws ecr batch-get-image --repository-name "$repository" --image-ids "imageTag=$stage-$content" --query 'images[0]' --output json) ||
      die "the image $stage-$content cannot be read; has this role ecr:BatchGetImage?"
    printf '%s' "$image" | json_member imageManifest | aws ecr put-image --repository-name "$repository" --image-tag "$tag" \
      --image-manifest-media-type "$(printf '%s' "$image" | json_member imageManifestMediaType)" --image-manifest file:///dev/stdin \
      --query image.imageId.imageDigest --output text >/dev/null || die "the image $stage-$content could not be tagged $tag"
    return 0
  done
  return 1
}

# build_image ENGINE NAME FOLDER ARCH: Lambda takes one manifest of one architecture, so no attestations beside it.
build_image() {
  local words=(--platform "$(platform_of "$4")" --file "$infrastructure/docker/Dockerfile" --build-arg PAYLOAD=prebuilt --tag "$2" "$3")
  case $1 in
    docker) DOCKER_BUILDKIT=1 BUILDX_NO_DEFAULT_ATTESTATIONS=1 SOURCE_DATE_EPOCH=0 docker build "${words[@]}" ;;
    podman) podman build --format oci --timestamp 0 "${words[@]}" ;;
    buildah) buildah build --format oci --timestamp 0 "${words[@]}" ;;
    finch) SOURCE_DATE_EPOCH=0 finch build "${words[@]}" ;;
  esac >&2
}

# push_image ENGINE NAME
push_image() {
  local password
  password=$(aws ecr get-login-password) || die "the registry gives no login; has this role ecr:GetAuthorizationToken?"
  printf '%s' "$password" | "$1" login --username AWS --password-stdin "${2%%/*}" >&2
  "$1" push "$2" >&2
}
