import type { ParamSpec } from "@switchyard/core";
import fc from "fast-check";
import { anyOddCell, cellsOf, oddCells } from "./cells.ts";
import { listText, objectText } from "./json-text.ts";
import { jsonRequest, type ParityRequest } from "./parity-request.ts";

const notParams = [
  "null",
  "1",
  '"x"',
  "[]",
  "[1]",
  "true",
  "{}",
  '{"unknown": 1}',
  '{"unknown": null, "other": {}}',
];

/** Parameters beside a good body: none, right ones, each odd value for each of them. */
export function paramRequests(
  specs: readonly ParamSpec[],
  example: string,
  seed: number,
): readonly ParityRequest[] {
  const withParams = (name: string, params: string): ParityRequest =>
    jsonRequest("params", name, `${example.slice(0, -1)}, "params": ${params}}`);
  const each = specs.map((spec) => [spec.name, valuesOf(spec)] as const);
  const good = fc.tuple(
    ...each.map(([name, values]) =>
      fc.option(
        values.map((value) => [name, value] as const),
        { nil: undefined },
      ),
    ),
  );
  const chosen = good.map((all) => objectText(all.filter((entry) => entry !== undefined)));
  return [
    ...notParams.map((params) => withParams(params, params)),
    ...fc
      .sample(chosen, { seed, numRuns: specs.length === 0 ? 0 : 20 })
      .map((params) => withParams("right", params)),
    ...specs.flatMap(({ name }, position) =>
      [
        ...oddCells.filter((_, turn) => (turn + position + seed) % 3 === 0),
        ...fc.sample(anyOddCell, { seed, numRuns: 8 }),
      ].map((cell) => withParams(`${name}: ${cell}`, objectText([[name, cell]]))),
    ),
  ];
}

function valuesOf({ type, list }: ParamSpec): fc.Arbitrary<string> {
  const cells = cellsOf(type);
  return list ? fc.array(cells, { maxLength: 3 }).map(listText) : cells;
}
