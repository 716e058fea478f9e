"""Serves one MLflow model of any Python flavor on the gateway's link: `python -m switchyard_worker`."""
