// Libraries of machine code are imported from this folder alone: the worker's bundle leaves it where it is.
export { InferenceSession, Tensor, type OnnxValue } from "onnxruntime-node";
