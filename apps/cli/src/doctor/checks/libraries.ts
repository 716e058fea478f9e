import { probeLibraries } from "@switchyard/gateway";
import type { DoctorContext } from "../doctor-context.ts";
import { failed, ok, type Said } from "../finding.ts";

/** Whether ONNX Runtime and sharp can be loaded here. */
export async function checkLibraries(_context: DoctorContext, signal: AbortSignal): Promise<readonly Said[]> {
  const probed = await probeLibraries(signal);
  return probed.map(({ name, version, failure }) =>
    failure === undefined
      ? ok(`${name} ${version}`)
      : failed(
          `${name} cannot be loaded: ${failure}`,
          "Install again with npm run build; glibc is needed (no Alpine Linux).",
        ),
  );
}
