import { isDeepStrictEqual } from "node:util";
import type { ColumnSpec, Schema, SignatureTensorSpec } from "@switchyard/core";
import { shapeText } from "./compare-input-tensors.ts";
import { breaking, widening, type SignatureChange } from "./signature-change.ts";
import { typeText } from "./takes-all.ts";

/** What changes for those who read answers: whatever they find today must be there, and be the same thing. */
export function compareOutputs(
  serving: Schema | undefined,
  next: Schema | undefined,
): readonly SignatureChange[] {
  if (!serving) return next ? [widening("outputs are described now")] : [];
  if (!next) return [breaking("outputs are no longer described")];
  if (serving.kind === "columns" && next.kind === "columns")
    return compareParts(serving.columns, next.columns, compareColumn);
  if (serving.kind === "tensors" && next.kind === "tensors")
    return compareParts(serving.tensors, next.tensors, compareTensor);
  return [breaking(`outputs: ${serving.kind} became ${next.kind}`)];
}

interface Part {
  readonly name: string | undefined;
}

function compareParts<Each extends Part>(
  serving: readonly Each[],
  next: readonly Each[],
  compare: (serving: Each, next: Each) => readonly SignatureChange[],
): readonly SignatureChange[] {
  if (!areNamed(serving) || !areNamed(next)) return comparePositions(serving, next, compare);
  const kept = serving.flatMap((each) => {
    const same = next.find(({ name }) => name === each.name);
    return same ? compare(each, same) : [breaking(`output ${each.name} is gone`)];
  });
  const added = next.filter(({ name }) => !serving.some((each) => each.name === name));
  return [...kept, ...added.map(({ name }) => widening(`output ${name} is new`))];
}

/** Without names an answer is known by its shape alone. */
function comparePositions<Each extends Part>(
  serving: readonly Each[],
  next: readonly Each[],
  compare: (serving: Each, next: Each) => readonly SignatureChange[],
): readonly SignatureChange[] {
  if (areNamed(serving) !== areNamed(next))
    return [breaking(`outputs ${areNamed(next) ? "have names now" : "have lost their names"}`)];
  if (serving.length !== next.length)
    return [breaking(`there were ${serving.length} outputs, and there are ${next.length}`)];
  return serving.flatMap((each, position) => {
    const same = next[position];
    return same ? compare(each, same) : [];
  });
}

function compareColumn(serving: ColumnSpec, next: ColumnSpec): readonly SignatureChange[] {
  const changes: SignatureChange[] = [];
  const label = `output ${next.name ?? "without a name"}`;
  if (!isDeepStrictEqual(serving.type, next.type))
    changes.push(breaking(`${label}: ${typeText(serving.type)} became ${typeText(next.type)}`));
  if (serving.required && !next.required) changes.push(breaking(`${label} may be missing`));
  if (next.required && !serving.required) changes.push(widening(`${label} is always there`));
  return changes;
}

function compareTensor(serving: SignatureTensorSpec, next: SignatureTensorSpec): readonly SignatureChange[] {
  const changes: SignatureChange[] = [];
  const label = `output ${next.name ?? "without a name"}`;
  if (serving.dtype !== next.dtype) changes.push(breaking(`${label}: ${serving.dtype} became ${next.dtype}`));
  if (isDeepStrictEqual(serving.shape, next.shape)) return changes;
  const text = `${label}: shape ${shapeText(serving.shape)} became ${shapeText(next.shape)}`;
  return [...changes, isWithin(next.shape, serving.shape) ? widening(text) : breaking(text)];
}

/** Who reads an output of any size also reads one of a certain size. */
function isWithin(next: readonly number[], serving: readonly number[]): boolean {
  return (
    serving.length === next.length && serving.every((size, index) => size === -1 || size === next[index])
  );
}

function areNamed(parts: readonly Part[]): boolean {
  return parts.every(({ name }) => name !== undefined);
}
