import type { ColumnType, PropertySpec, ScalarColumnType } from "@switchyard/core";

/** How values are taken: cast as in a column with a name, or by MLflow's strict rules as inside lists and objects. */
export type Place = "column" | "cell";

/** What else takes every number of a type; inside cells MLflow's strict rules take no long for a double. */
const wider: Readonly<Record<Place, Partial<Record<ScalarColumnType, readonly ScalarColumnType[]>>>> = {
  column: { integer: ["long", "double"], long: ["double"], float: ["double"] },
  cell: { integer: ["long", "double"], float: ["double"] },
};

/** Whether every value that the serving type takes is taken by the next one. */
export function takesAll(next: ColumnType, serving: ColumnType, place: Place): boolean {
  if (next.kind === "any") return true;
  if (next.kind === "scalar" && serving.kind === "scalar")
    return next.type === serving.type || (wider[place][serving.type] ?? []).includes(next.type);
  if (next.kind === "array" && serving.kind === "array") return takesAll(next.items, serving.items, "cell");
  if (next.kind === "map" && serving.kind === "map") return takesAll(next.values, serving.values, "cell");
  if (next.kind === "object" && serving.kind === "object")
    return takesAllProperties(next.properties, serving.properties);
  return false;
}

/** Unlike a table's, an object's unknown properties are refused. */
function takesAllProperties(next: readonly PropertySpec[], serving: readonly PropertySpec[]): boolean {
  const known = serving.every((each) => {
    const same = next.find(({ name }) => name === each.name);
    return same && takesAll(same.type, each.type, "cell") && (!same.required || each.required);
  });
  const added = next.filter(({ name }) => !serving.some((each) => each.name === name));
  return known && added.every(({ required }) => !required);
}

/** A type in a few words: `long`, `list of double`, `object {a, b}`. */
export function typeText(type: ColumnType): string {
  switch (type.kind) {
    case "scalar":
      return type.type;
    case "array":
      return `list of ${typeText(type.items)}`;
    case "map":
      return `map of ${typeText(type.values)}`;
    case "object":
      return `object {${type.properties.map((each) => `${each.name}${each.required ? "" : "?"}: ${typeText(each.type)}`).join(", ")}}`;
    case "any":
      return "anything";
  }
}
