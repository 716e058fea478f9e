import { pythonText, type NdArray } from "@switchyard/core";
import { invalidRequest } from "../faults.ts";
import { found } from "../json/found.ts";
import type { JsonValue } from "../json/json-value.ts";
import { castNumbers } from "./cast-numbers.ts";
import { elementFault, type ElementType, type Locate } from "./element-type.ts";
import type { Flattened } from "./flatten.ts";
import { nanosecondsOf, notATime } from "./numpy-datetime.ts";

/** What `numpy.array(value, dtype)` makes of nested lists; a fault names the element. */
export function castElements(flattened: Flattened, type: ElementType, locate: Locate): NdArray {
  const { shape, leaves } = flattened;
  if (type === "string") return { dtype: type, shape, data: leaves.map(numpyText) };
  if (type === "object") return { dtype: type, shape, data: leaves };
  if (type === "datetime64") return { dtype: type, shape, data: castDates(leaves, locate) };
  if (type !== "bytes") return castNumbers(flattened, type, locate);
  const data = leaves.map((value, index) => asciiOf(pythonText(value), () => locate(index)));
  return { dtype: "object", shape, data };
}

/** An element of an array of texts, which NumPy fills with NULs to one length. */
function numpyText(value: JsonValue): string {
  const text = pythonText(value);
  return text.endsWith("\0") ? text.replace(/\0+$/, "") : text;
}

function castDates(leaves: readonly JsonValue[], locate: Locate): BigInt64Array {
  return BigInt64Array.from(leaves, (value, index) => {
    const nanoseconds = value === null ? notATime : nanosecondsOf(value);
    if (nanoseconds === undefined) throw elementFault(locate(index), "datetime64", value);
    return nanoseconds;
  });
}

function asciiOf(text: string, place: () => string): Uint8Array {
  for (let at = 0; at < text.length; at += 1) {
    if (text.charCodeAt(at) < 0x80) continue;
    throw invalidRequest(`Invalid input. ${place()}: expected bytes as ASCII text, found ${found(text)}`);
  }
  // NumPy ends bytes before their last zeros.
  return new TextEncoder().encode(text.replace(/\0+$/, ""));
}
