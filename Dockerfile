# The service and its models in one image: no root, nothing written outside /data.
# Built with the CPU build of torch; its index is an argument, for houses with a mirror.
FROM python:3.11-slim-bookworm AS build
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /build
COPY requirements/torch.txt requirements/base.txt requirements/
RUN python -m venv /opt/counterpoint \
    && /opt/counterpoint/bin/pip install --no-deps --index-url "$TORCH_INDEX" --requirement requirements/torch.txt \
    && /opt/counterpoint/bin/pip install --no-deps --require-hashes --requirement requirements/base.txt
COPY pyproject.toml README.md LICENSE ./
COPY service service
COPY models models
RUN python -m venv /opt/hatch \
    && /opt/hatch/bin/pip install build hatchling==1.33.0 \
    && /opt/hatch/bin/python -m build --wheel --no-isolation --outdir /build/dist . \
    && /opt/counterpoint/bin/pip install --no-deps /build/dist/counterpoint-*.whl
RUN COUNTERPOINT_MODEL_CACHE=/opt/models /opt/counterpoint/bin/counterpoint models install

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data counterpoint \
    && install --directory --owner counterpoint /data
COPY --from=build /opt/counterpoint /opt/counterpoint
COPY --from=build /opt/models /opt/models
ENV PATH=/opt/counterpoint/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    COUNTERPOINT_HOME=/data \
    COUNTERPOINT_MODEL_CACHE=/opt/models \
    COUNTERPOINT_HOST=0.0.0.0
USER counterpoint
WORKDIR /data
VOLUME /data
EXPOSE 8340
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8340/healthz', timeout=4)"]
CMD ["counterpoint", "serve"]
