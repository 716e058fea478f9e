import { floatRepr, pythonText, type NdArray } from "@switchyard/core";

/**
 * What ONNX Runtime's Python makes of an element that it is to hand to a graph as a text: Python's `str()` of
 * the object that NumPy holds.
 */
export function objectTextAt({ dtype, data }: NdArray, index: number): string {
  const value: unknown = data[index];
  if (typeof value === "string") return value;
  if (dtype === "datetime64") return timestampText(typeof value === "bigint" ? value : notATime);
  if (dtype === "bool") return value === 1 ? "True" : "False";
  if (typeof value === "number" && dtype.startsWith("float")) return floatRepr(value);
  return pythonText(value);
}

const notATime = -(2n ** 63n);
const nanosecondsPerSecond = 1_000_000_000n;

/** A pandas `Timestamp` of nanoseconds since 1970: `2020-01-02 03:04:05.000001`. */
function timestampText(nanoseconds: bigint): string {
  if (nanoseconds === notATime) return "NaT";
  const fraction = ((nanoseconds % nanosecondsPerSecond) + nanosecondsPerSecond) % nanosecondsPerSecond;
  const seconds = (nanoseconds - fraction) / nanosecondsPerSecond;
  const text = new Date(Number(seconds) * 1000).toISOString().slice(0, 19).replace("T", " ");
  if (fraction === 0n) return text;
  return `${text}.${fraction.toString().padStart(9, "0").replace(/000$/, "")}`;
}
