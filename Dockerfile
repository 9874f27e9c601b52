# phoney as a service, to run anywhere: docker build -t phoney . && docker run --rm -p 8000:8000 phoney
# AWS Lambda has its own: aws-infrastructure/docker/.

# Debian 12, the release that the tests run on. Dependabot keeps the digest up to date.
FROM debian:bookworm-slim@sha256:7c7b2c966bc9ee8cedfeef67e0e279108992c77681fa595db4a9d65c06ccc587 AS builder
WORKDIR /src
COPY . .
# setup.sh installs what the build needs, as it does for ./run.
RUN SOURCE_DATE_EPOCH=0 bash -euo pipefail -c '. scripts/setup.sh; setup_build; build release phoney' \
 && install -D -m 0755 build/release/phoney /image/phoney \
 && find /image -exec touch --no-dereference --date=@0 {} +

FROM scratch

LABEL org.opencontainers.image.title="phoney" \
      org.opencontainers.image.description="Realistic fake data, byte-equal to Python's Faker" \
      org.opencontainers.image.licenses="MIT"

COPY --from=builder /image/ /
ENV HOST=0.0.0.0
USER 65532:65532
EXPOSE 8000
# The image has no shell and no curl, so it has no HEALTHCHECK: let the orchestrator ask GET /health and GET /ready.
ENTRYPOINT ["/phoney"]
CMD ["serve"]
