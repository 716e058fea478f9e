import type { ParamSpec } from "@switchyard/core";
import { drawnCells } from "./drawn-cells.ts";
import type { DrawnRequest } from "./drawn-request.ts";
import type { Random } from "./random.ts";
import { listText, objectText, type Cell } from "./table.ts";
import { jsonRequest } from "./drawn-request.ts";

const drawnTimes = 6;

/** The same body with params drawn of their types, and once with each of another type. */
export function paramsRequests(
  specs: readonly ParamSpec[],
  request: DrawnRequest | undefined,
  random: Random,
): readonly DrawnRequest[] {
  if (specs.length === 0 || !request) return [];
  const body = Buffer.from(request.body).toString();
  const drawn = Array.from({ length: drawnTimes }, () => drawParams(specs, random));
  const wrong = specs.slice(0, drawnTimes).map(({ name }) => objectText([[name, '{"odd":["x"]}']]));
  return [...drawn, ...wrong].map((params) =>
    jsonRequest(request.rows, `${body.slice(0, -1)},"params":${params}}`),
  );
}

/** Each is left out now and then, so that its default counts. */
function drawParams(specs: readonly ParamSpec[], random: Random): string {
  return objectText(
    specs.flatMap((spec) => {
      const cell = random.chance(0.7) ? drawParam(spec, random) : undefined;
      return cell === undefined ? [] : [[spec.name, cell] as const];
    }),
  );
}

function drawParam({ type, list, default: usual }: ParamSpec, random: Random): Cell | undefined {
  const known = [usual].flat().flatMap((value) => JSON.stringify(value) ?? []);
  const draw = drawnCells(type, known);
  if (!draw) return undefined;
  if (!list) return draw("wide", random);
  return listText(Array.from({ length: random.integer(0, 3) }, () => draw("wide", random)));
}
