import { differences } from "./differences.ts";
import type { Compared } from "./judge.ts";
import { parsePythonJson, WrittenNumber } from "./python-json.ts";

/** Where the gateway means to answer otherwise; `docs/parity.md` gives the reasons under the same names. */
export const intendedDifferences: Readonly<Record<string, (compared: Compared) => boolean>> = {
  "no-content-type": ({ request, found, expected }) =>
    request.contentType === undefined && found.status === 415 && expected.status === 500,
  "content-encoding": ({ request, expected }) =>
    request.contentEncoding !== undefined && expected.status === 400,
  "nullable-columns": ({ request, found }) =>
    request.category === "parquet" &&
    found.status === 200 &&
    /\b(Int32|Int64|Float64|boolean)\b/.test(request.name),
  "nul-in-texts": ({ request, found, expected }) =>
    found.status === 400 && expected.status === 200 && /\0|\\u0000/.test(String(request.body)),
  pictures: ({ request, expected }) =>
    request.contentType?.startsWith("image/") === true && expected.status === 415,
  "numpy-repr": ({ request, found, expected }) =>
    request.category === "parquet" &&
    [found, expected].every(({ status }) => status === 200) &&
    differences(parsePythonJson(found.body), parsePythonJson(expected.body)).every((difference) =>
      / instead of "[[{]/.test(difference),
    ),
  "overflow-in-scikit-learn": ({ found, expected }) =>
    found.status === 200 && expected.body.includes("contains infinity or a value too large for dtype"),
  "beyond-python": ({ found, expected }) =>
    isPlainError(expected) && expected.status === 500 && found.status === 400,
  "array-for-several-inputs": ({ found, expected }) =>
    expected.status === 500 &&
    found.status === 400 &&
    expected.body.includes(
      "Numpy arrays can only be used as input for MLflow ONNX models that have a single input",
    ),
  "texts-for-several-inputs": ({ found, expected }) =>
    expected.status === 400 &&
    found.status === 200 &&
    expected.body.includes("Input must be a list of dictionaries or a single numpy array for input"),
  "json-errors": ({ found, expected }) =>
    isPlainError(expected) && found.status === expected.status && found.contentType === "application/json",
  "non-finite-null": ({ found, expected, tolerance = 1e-6 }) =>
    found.status === 200 &&
    expected.status === 200 &&
    differences(parsePythonJson(found.body), finite(parsePythonJson(expected.body)), { tolerance }).length ===
      0,
};

/** Which of them it is, if any. */
export function intendedDifference(compared: Compared): string | undefined {
  return Object.entries(intendedDifferences).find(([, isThis]) => isThis(compared))?.[0];
}

function isPlainError({ contentType }: Compared["expected"]): boolean {
  return contentType.startsWith("text/plain");
}

/** The same value with `null` for what JSON has no number for. */
function finite(value: unknown): unknown {
  if (value instanceof WrittenNumber) return /^-?Infinity$|^NaN$/.test(value.text) ? null : value;
  if (Array.isArray(value)) return value.map(finite);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, finite(each)]));
}
