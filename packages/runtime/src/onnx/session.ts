import { GatewayError, type Session, type Tensor, type Tensors, type TensorSpec } from "@switchyard/core";
import { InferenceSession } from "onnxruntime-node";
import { dataTypeOf, fromOrt, toOrt } from "./ort-tensor.ts";
import type { OnnxSessionOptions } from "./session-options.ts";

/**
 * Loads an ONNX file from its path, so that external data files beside it are found. Throws `load_failed`
 * with ONNX Runtime's reason, and for outputs that are maps or sequences (ZipMap).
 */
export async function openOnnxSession(path: string, options: OnnxSessionOptions): Promise<Session> {
  const session = await create(path, options);
  try {
    return new OnnxSession(session);
  } catch (cause) {
    await session.release();
    throw loadFailed(path, cause);
  }
}

async function create(path: string, options: OnnxSessionOptions): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(path, {
      ...options,
      executionProviders: ["cpu"],
      logSeverityLevel: 3,
    });
  } catch (cause) {
    throw loadFailed(path, cause);
  }
}

class OnnxSession implements Session {
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  readonly #session: InferenceSession;

  constructor(session: InferenceSession) {
    this.#session = session;
    this.inputs = session.inputMetadata.map(toSpec);
    this.outputs = session.outputMetadata.map(toSpec);
  }

  async run(inputs: Tensors): Promise<Tensors> {
    const feeds: Record<string, ReturnType<typeof toOrt>> = {};
    for (const name in inputs) {
      const each = inputs[name];
      if (each) feeds[name] = toOrt(each);
    }
    const results = await this.#run(feeds);
    const outputs: Record<string, Tensor> = {};
    for (const { name } of this.outputs) {
      const value = results[name];
      if (value) outputs[name] = fromOrt(value);
    }
    return outputs;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session.release();
  }

  async #run(feeds: InferenceSession.FeedsType): Promise<InferenceSession.ReturnType> {
    try {
      return await this.#session.run(feeds);
    } catch (cause) {
      throw new GatewayError("model_error", `the model cannot run on this input: ${messageOf(cause)}`, {
        cause,
      });
    }
  }
}

function toSpec(metadata: InferenceSession.ValueMetadata): TensorSpec {
  const { name } = metadata;
  if (!metadata.isTensor) throw new Error(`${name} is a map or sequence; convert the model with zipmap off`);
  const shape = metadata.shape.map((dimension) =>
    typeof dimension === "number" && dimension >= 0 ? dimension : -1,
  );
  return { name, dtype: dataTypeOf(metadata.type), shape };
}

function loadFailed(path: string, cause: unknown): GatewayError {
  return new GatewayError("load_failed", `ONNX Runtime cannot load ${path}: ${messageOf(cause)}`, { cause });
}

function messageOf(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  return text.split("\n", 1)[0]?.slice(0, 500) ?? "";
}
