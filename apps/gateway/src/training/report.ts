import { z } from "zod";

const report = z.object({
  progress: z.number().min(0).max(1).optional(),
  message: z.string().max(1000).optional(),
  step: z.number().int().optional(),
  metrics: z.record(z.string().max(250), z.number()).optional(),
  run_id: z.string().max(250).optional(),
  model_name: z.string().max(250).optional(),
  version: z
    .union([z.string().max(250), z.number().int()])
    .transform(String)
    .optional(),
});

/** What a training command says on one line. */
export interface Report {
  readonly progress?: number | undefined;
  readonly message?: string | undefined;
  readonly step?: number | undefined;
  readonly metrics?: Readonly<Record<string, number>> | undefined;
  readonly runId?: string | undefined;
  readonly modelName?: string | undefined;
  readonly version?: string | undefined;
}

/** Reads a line of a training command's output; undefined where it reports nothing, and is a line of its log. */
export function parseReport(line: string): Report | undefined {
  if (!line.startsWith("{")) return undefined;
  const said = report.safeParse(parseJson(line)).data;
  if (!said) return undefined;
  const { run_id: runId, model_name: modelName, ...rest } = said;
  const parsed = { ...rest, runId, modelName };
  return Object.values(parsed).some((value) => value !== undefined) ? parsed : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
