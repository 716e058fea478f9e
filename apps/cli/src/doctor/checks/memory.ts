import { totalmem } from "node:os";
import type { Config } from "@switchyard/gateway";
import type { DoctorContext } from "../doctor-context.ts";
import { ok, warning, type Said } from "../finding.ts";
import type { LookedAt } from "../registry-look.ts";
import { runsInPython } from "../runs-in-python.ts";

/** As docs/memory.md has measured them; a Python model's libraries alone take more than all else of a small one. */
const gatewayBytes = 80e6;
const workerBytes = 35e6;
const pythonBytes = 200e6;

/** Whether models fit into what there is, as far as the sizes of their files tell. */
export async function checkMemory({ config, registry }: DoctorContext): Promise<readonly Said[]> {
  const { models } = await registry().catch(() => ({ models: [] }));
  const { maxBytes } = config.memory;
  const limitBytes = memoryLimit();
  const needBytes = models.reduce(
    (sum, model) =>
      sum + needOf(model, config) * (config.models[model.name]?.replicas ?? config.defaults.replicas),
    gatewayBytes,
  );
  const facts = `${gigabytes(limitBytes)} GB in all, ${gigabytes(process.availableMemory())} GB free; ${models.length} models need about ${gigabytes(needBytes)} GB`;
  if (maxBytes !== undefined && maxBytes + gatewayBytes > limitBytes)
    return [
      warning(
        `${facts}; memory.maxBytes allows ${gigabytes(maxBytes)} GB`,
        "Set memory.maxBytes (SWITCHYARD_MEMORY_MAX_BYTES) below the limit, with 100 MB for the gateway itself.",
      ),
    ];
  if (maxBytes === undefined && needBytes > limitBytes)
    return [
      warning(
        facts,
        "Give it more memory, or set SWITCHYARD_MEMORY_MAX_BYTES so that idle models rest (docs/memory.md).",
      ),
    ];
  return [ok(facts)];
}

/** The container's limit where there is one, else the machine's memory. */
function memoryLimit(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

function needOf(model: LookedAt, config: Config): number {
  return (model.look?.sizeBytes ?? 0) + (runsInPython(model, config) ? pythonBytes : workerBytes);
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}
