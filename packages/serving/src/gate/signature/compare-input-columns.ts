import { isDeepStrictEqual } from "node:util";
import type { ColumnSpec } from "@switchyard/core";
import { breaking, widening, type SignatureChange } from "./signature-change.ts";
import { takesAll, typeText } from "./takes-all.ts";

/**
 * What changes for those who send tables. Columns are found by name, in any order, and those that a signature
 * does not name are ignored (but for MLflow's `{"inputs": {"a": 1, "b": 2}}`, one row of bare values, which is
 * refused with a name too many); columns without names are found by position.
 */
export function compareInputColumns(
  serving: readonly ColumnSpec[],
  next: readonly ColumnSpec[],
): readonly SignatureChange[] {
  if (areNamed(serving) !== areNamed(next))
    return [breaking(`inputs ${areNamed(next) ? "have names now" : "have lost their names"}`)];
  const layout = layoutChanges(serving, next);
  return areNamed(next) ? [...layout, ...byName(serving, next)] : [...layout, ...byPosition(serving, next)];
}

/** A body that spells no columns is read by how many there are, and by whether one of them holds lists. */
function layoutChanges(
  serving: readonly ColumnSpec[],
  next: readonly ColumnSpec[],
): readonly SignatureChange[] {
  const changes: SignatureChange[] = [];
  if (areNamed(next) && serving.length === 1 && next.length > 1)
    changes.push(breaking("a bare list is taken for one input, and no longer when there are several"));
  if (holdCells(serving) !== holdCells(next))
    changes.push(
      breaking(
        "`inputs` by column are many rows without list or object columns, and one row with such a column",
      ),
    );
  return changes;
}

function byName(serving: readonly ColumnSpec[], next: readonly ColumnSpec[]): readonly SignatureChange[] {
  const kept = serving.flatMap((each) => {
    const same = next.find(({ name }) => name === each.name);
    return same ? compareColumn(each, same) : [goneColumn(each)];
  });
  const added = next.filter(({ name }) => !serving.some((each) => each.name === name));
  const changes = [...kept, ...added.map(newColumn)];
  if (added.length < next.length) return changes;
  return [...changes, breaking(`no input of today is read: ${serving.map(({ name }) => name).join(", ")}`)];
}

/** What nobody reads must still make an array to MLflow, as lists of different lengths do not. */
function goneColumn({ name, type }: ColumnSpec): SignatureChange {
  const text = `input ${name} is no longer read`;
  return type.kind === "scalar" ? widening(text) : breaking(`${text}, and ${typeText(type)} may be refused`);
}

/** What an input that was not there before asks of those who do not know it. */
export function newColumn({ name, type, required }: ColumnSpec): SignatureChange {
  const text = `input ${name ?? "without a name"} (${typeText(type)}) is new and`;
  return required ? breaking(`${text} required`) : widening(`${text} optional`);
}

function compareColumn(serving: ColumnSpec, next: ColumnSpec): readonly SignatureChange[] {
  const changes: SignatureChange[] = [];
  const { name } = next;
  if (!isDeepStrictEqual(serving.type, next.type)) {
    const text = `input ${name}: ${typeText(serving.type)} became ${typeText(next.type)}`;
    changes.push(takesAll(next.type, serving.type, "column") ? widening(text) : breaking(text));
  }
  if (next.required && !serving.required) changes.push(breaking(`input ${name} became required`));
  if (serving.required && !next.required) changes.push(widening(`input ${name} became optional`));
  return changes;
}

/**
 * Without names values meet MLflow's strict rules, and arrays for several columns are cast as a whole to the
 * first one's type, so that no type of several may change.
 */
function byPosition(serving: readonly ColumnSpec[], next: readonly ColumnSpec[]): readonly SignatureChange[] {
  const changes = serving.flatMap((each, position): readonly SignatureChange[] => {
    const same = next[position];
    if (!same) return [widening(`input ${position} is no longer read`)];
    const text = `input ${position}: ${typeText(each.type)} became ${typeText(same.type)}`;
    if (isDeepStrictEqual(each.type, same.type)) return [];
    const isWider = serving.length === 1 && takesAll(same.type, each.type, "cell");
    return [isWider ? widening(text) : breaking(text)];
  });
  const added = next
    .slice(serving.length)
    .map(({ type }) => breaking(`an input (${typeText(type)}) was added`));
  return [...changes, ...added];
}

function areNamed(columns: readonly ColumnSpec[]): boolean {
  return columns.every(({ name }) => name !== undefined);
}

function holdCells(columns: readonly ColumnSpec[]): boolean {
  return columns.some(({ type }) => type.kind === "array" || type.kind === "object");
}
