import { probeInterpreter, probeUv, pythonAdvice } from "@switchyard/python-worker";
import type { DoctorContext } from "../doctor-context.ts";
import { failed, ok, warning, type Said } from "../finding.ts";
import { runsInPython } from "../runs-in-python.ts";

/** Whether the interpreters of models without an ONNX graph are there, and have MLflow. */
export async function checkPython(context: DoctorContext, signal: AbortSignal): Promise<readonly Said[]> {
  const { config, env } = context;
  const needing = await modelsInPython(context);
  const isNeeded = needing === undefined || needing.length > 0;
  const complaint = needing === undefined ? warning : isNeeded ? failed : ok;
  const interpreters = new Set([
    config.defaults.python,
    ...Object.values(config.models).flatMap(({ python }) => python ?? []),
  ]);
  const need = isNeeded
    ? `needed by ${needing?.slice(0, 5).join(", ") ?? "some kinds of models"}`
    : "no model here needs it";
  return await Promise.all(
    [...interpreters].map((interpreter) => about(interpreter, { env, need, signal, complaint })),
  );
}

const advice = `${pythonAdvice.slice(0, 1).toUpperCase()}${pythonAdvice.slice(1)}.`;

interface Asking extends Pick<DoctorContext, "env"> {
  readonly signal: AbortSignal;
  /** Who needs it. */
  readonly need: string;
  readonly complaint: (message: string, advice: string) => Said;
}

async function about(interpreter: string, { env, need, signal, complaint }: Asking): Promise<Said> {
  try {
    if (interpreter === "uv") return ok(`${await probeUv(env, signal)} builds what models ask for (${need})`);
    const { python, executable, packages } = await probeInterpreter(interpreter, env, signal);
    const { mlflow } = packages;
    if (mlflow === undefined)
      return complaint(`Python ${python} at ${executable} has no mlflow (${need})`, advice);
    return ok(`Python ${python} at ${executable} with mlflow ${mlflow} (${need})`);
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return complaint(`${message.replace(`; ${pythonAdvice}`, "")} (${need})`, advice);
  }
}

/** Names of the models that have no graph of their own; nothing where the registry cannot be asked. */
async function modelsInPython({ registry, config }: DoctorContext): Promise<readonly string[] | undefined> {
  const found = await registry().catch(() => undefined);
  return found?.models.filter((model) => runsInPython(model, config)).map(({ name }) => name);
}
