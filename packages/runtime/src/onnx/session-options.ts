import * as v from "valibot";
import { parseWritten } from "../parse-written.ts";

/** `onnx_session_options` of MLflow's ONNX flavor; what MLflow does not apply is not read here either. */
const threads = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(64)));
const flavorOptions = v.object({
  intra_op_num_threads: threads,
  inter_op_num_threads: threads,
  execution_mode: v.optional(v.pipe(v.string(), v.toLowerCase())),
  graph_optimization_level: v.optional(v.picklist([0, 1, 2, 99])),
  extra_session_config: v.optional(v.record(v.string(), v.string())),
});
const record = v.record(v.string(), v.unknown());

const levels = { 0: "all", 1: "basic", 2: "extended", 99: "all" } as const;

export interface OnnxSessionOptions {
  readonly intraOpNumThreads: number;
  readonly interOpNumThreads: number;
  readonly executionMode: "sequential" | "parallel";
  readonly graphOptimizationLevel: "basic" | "extended" | "all";
  readonly extra: Readonly<Record<string, unknown>>;
}

/**
 * One thread a session unless the model says otherwise: workers scale by processes and threads of their own.
 * Level 0 leaves the default, as MLflow does (it tests by truth).
 */
export function sessionOptions(written: unknown): OnnxSessionOptions {
  const options = parseWritten(flavorOptions, written ?? {}, "MLmodel: flavors.onnx.onnx_session_options");
  return {
    intraOpNumThreads: options.intra_op_num_threads || 1,
    interOpNumThreads: options.inter_op_num_threads || 1,
    executionMode: options.execution_mode === "parallel" ? "parallel" : "sequential",
    graphOptimizationLevel: levels[options.graph_optimization_level ?? 99],
    extra: nested(options.extra_session_config ?? {}),
  };
}

/** Without copies of weights in an order that suits larger batches. */
export function withoutPrepacking(options: OnnxSessionOptions): OnnxSessionOptions {
  const session = child({ ...options.extra }, "session");
  return { ...options, extra: { ...options.extra, session: { ...session, disable_prepacking: "1" } } };
}

/** For a model of bytes, whose weights may lie in files of this folder. */
export function withFolder(options: OnnxSessionOptions, folder: string): OnnxSessionOptions {
  const session = child({ ...options.extra }, "session");
  return {
    ...options,
    extra: {
      ...options.extra,
      session: { ...session, model_external_initializers_file_folder_path: folder },
    },
  };
}

/** ONNX Runtime's Node binding takes `session.x.y` as nested objects. */
function nested(config: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  const quiet: Record<string, unknown> = { session: { intra_op: { allow_spinning: "0" } } };
  for (const [key, value] of Object.entries(config)) {
    const parts = key.split(".");
    const last = parts.pop() ?? key;
    let place = quiet;
    for (const part of parts) place = child(place, part);
    place[last] = value;
  }
  return quiet;
}

function child(parent: Record<string, unknown>, name: string): Record<string, unknown> {
  const own = v.is(record, parent[name]) ? parent[name] : {};
  parent[name] = own;
  return own;
}
