# syntax=docker/dockerfile:1
# The command govreport in a container, without root and without LibreOffice:
#
#     docker build -t govreport .
#     docker run --rm --network none -v "$PWD/reports:/data:ro" govreport tree /data/2024.docx
#
# `--target office` adds LibreOffice and Chinese fonts, for converting the Word files that `govreport convert` writes to PDF.

FROM python:3.13.5-slim-bookworm AS base

FROM base AS build
WORKDIR /source
COPY . .
RUN python -m venv /opt/govreport && /opt/govreport/bin/pip install --no-cache-dir ".[all,mcp]"

FROM base AS command
COPY --from=build /opt/govreport /opt/govreport
RUN useradd --uid 10001 --create-home --shell /usr/sbin/nologin govreport
ENV PATH="/opt/govreport/bin:$PATH" PYTHONDONTWRITEBYTECODE=1
WORKDIR /data
USER 10001:10001
ENTRYPOINT ["govreport"]
CMD ["--help"]

FROM command AS office
USER 0
# hadolint ignore=DL3008  # Debian removes old versions from its archive: a pinned one soon cannot be installed
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libreoffice-writer fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/*
USER 10001:10001

# The last stage is what is built without --target.
FROM command AS slim
