import { z } from "zod";

/** `onnx_session_options` of MLflow's ONNX flavor; what MLflow does not apply is not read here either. */
const flavorOptions = z.object({
  intra_op_num_threads: z.number().int().min(0).max(64).optional(),
  inter_op_num_threads: z.number().int().min(0).max(64).optional(),
  execution_mode: z.string().toLowerCase().optional(),
  graph_optimization_level: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(99)]).optional(),
  extra_session_config: z.record(z.string(), z.string()).optional(),
});

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
  const options = flavorOptions.parse(written ?? {});
  return {
    intraOpNumThreads: options.intra_op_num_threads || 1,
    interOpNumThreads: options.inter_op_num_threads || 1,
    executionMode: options.execution_mode === "parallel" ? "parallel" : "sequential",
    graphOptimizationLevel: levels[options.graph_optimization_level ?? 99],
    extra: nested(options.extra_session_config ?? {}),
  };
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
  const existing = z.record(z.string(), z.unknown()).safeParse(parent[name]);
  const own = existing.success ? existing.data : {};
  parent[name] = own;
  return own;
}
