"""Makes ONNX companions for MLflow models of other flavors."""
