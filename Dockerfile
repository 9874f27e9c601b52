# The service, to run anywhere. Where phoney comes from is the argument PAYLOAD:
#
#   compiled (the default): from these sources:
#     docker build --tag phoney . && docker run --rm --publish 8000:8000 phoney
#   prebuilt: from a folder that holds `phoney` and `ca-certificates.crt`, for any processor. scripts/releasing/images does this.
#
# aws-infrastructure/docker/Dockerfile makes the function's image, for AWS Lambda.
# The arguments' defaults stand where they are used, because buildah 1.28, Debian 12's, overlooks those that stand here.
ARG PAYLOAD
# What to compile on instead of the Debian below: another image of Debian 12 or newer, such as a mirror's.
ARG BASE

# Debian 12, the release that the tests run on. Dependabot keeps the digest up to date, which it does not do for arguments.
FROM debian:bookworm-slim@sha256:7c7b2c966bc9ee8cedfeef67e0e279108992c77681fa595db4a9d65c06ccc587 AS pinned

FROM ${BASE:-pinned} AS compiled
WORKDIR /src
COPY . .
# It installs what the build needs, as ./run does.
RUN scripts/image_root /image

# What scripts/package makes, in a folder of the processor's name, for deploy.sh on machines that cannot build it themselves:
#   docker build --file FILE --target package --output FOLDER .
FROM compiled AS packed
RUN scripts/package --arch "$(bash -c '. scripts/setup.sh && machine')"

FROM scratch AS package
COPY --from=packed /src/build/package/ /

FROM scratch AS prebuilt
COPY --chown=0:0 --chmod=0644 ca-certificates.crt /image/etc/ssl/certs/ca-certificates.crt
COPY --chown=0:0 --chmod=0755 phoney /image/phoney

FROM ${PAYLOAD:-compiled} AS payload

FROM scratch

LABEL org.opencontainers.image.title="phoney" \
      org.opencontainers.image.description="Realistic fake data, byte-equal to Python's Faker" \
      org.opencontainers.image.licenses="MIT"

COPY --from=payload /image/ /
ENV PHONEY_HOST=0.0.0.0
USER 65532:65532
EXPOSE 8000
# The image has no shell and no curl, so it has no HEALTHCHECK: let the orchestrator ask GET /health and GET /ready.
ENTRYPOINT ["/phoney"]
CMD ["serve"]
