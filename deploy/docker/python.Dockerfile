# Switchyard with a Python beside it: for models that have no ONNX graph, and for training. MLflow's server is in it too.
#   deploy/docker/build.sh && docker build -t switchyard-python -f deploy/docker/python.Dockerfile deploy/docker
ARG APP=switchyard
ARG BASE=python:3.12-slim
FROM ${APP} AS app

FROM ${BASE}
COPY requirements/python.txt /tmp/requirements.txt
RUN python -m pip install --no-cache-dir --root-user-action=ignore -r /tmp/requirements.txt
COPY --from=app /nodejs/bin/node /usr/local/bin/node
COPY --from=app /app /app
COPY --from=app --chown=65532:65532 /var/cache/switchyard /var/cache/switchyard
COPY --from=app --chown=65532:65532 /var/cache/switchyard /var/lib/mlflow

WORKDIR /app
# MLflow's server starts programs of its own for jobs, which nobody asks for here.
ENV NODE_ENV=production \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp \
    MLFLOW_DISABLE_TELEMETRY=true \
    MLFLOW_SERVER_ENABLE_JOB_EXECUTION=false \
    ORT_DISABLE_TELEMETRY=1 \
    SWITCHYARD_CACHE_DIR=/var/cache/switchyard \
    SWITCHYARD_HOST=0.0.0.0 \
    SWITCHYARD_PYTHON=/usr/local/bin/python
VOLUME /var/cache/switchyard
USER 65532:65532
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=3 CMD ["node", "health.mjs"]
ENTRYPOINT ["node", "--max-semi-space-size=4", "--heap-growing-percent=300", "/app/apps/cli/dist/main.js"]
CMD ["serve"]
