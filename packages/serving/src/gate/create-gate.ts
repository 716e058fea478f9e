import { GatewayError, type Candidate, type CheckCandidate } from "@switchyard/core";
import { givenUp } from "./ask-model.ts";
import { checkAnswers } from "./check-answers.ts";
import { checkLimits } from "./check-limits.ts";
import { readInputExample } from "./input-example.ts";
import { readRecordedRequests, type RecordedRequest } from "./recorded-request.ts";
import { compareSignatures } from "./signature/compare-signatures.ts";

/** What a version must show before it replaces another. */
export interface GateOptions {
  /** Answer the input example that lies beside the model, where there is one. */
  readonly inputExample: boolean;
  /** Whether requests that the serving version takes may be refused by the next one. */
  readonly signature: "compatible" | "allow";
  /** File of recorded requests that both versions must answer alike, read anew for each candidate. */
  readonly requests?: string | undefined;
  /** Difference of two numbers that counts as none, of the larger one's size. */
  readonly tolerance: number;
  /** Median milliseconds that an answer may take. */
  readonly maxLatencyMs?: number | undefined;
  /** Memory of all its workers. */
  readonly maxMemoryBytes?: number | undefined;
}

/** All checks that a model's settings ask for; a version is told everything that speaks against it at once. */
export function createGate(options: GateOptions): CheckCandidate {
  return async (pair, signal) => {
    const faults = await faultsOf(pair, options, signal);
    if (signal.aborted) throw givenUp();
    if (faults.length > 0)
      throw new GatewayError("version_refused", `${subjectOf(pair)}: ${faults.join("; ")}`);
  };
}

async function faultsOf(
  pair: Candidate,
  options: GateOptions,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const example = await readInputExample(pair.candidate.fetched);
  const recorded = await readRecorded(options.requests, signal);
  const asked = options.inputExample ? example : undefined;
  const answers = await checkAnswers(
    { ...recorded, pair, example: asked, tolerance: options.tolerance },
    signal,
  );
  // Last, when the workers have answered something: what they hold then is what they will hold.
  const questions = [...(example ? [example] : []), ...recorded.requests];
  const limits = await checkLimits({ ...options, servable: pair.candidate.servable, questions }, signal);
  return [...checkSignature(pair, options), ...recorded.faults, ...answers, ...limits];
}

function checkSignature({ candidate, incumbent }: Candidate, { signature }: GateOptions): readonly string[] {
  if (signature === "allow" || !incumbent) return [];
  const { verdict, reasons } = compareSignatures(
    incumbent.fetched.manifest.signature,
    candidate.fetched.manifest.signature,
  );
  return verdict === "breaking" ? reasons : [];
}

interface Recorded {
  readonly requests: readonly RecordedRequest[];
  readonly faults: readonly string[];
}

async function readRecorded(path: string | undefined, signal: AbortSignal): Promise<Recorded> {
  if (path === undefined) return { requests: [], faults: [] };
  try {
    return { requests: await readRecordedRequests(path, signal), faults: [] };
  } catch (thrown) {
    return { requests: [], faults: [GatewayError.from(thrown).message] };
  }
}

function subjectOf({ candidate, incumbent }: Candidate): string {
  const { name, version } = candidate.fetched.version;
  if (!incumbent) return `${name} ${version} may not serve`;
  return `${name} ${version} may not replace ${incumbent.fetched.version.version}`;
}
