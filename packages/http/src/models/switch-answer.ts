import { GatewayError, type ModelStatus } from "@switchyard/core";
import type { Response } from "express";
import { writeError } from "../write-error.ts";

/** `v3` for a numbered version; ids of runs and models stay as they are. */
export function versionTag(version: string | undefined): string | undefined {
  return version !== undefined && /^\d+$/.test(version) ? `v${version}` : version;
}

export interface RefuseOptions {
  readonly requestId: string;
  /** The model as it is now. */
  readonly current: ModelStatus;
}

/** Why a switch failed: a version that cannot be loaded is the registry's fault, not its caller's. */
export function switchError(thrown: unknown): GatewayError {
  const error = GatewayError.from(thrown);
  const isUpstream = error.code === "model_not_found" || error.code === "model_not_ready";
  return isUpstream ? new GatewayError("load_failed", error.message, { cause: error }) : error;
}

/** The ordinary error, and which version serves on. */
export function refuseSwitch(res: Response, thrown: unknown, { requestId, current }: RefuseOptions): void {
  const serving = current.current?.version.version;
  writeError(res, switchError(thrown), {
    requestId,
    extra: { status: "error", serving_version: versionTag(serving) },
  });
}
