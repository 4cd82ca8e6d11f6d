# The concierge in one image: the messengers, the console, every command of `python -m bot`.
# Two stages, so that no compiler and no cache of pip is in what runs.
FROM python:3.12-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
RUN python -m venv /venv
# what else it shall have, as in docker compose build --build-arg EXTRAS=postgres,traces,openai
ARG EXTRAS=postgres
# torch first and pinned, as in the Makefile: a resolver may pick a CUDA build of several GB
RUN /venv/bin/pip install torch==2.13.0
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY bot bot
COPY knowledge knowledge
COPY prompts prompts
COPY adapters adapters
RUN /venv/bin/pip install --constraint constraints.txt ".[$EXTRAS]" \
    && /venv/bin/pip uninstall --yes sme-concierge
# converted once here, not at every start; the doctor finds no knowledge yet, which is no fault here
RUN CONCIERGE_MODELS_DIR=/models /venv/bin/python -m bot doctor; rm -rf data && test -n "$(ls -A /models)"

FROM python:3.12-slim-bookworm
RUN groupadd --gid 10001 concierge \
    && useradd --uid 10001 --gid concierge --no-create-home --shell /usr/sbin/nologin concierge \
    && install --directory --owner=concierge --group=concierge /data
COPY --from=build /venv /venv
COPY --from=build --chown=concierge:concierge /models /models
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    OMP_NUM_THREADS=1 \
    CONCIERGE_DATA_DIR=/data \
    CONCIERGE_MODELS_DIR=/models \
    CONCIERGE_LISTEN=0.0.0.0:8080 \
    CONCIERGE_LOG=json
USER 10001:10001
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["python", "-m", "bot"]
CMD ["serve"]
