# phoney from its sources, for those who have nothing but a container engine. Two images come of it:
#
#   docker build --tag phoney . && docker run --rm --publish 8000:8000 phoney      the service, to run anywhere
#   docker build --provenance=false --target lambda --tag phoney-lambda .          the function, for AWS Lambda
#
# --provenance=false, because Lambda refuses an index of manifests, which attestations make of an image. deploy.sh does not need this
# file: it packs what scripts/package built, by aws-infrastructure/docker/Dockerfile.

# Debian 12, the release that the tests run on. Dependabot keeps the digest up to date.
FROM debian:bookworm-slim@sha256:7c7b2c966bc9ee8cedfeef67e0e279108992c77681fa595db4a9d65c06ccc587 AS builder
WORKDIR /src
COPY . .
# setup.sh installs what the build needs, as it does for ./run. Time stands still, so that the same sources give the same image.
RUN SOURCE_DATE_EPOCH=0 bash -euo pipefail -c '. scripts/setup.sh; setup_build; install_packages ca-certificates; build release phoney' \
 && install -D -m 0755 build/release/phoney /image/phoney \
 && install -D -m 0644 /etc/ssl/certs/ca-certificates.crt /image/etc/ssl/certs/ca-certificates.crt \
 && find /image -exec touch --no-dereference --date=@0 {} +

FROM scratch AS lambda

LABEL org.opencontainers.image.title="phoney" \
      org.opencontainers.image.description="Realistic fake data, byte-equal to Python's Faker" \
      org.opencontainers.image.licenses="MIT"

COPY --from=builder /image/ /
# `phoney serve` listens to other machines in it; Lambda does not read this.
ENV HOST=0.0.0.0
USER 65532:65532
EXPOSE 8000
ENTRYPOINT ["/phoney"]

# Last, as it is what is built without --target. Lambda would hand the command to phoney, so its image has none.
# The image has no shell and no curl, so it has no HEALTHCHECK: let the orchestrator ask GET /health and GET /ready.
FROM lambda AS service
CMD ["serve"]
