import type { FetchedModel } from "@switchyard/core";
import { readInputExample } from "../gate/input-example.ts";
import { drawPlan } from "./draw-plan.ts";
import type { DrawnRequest } from "./drawn-request.ts";
import { parseExample, tableOfExample } from "./example.ts";
import { paramsRequests } from "./params-requests.ts";
import { Random } from "./random.ts";
import { tableRequests } from "./table-requests.ts";
import { tensorRequests } from "./tensor-requests.ts";

/**
 * The input example, and requests drawn from what it and the signature say of a model: the same for the same seed.
 * Throws `load_failed` where they say too little.
 */
export async function drawRequests(
  model: Pick<FetchedModel, "directory" | "manifest">,
  seed: number,
): Promise<readonly DrawnRequest[]> {
  const kept = await readInputExample(model);
  const example = kept && parseExample(Buffer.from(kept.body).toString());
  const plan = drawPlan(model.manifest, example);
  const random = new Random(seed);
  const drawn = plan.kind === "columns" ? tableRequests(plan, random) : tensorRequests(plan, random);
  const rows = (example && tableOfExample(example)?.rows.length) ?? 1;
  const asKept = kept ? [{ ...kept, rows }] : [];
  const plain = drawn.find(({ rows: count, contentType }) => count === 1 && contentType.endsWith("json"));
  return [...asKept, ...drawn, ...paramsRequests(plan.params, plain ?? drawn[0], random)];
}
