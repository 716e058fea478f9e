# MLflow's server, with what it needs for PostgreSQL and S3.
#   docker build -t switchyard-mlflow -f deploy/docker/mlflow.Dockerfile deploy/docker
ARG BASE=python:3.12-slim
FROM ${BASE}
COPY requirements/mlflow.txt /tmp/requirements.txt
RUN python -m pip install --no-cache-dir --root-user-action=ignore -r /tmp/requirements.txt

# MLflow's server starts programs of its own for jobs, which nobody asks for here.
ENV HOME=/tmp \
    PYTHONDONTWRITEBYTECODE=1 \
    MLFLOW_DISABLE_TELEMETRY=true \
    MLFLOW_SERVER_ENABLE_JOB_EXECUTION=false
USER 65532:65532
EXPOSE 5000
ENTRYPOINT ["mlflow"]
CMD ["server", "--host", "0.0.0.0"]
