import type { ColumnType, PropertySpec } from "@switchyard/core";
import type { DrawCell } from "./drawn-cells.ts";
import { listText, objectText, type Cell } from "./table.ts";
import { isRecord, parseWritten, writtenText } from "./written-json.ts";

type Composite = Exclude<ColumnType, { readonly kind: "scalar" }>;
type DrawnCells = (type: ColumnType, known: readonly Cell[]) => DrawCell | undefined;

/** What draws lists and objects, from what draws their parts; values of any type are taken from the known ones. */
export function drawComposite(
  type: Composite,
  known: readonly Cell[],
  drawnCells: DrawnCells,
): DrawCell | undefined {
  const values = known.map((cell) => parseWritten(cell));
  switch (type.kind) {
    case "array":
      return drawList(drawnCells(type.items, itemsOf(values)), lengthsOf(values));
    case "object":
      return drawObject(type.properties, (spec) => drawnCells(spec.type, itemsOf(values, spec.name)));
    case "map":
      return drawMap(drawnCells(type.values, itemsOf(values)), keysOf(values));
    case "any":
      return known.length === 0 ? undefined : (_reach, random) => random.pick(known);
  }
}

function drawList(item: DrawCell | undefined, lengths: readonly number[]): DrawCell | undefined {
  if (!item) return undefined;
  return (reach, random) => listText(Array.from({ length: random.pick(lengths) }, () => item(reach, random)));
}

function drawObject(
  specs: readonly PropertySpec[],
  drawOf: (spec: PropertySpec) => DrawCell | undefined,
): DrawCell | undefined {
  const properties = specs.map((spec) => ({ ...spec, draw: drawOf(spec) }));
  if (properties.some(({ draw, required }) => required && !draw)) return undefined;
  return (reach, random) =>
    objectText(
      properties.flatMap(({ name, draw, required }) =>
        draw && (required || random.chance(0.7)) ? [[name, draw(reach, random)] as const] : [],
      ),
    );
}

function drawMap(value: DrawCell | undefined, keys: readonly string[]): DrawCell | undefined {
  if (!value) return undefined;
  return (reach, random) => {
    const chosen = keys.filter(() => random.chance(0.7));
    return objectText(chosen.map((key) => [key, value(reach, random)]));
  };
}

/** The parts of lists and objects; of objects, those of one name where it is given. */
function itemsOf(values: readonly unknown[], name?: string): readonly Cell[] {
  return values.flatMap((value) => {
    if (Array.isArray(value)) return value.map(writtenText);
    if (!isRecord(value)) return [];
    if (name === undefined) return Object.values(value).map(writtenText);
    return Object.hasOwn(value, name) ? [writtenText(value[name])] : [];
  });
}

function lengthsOf(values: readonly unknown[]): readonly number[] {
  const lengths = values.flatMap((value) => (Array.isArray(value) ? [value.length] : []));
  return lengths.length > 0 ? lengths : [1, 2, 3];
}

function keysOf(values: readonly unknown[]): readonly string[] {
  const keys = new Set(values.filter(isRecord).flatMap((value) => Object.keys(value)));
  return keys.size > 0 ? [...keys] : ["a", "b", "é"];
}
