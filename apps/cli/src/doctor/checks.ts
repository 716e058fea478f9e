import { checkAccess } from "./checks/access.ts";
import { checkClock } from "./checks/clock.ts";
import { checkConfiguration } from "./checks/configuration.ts";
import { checkDescriptors } from "./checks/descriptors.ts";
import { checkDisk } from "./checks/disk.ts";
import { checkGateway } from "./checks/gateway.ts";
import { checkLibraries } from "./checks/libraries.ts";
import { checkMemory } from "./checks/memory.ts";
import { checkArtifacts, checkModels } from "./checks/models.ts";
import { checkNode } from "./checks/node.ts";
import { checkPorts } from "./checks/ports.ts";
import { checkProcessor } from "./checks/processor.ts";
import { checkPython } from "./checks/python.ts";
import { checkRegistry } from "./checks/registry.ts";
import type { Check } from "./doctor-context.ts";

/** Everything that is looked at, in the order in which it is told; a new check is a file and a line here. */
export const checks: readonly Check[] = [
  { name: "node", run: () => checkNode() },
  { name: "configuration", run: checkConfiguration },
  {
    name: "registry",
    run: checkRegistry,
    timeoutMs: 15_000,
    advice:
      "Check MLFLOW_TRACKING_URI, that the server runs, and its credentials (MLFLOW_TRACKING_TOKEN, or _USERNAME and _PASSWORD).",
  },
  { name: "models", run: onlyWithRegistry(checkModels), timeoutMs: 15_000 },
  { name: "artifacts", run: onlyWithRegistry(checkArtifacts), timeoutMs: 15_000 },
  { name: "libraries", run: checkLibraries, timeoutMs: 15_000 },
  { name: "python", run: checkPython, timeoutMs: 25_000 },
  { name: "memory", run: checkMemory, timeoutMs: 20_000 },
  { name: "processor", run: checkProcessor },
  { name: "files", run: checkDescriptors },
  { name: "cache", run: checkDisk },
  { name: "ports", run: checkPorts },
  { name: "access", run: checkAccess },
  { name: "clock", run: checkClock },
  { name: "gateway", run: checkGateway },
];

/** Without its answer there is nothing to say, and its own line says why. */
function onlyWithRegistry(run: Check["run"]): Check["run"] {
  return async (context, signal) => {
    const isThere = await context.registry().then(
      () => true,
      () => false,
    );
    return isThere ? await run(context, signal) : [];
  };
}
