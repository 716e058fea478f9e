import {
  GatewayError,
  type ModelManifest,
  type Outcome,
  type ServableModel,
  type Verification,
} from "@switchyard/core";
import { askForText } from "../gate/ask-model.ts";
import { compareOutcomes, readAnswer } from "./compare-outcomes.ts";
import { drawRequests } from "./draw-requests.ts";
import type { DrawnRequest } from "./drawn-request.ts";
import { judged, verificationOf, type Compared } from "./judgement.ts";
import { typicalSizes } from "./typical-sizes.ts";

export interface VerificationOptions {
  /** The model as its Python flavor answers: what counts as right. */
  readonly python: ServableModel;
  /** The model as its companion answers. */
  readonly native: ServableModel;
  readonly manifest: ModelManifest;
  /** Holds the input example. */
  readonly directory: string;
  /** How far two floats may lie apart, as a part of their size; `writtenDifferences` says of which. */
  readonly tolerance: number;
  /** Other seeds draw other requests. */
  readonly seed?: number;
  /** Hears how many of all answers there are; both models answer each request. */
  readonly onProgress?: (done: number, total: number) => void;
}

const concurrency = 16;
const enoughDiffering = 20;

/**
 * Asks both models the same requests, drawn from signature and input example, and compares the answers; ends early
 * where many differ. Throws `load_failed` where too little is known or answered to say anything, `overloaded` where
 * a model has no time, and `deadline_exceeded` when the signal comes first.
 */
export async function verifyCompanion(
  options: VerificationOptions,
  signal: AbortSignal,
): Promise<Verification> {
  const requests = await drawRequests(options, options.seed ?? 1);
  const progress = counted(requests.length * 2, options.onProgress);
  const expected = await askAll(options.python, requests, { signal, heard: progress });
  requireAnswers(requests, expected);
  const sizes = typicalSizes(expected.values().flatMap(answersOf));
  const compared: Compared[] = [];
  let differing = 0;
  await askAll(options.native, requests, {
    signal,
    heard: (found, at) => {
      progress();
      const [request, right] = [requests[at], expected[at]];
      if (!request || !right) return true;
      const differences = compareOutcomes(readAnswer(found), readAnswer(right), sizes);
      const comparison = judged(request, differences, options.tolerance);
      compared[at] = comparison;
      if (comparison.isDiffering) differing += 1;
      return differing < enoughDiffering;
    },
  });
  return verificationOf(Object.values(compared), options.tolerance);
}

function answersOf(outcome: Outcome<string>): readonly unknown[] {
  const answer = readAnswer(outcome);
  return answer.ok ? [answer.value] : [];
}

interface Hearing {
  readonly signal: AbortSignal;
  /** Hears each outcome; `false` means that it has heard enough. */
  readonly heard: (outcome: Outcome<string>, at: number) => boolean;
}

/** Asks a few requests at a time; what comes back is in the requests' order. Where one asking fails, all end. */
async function askAll(
  model: ServableModel,
  requests: readonly DrawnRequest[],
  { signal, heard }: Hearing,
): Promise<readonly Outcome<string>[]> {
  const outcomes: Outcome<string>[] = [];
  const ended = new AbortController();
  const either = AbortSignal.any([signal, ended.signal]);
  const waiting = requests.entries();
  const clients = Array.from({ length: concurrency }, async () => {
    for (const [at, request] of waiting) {
      const outcome = await askForText(model, request, either);
      if (!outcome.ok && outcome.error.code === "overloaded") throw GatewayError.fromRecord(outcome.error);
      outcomes[at] = outcome;
      if (!heard(outcome, at)) return;
    }
  });
  try {
    await Promise.all(clients);
  } finally {
    ended.abort();
  }
  return outcomes;
}

function counted(total: number, onProgress: VerificationOptions["onProgress"]): () => true {
  let done = 0;
  return () => {
    done += 1;
    onProgress?.(done, total);
    return true;
  };
}

/** Two models that refuse everything are alike, and nothing is proven. */
function requireAnswers(requests: readonly DrawnRequest[], outcomes: readonly Outcome<string>[]): void {
  const [all, answered] = [rowsOf(requests), rowsOf(requests.filter((_, at) => outcomes[at]?.ok))];
  if (answered * 4 >= all) return;
  const refusal = outcomes.find((outcome) => !outcome.ok);
  throw new GatewayError(
    "load_failed",
    `the Python model answered ${answered} of ${all} drawn rows, too few to verify with; it says: ${refusal?.error.message.slice(0, 300)}`,
  );
}

function rowsOf(requests: readonly DrawnRequest[]): number {
  return requests.reduce((rows, each) => rows + each.rows, 0);
}
