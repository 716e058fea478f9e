import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import {
  GatewayError,
  setOwn,
  type ScoreClasses,
  type Session,
  type Tensor,
  type Tensors,
  type TensorSpec,
} from "@switchyard/core";
import { InferenceSession } from "../native/onnxruntime.ts";
import { wordsIn } from "./graph-scan.ts";
import { dataTypeOf, fromOrt, toOrt } from "./ort-tensor.ts";
import { scoreRows } from "./score-rows.ts";
import { withFolder, type OnnxSessionOptions } from "./session-options.ts";
import { rewriteOutputs, rewrittenWords, type RewrittenModel } from "./rewrite-outputs.ts";

/**
 * Loads an ONNX file from its path, so that external data files beside it are found. Throws `load_failed`
 * with ONNX Runtime's reason, and for outputs that are maps or sequences other than a ZipMap's.
 */
export async function openOnnxSession(path: string, options: OnnxSessionOptions): Promise<Session> {
  const rewritten = await readRewritten(path);
  const session = await create(path, rewritten, options);
  try {
    return new OnnxSession(session, rewritten);
  } catch (cause) {
    await session.release();
    throw loadFailed(path, cause);
  }
}

async function readRewritten(path: string): Promise<RewrittenModel | undefined> {
  try {
    const words = await wordsIn(path, rewrittenWords);
    return words.size === 0 ? undefined : rewriteOutputs(await readFile(path));
  } catch {
    // ONNX Runtime says better what is wrong with it.
    return undefined;
  }
}

async function create(
  path: string,
  rewritten: RewrittenModel | undefined,
  options: OnnxSessionOptions,
): Promise<InferenceSession> {
  const settings = { executionProviders: ["cpu"], logSeverityLevel } as const;
  try {
    if (!rewritten) return await InferenceSession.create(path, { ...options, ...settings });
    const beside = withFolder(options, dirname(path));
    return await InferenceSession.create(rewritten.bytes, { ...beside, ...settings });
  } catch (cause) {
    throw loadFailed(path, cause);
  }
}

/** What ONNX Runtime cannot run is told to whoever asked, so only what is fatal is printed. */
const logSeverityLevel = 4;
const runOptions: InferenceSession.RunOptions = { logSeverityLevel };

interface Output extends TensorSpec {
  /** What the graph calls it. */
  readonly source: string;
  readonly classes: ScoreClasses | undefined;
}

class OnnxSession implements Session {
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  readonly classes: ReadonlyMap<string, ScoreClasses>;
  readonly #session: InferenceSession;
  readonly #outputs: readonly Output[];

  constructor(session: InferenceSession, rewritten: RewrittenModel | undefined) {
    this.#session = session;
    this.inputs = session.inputMetadata.map(toSpec);
    this.#outputs = outputsOf(session, rewritten);
    this.outputs = this.#outputs.map(({ name, dtype, shape }) => ({ name, dtype, shape }));
    this.classes = new Map(
      this.#outputs.flatMap(({ name, classes }) => (classes ? [[name, classes] as const] : [])),
    );
  }

  async run(inputs: Tensors, wanted?: readonly string[]): Promise<Tensors> {
    const feeds: Record<string, ReturnType<typeof toOrt>> = {};
    for (const name in inputs) {
      const each = inputs[name];
      if (each) setOwn(feeds, name, toOrt(each));
    }
    const told = this.#told(wanted);
    const sources = told.map(({ source }) => source);
    const results = await this.#run(feeds, sources);
    const outputs: Record<string, Tensor> = {};
    for (const { name, source, classes } of told) {
      const value = results[source];
      if (value) setOwn(outputs, name, classes ? scoreRows(fromOrt(value), classes) : fromOrt(value));
    }
    return outputs;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session.release();
  }

  /** To hand an output over takes longer than to make a small one. */
  #told(wanted: readonly string[] | undefined): readonly Output[] {
    const told = wanted ? this.#outputs.filter(({ name }) => wanted.includes(name)) : [];
    return told.length > 0 ? told : this.#outputs;
  }

  async #run(
    feeds: InferenceSession.FeedsType,
    sources: readonly string[],
  ): Promise<InferenceSession.ReturnType> {
    try {
      return await this.#session.run(feeds, sources, runOptions);
    } catch (cause) {
      throw new GatewayError("model_error", `the model cannot run on this input: ${messageOf(cause)}`, {
        cause,
      });
    }
  }
}

function outputsOf(session: InferenceSession, rewritten: RewrittenModel | undefined): readonly Output[] {
  const specs = new Map(session.outputMetadata.map((each) => [each.name, toSpec(each)]));
  const names = rewritten?.outputNames ?? session.outputNames;
  return names.map((name) => {
    const { source = name, classes } = rewritten?.rewritten.get(name) ?? {};
    const spec = specs.get(source);
    if (!spec) throw new Error(`the graph has no output ${source}`);
    return { name, source, classes, dtype: spec.dtype, shape: spec.shape };
  });
}

function toSpec(metadata: InferenceSession.ValueMetadata): TensorSpec {
  const { name } = metadata;
  if (!metadata.isTensor)
    throw new Error(
      `the output ${name} is a map or a sequence, which no request can be answered with: give the model an output that is a tensor instead (for scikit-learn, convert it with the option zipmap=False)`,
    );
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
