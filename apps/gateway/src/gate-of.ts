import type { Candidate, CheckCandidate } from "@switchyard/core";
import { createGate } from "@switchyard/serving";
import type { Config } from "./config/config.ts";
import { settingsOf } from "./settings-of.ts";

/** The gate of the candidate's model; workers that would be exchanged for their size do not take over either. */
export function gateOf({ candidate }: Candidate, config: Config): CheckCandidate {
  const { gate, maxMemoryBytes } = settingsOf(config, candidate.fetched.version.name);
  return createGate({ ...gate, maxMemoryBytes: smaller(gate.maxMemoryBytes, maxMemoryBytes) });
}

function smaller(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}
