import type { Config } from "@switchyard/gateway";
import type { Environment } from "../registry-access.ts";
import type { Said } from "./finding.ts";
import type { RegistryLook } from "./registry-look.ts";

/** What every check may look at. */
export interface DoctorContext {
  readonly env: Environment;
  /** As the gateway would have it, with the sample registry where none is configured. */
  readonly config: Config;
  /** Whether a registry is configured, or the samples stand in. */
  readonly hasOwnRegistry: boolean;
  readonly cacheDirectory: string;
  /** Where a running gateway is looked for. */
  readonly url: string;
  /** Whether somebody said so; then one is expected to be there. */
  readonly isUrlGiven: boolean;
  /** Begun by the first check that asks; all others share it. */
  readonly registry: () => Promise<RegistryLook>;
}

/** One thing to look at; what it throws is a failure. */
export interface Check {
  readonly name: string;
  readonly run: (context: DoctorContext, signal: AbortSignal) => Promise<readonly Said[]> | readonly Said[];
  /** When it takes longer than others. */
  readonly timeoutMs?: number;
  readonly advice?: string;
}
