"""Registers a model that was compiled as the next version of its registered model."""
