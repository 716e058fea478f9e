import { GatewayError, type Outcome, type Tensors } from "@switchyard/core";
import { groupRows } from "./group-rows.ts";
import { hasRows, isSameRow, joinRows, rowCount, sliceRows } from "./rows.ts";

export interface RowBatcherOptions {
  /** All outputs by name; each output row depends on the same input row alone. */
  readonly run: (inputs: Tensors) => Promise<Tensors>;
  /** Rows of different requests in one run. */
  readonly maxBatchRows: number;
  /** Rows of one request in one run; undefined where they must run together. */
  readonly maxRunRows?: number | undefined;
  /** Runs that one request may have at a time, if its rows need several. */
  readonly maxRuns?: number;
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
  options: RowBatcherOptions,
): Promise<Outcome<readonly Tensors[]>> {
  try {
    const [only, ...others] = group;
    if (only && others.length === 0) return { ok: true, value: [await runAlone(only.inputs, options)] };
    const outputs = await options.run(joinRows(group.map(({ inputs }) => inputs)));
    return { ok: true, value: split(group, outputs) };
  } catch (thrown) {
    return { ok: false, error: GatewayError.from(thrown).toRecord() };
  }
}

/** Many rows run in pieces, so that other requests get in between. */
async function runAlone(inputs: Tensors, options: RowBatcherOptions): Promise<Tensors> {
  const { run, maxRunRows = Infinity, maxRuns = 1 } = options;
  const rows = rowCount(inputs);
  if (rows <= maxRunRows || !hasRows(inputs)) return await run(inputs);
  const pieces: Tensors[] = [];
  for (let start = 0; start < rows; start += maxRunRows * maxRuns) {
    const starts = Array.from({ length: maxRuns }, (_, each) => start + each * maxRunRows).filter(
      (each) => each < rows,
    );
    pieces.push(
      ...(await Promise.all(
        starts.map((each) => run(sliceRows(inputs, each, Math.min(each + maxRunRows, rows)))),
      )),
    );
  }
  return areRows(pieces, rows) ? joinRows(pieces) : await run(inputs);
}

/** Whether outputs can stand below each other and make this many rows. */
function areRows(pieces: readonly Tensors[], rows: number): boolean {
  const [first = {}] = pieces;
  if (!pieces.every((piece) => hasRows(piece) && isSameRow(first, piece))) return false;
  return pieces.reduce((sum, piece) => sum + rowCount(piece), 0) === rows;
}

function split(group: readonly Item[], outputs: Tensors): readonly Tensors[] {
  let total = 0;
  for (const { inputs } of group) total += rowCount(inputs);
  for (const name in outputs)
    if (outputs[name]?.shape[0] !== total)
      throw new GatewayError("model_error", `output ${name} does not have a row for each input row`);
  let start = 0;
  return group.map(({ inputs }) => {
    const end = start + rowCount(inputs);
    const own = sliceRows(outputs, start, end);
    start = end;
    return own;
  });
}
