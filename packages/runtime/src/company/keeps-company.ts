import type { Session, Tensors } from "@switchyard/core";
import { joinRows } from "../rows.ts";
import { isSameAlone } from "./is-same-alone.ts";
import { drawnRows, exampleRows, type ProbePair } from "./probe-rows.ts";

/** What became of two rows that were run alone and together. */
type Finding = "same" | "different" | "unknown";

/** The rows of the joint runs. */
const orders = [
  [0, 1],
  [1, 0, 0],
] as const;

/**
 * Whether a graph answers a row alike whatever rows run beside it, seen on a few of them: those of the model's
 * example, and others that are drawn. False too where no row can be run.
 */
export async function keepsCompany(
  session: Pick<Session, "inputs" | "run">,
  example: readonly Tensors[],
): Promise<boolean> {
  const run = (rows: Tensors): Promise<Tensors> => session.run(rows);
  const own = exampleRows(example);
  const findings: Finding[] = [];
  if (own) findings.push(await probe(own, run));
  for (const pair of drawnRows(session.inputs, example)) {
    if (findings.includes("different")) return false;
    findings.push(await probe(pair, run));
    if (findings.at(-1) !== "unknown") break;
  }
  return decide(findings);
}

/** One difference decides; so does having seen nothing. */
function decide(findings: readonly Finding[]): boolean {
  return findings.includes("same") && !findings.includes("different");
}

async function probe(pair: ProbePair, run: Session["run"]): Promise<Finding> {
  const alone: Tensors[] = [];
  try {
    for (const row of pair) alone.push(await run(row));
  } catch {
    return "unknown";
  }
  for (const order of orders) {
    const expected = order.map((row) => alone[row] ?? {});
    if (
      !(await isSameTogether(
        order.map((row) => pair[row]),
        expected,
        run,
      ))
    )
      return "different";
  }
  return "same";
}

async function isSameTogether(
  rows: readonly Tensors[],
  expected: readonly Tensors[],
  run: Session["run"],
): Promise<boolean> {
  try {
    return isSameAlone(await run(joinRows(rows)), expected);
  } catch {
    return false;
  }
}
