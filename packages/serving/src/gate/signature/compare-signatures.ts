import { isDeepStrictEqual } from "node:util";
import type { ModelSignature } from "@switchyard/core";
import { compareInputs } from "./compare-inputs.ts";
import { compareOutputs } from "./compare-outputs.ts";
import { compareParams } from "./compare-params.ts";
import { widening, type SignatureChange } from "./signature-change.ts";

/** What a new signature means for those who are served by the present one. */
export interface SignatureComparison {
  /** `widening`: whoever is answered today will be. `breaking`: somebody may be refused, or miss something. */
  readonly verdict: "same" | "widening" | "breaking";
  /** What makes it so; none when nothing has changed. */
  readonly reasons: readonly string[];
}

/** Compares signatures by what MLflow's schema enforcement would do to a client of the serving version. */
export function compareSignatures(
  serving: ModelSignature | undefined,
  next: ModelSignature | undefined,
): SignatureComparison {
  const changes = [
    ...noticed("inputs", compareInputs(serving?.inputs, next?.inputs), [serving?.inputs, next?.inputs]),
    ...noticed("outputs", compareOutputs(serving?.outputs, next?.outputs), [serving?.outputs, next?.outputs]),
    ...compareAllParams(serving, next),
  ];
  const breaks = changes.filter((change) => change.breaks);
  if (breaks.length > 0) return { verdict: "breaking", reasons: breaks.map(({ text }) => text) };
  return { verdict: changes.length > 0 ? "widening" : "same", reasons: changes.map(({ text }) => text) };
}

function compareAllParams(
  serving: ModelSignature | undefined,
  next: ModelSignature | undefined,
): readonly SignatureChange[] {
  const [before, after] = [serving?.params ?? [], next?.params ?? []];
  return noticed("parameters", compareParams(before, after), [before, after]);
}

/** What differs and changes nothing for anybody is the order. */
function noticed(
  part: string,
  changes: readonly SignatureChange[],
  [serving, next]: readonly [unknown, unknown],
): readonly SignatureChange[] {
  if (changes.length > 0 || isDeepStrictEqual(serving, next)) return changes;
  return [widening(`${part}: another order`)];
}
