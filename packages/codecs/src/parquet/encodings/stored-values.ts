/** The values of a leaf as they are stored, without gaps; booleans as 0 and 1, 96-bit times as their bytes. */
export type StoredValues =
  | Uint8Array
  | Int32Array
  | BigInt64Array
  | Float32Array
  | Float64Array
  | readonly Uint8Array[];

/** Whether a column's values are texts or bytes rather than numbers. */
export function isBytes(values: StoredValues): values is readonly Uint8Array[] {
  return Array.isArray(values);
}

/** All parts as one; they have one type, since a column has. */
export function joinValues(parts: readonly StoredValues[]): StoredValues {
  const [first = [], ...others] = parts;
  if (others.length === 0) return first;
  if (isBytes(first)) return parts.filter(isBytes).flat();
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (first instanceof Uint8Array)
    return filled(
      new Uint8Array(length),
      parts.filter((part) => part instanceof Uint8Array),
    );
  if (first instanceof Int32Array)
    return filled(
      new Int32Array(length),
      parts.filter((part) => part instanceof Int32Array),
    );
  if (first instanceof Float32Array)
    return filled(
      new Float32Array(length),
      parts.filter((part) => part instanceof Float32Array),
    );
  if (first instanceof Float64Array)
    return filled(
      new Float64Array(length),
      parts.filter((part) => part instanceof Float64Array),
    );
  return filled(
    new BigInt64Array(length),
    parts.filter((part) => part instanceof BigInt64Array),
  );
}

interface Fillable<Part> {
  set(part: Part, offset: number): void;
}

function filled<Part extends Fillable<Part> & { readonly length: number }>(
  whole: Part,
  parts: readonly Part[],
): Part {
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
