import { z } from "zod";
import { pythonCommand, type Environment } from "./python-command.ts";
import { runLines, type Ended } from "./run-lines.ts";

const line = z.union([
  z.object({ progress: z.string() }),
  z.object({ refused: z.string() }),
  z.object({
    compiled: z.object({
      converter: z.string(),
      flavor: z.record(z.string(), z.unknown()),
      labels: z.array(z.string()).nullish(),
    }),
  }),
]);

export interface ConvertOptions {
  readonly interpreter: string;
  readonly env: Environment;
  /** Holds the model. */
  readonly directory: string;
  /** Gets the graph. */
  readonly output: string;
  readonly onProgress: (step: string) => void;
}

/** What became of a conversion. */
export type Conversion =
  | {
      readonly converter: string;
      /** The `onnx` entry of `MLmodel`. */
      readonly flavor: Readonly<Record<string, unknown>>;
      /** Class names in the order of the probabilities. */
      readonly labels?: readonly string[] | null | undefined;
    }
  | {
      readonly refused: string;
      /** Whether another try would end the same way. */
      readonly isFinal: boolean;
    };

/** Converts a model of another flavor to ONNX in a process of its own; a model that ends that process is refused. */
export async function convertModel(
  { interpreter, env, directory, output, onProgress }: ConvertOptions,
  signal: AbortSignal,
): Promise<Conversion> {
  const args = conversionArgs(directory, output, String(process.pid));
  let conversion: Conversion | undefined;
  const ended = await runLines(pythonCommand(interpreter, args, env), {
    signal,
    onLine: (text) => {
      const said = read(text);
      if (!said) return;
      if ("progress" in said) onProgress(said.progress);
      if ("refused" in said) conversion = { refused: said.refused, isFinal: true };
      if ("compiled" in said) conversion = said.compiled;
    },
  });
  return conversion ?? { refused: whyNot(ended, signal), isFinal: false };
}

/** What the program is told; it ends with its parent. */
export function conversionArgs(
  directory: string,
  output: string,
  parent: string,
): readonly [string, ...string[]] {
  return ["switchyard_compile", "--model", directory, "--output", output, "--parent", parent];
}

/** Lines of others are none of ours. */
function read(text: string): z.infer<typeof line> | undefined {
  try {
    return line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function whyNot({ code, complaint }: Ended, signal: AbortSignal): string {
  if (signal.aborted) return "converting took too long";
  const [last = ""] = complaint.split("\n").slice(-1);
  return `converting ended with ${code}${last === "" ? "" : `: ${last}`}`;
}
