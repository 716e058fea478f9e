import { GatewayError, type Outcome, type Tensors } from "@switchyard/core";
import { groupRows } from "./group-rows.ts";
import { joinRows, rowCount, sliceRows } from "./rows.ts";

export interface RowBatcherOptions {
  /** All outputs by name; each output row depends on the same input row alone. */
  readonly run: (inputs: Tensors) => Promise<Tensors>;
  readonly maxBatchRows: number;
}

interface Item {
  readonly inputs: Tensors;
  readonly index: number;
}

/**
 * Runs the rows of many requests together, and answers each as if it had run alone. A run that fails is
 * split until the bad one fails alone.
 */
export async function runRows(
  requests: readonly Tensors[],
  options: RowBatcherOptions,
): Promise<readonly Outcome<Tensors>[]> {
  const outcomes = Array.from<Outcome<Tensors>>({ length: requests.length });
  const items = requests.map((inputs, index) => ({ inputs, index }));
  const settle = async (group: readonly Item[]): Promise<void> => {
    const outcome = await runGroup(group, options);
    if (!outcome.ok && group.length > 1) {
      const middle = Math.ceil(group.length / 2);
      await settle(group.slice(0, middle));
      await settle(group.slice(middle));
      return;
    }
    for (const [place, { index }] of group.entries())
      outcomes[index] = outcome.ok ? { ok: true, value: outcome.value[place] ?? {} } : outcome;
  };
  await Promise.all(groupRows(items, options.maxBatchRows).map(settle));
  return outcomes;
}

async function runGroup(
  group: readonly Item[],
  { run }: RowBatcherOptions,
): Promise<Outcome<readonly Tensors[]>> {
  try {
    const outputs = await run(joinRows(group.map(({ inputs }) => inputs)));
    return { ok: true, value: group.length === 1 ? [outputs] : split(group, outputs) };
  } catch (thrown) {
    return { ok: false, error: GatewayError.from(thrown).toRecord() };
  }
}

function split(group: readonly Item[], outputs: Tensors): readonly Tensors[] {
  const total = group.reduce((sum, { inputs }) => sum + rowCount(inputs), 0);
  const short = Object.entries(outputs).find(([, { shape }]) => shape[0] !== total);
  if (short)
    throw new GatewayError("model_error", `output ${short[0]} does not have a row for each input row`);
  let start = 0;
  return group.map(({ inputs }) => {
    const end = start + rowCount(inputs);
    const own = sliceRows(outputs, start, end);
    start = end;
    return own;
  });
}
