/** How a language writes values. */
interface Spelling {
  readonly null: string;
  readonly true: string;
  readonly false: string;
  readonly indent: string;
  /** After the last item of a list that takes several lines. */
  readonly lastComma: string;
}

const python: Spelling = { null: "None", true: "True", false: "False", indent: "    ", lastComma: "," };
const json: Spelling = { null: "null", true: "true", false: "false", indent: "  ", lastComma: "" };
const longestLine = 60;

/** A JSON value as Python writes it; what is short stays on one line. */
export function pythonLiteral(value: unknown): string {
  return written(value, python, "");
}

/** A JSON value for people: what is short stays on one line. */
export function jsonText(value: unknown): string {
  return written(value, json, "");
}

function written(value: unknown, spelling: Spelling, indent: string): string {
  if (value === null || value === undefined) return spelling.null;
  if (typeof value === "boolean") return spelling[value ? "true" : "false"];
  if (typeof value !== "object") return JSON.stringify(value);
  const deeper = indent + spelling.indent;
  const items = Array.isArray(value)
    ? value.map((each) => written(each, spelling, deeper))
    : Object.entries(value).map(
        ([key, each]) => `${JSON.stringify(key)}: ${written(each, spelling, deeper)}`,
      );
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  const short = `${open}${items.join(", ")}${close}`;
  if (short.length <= longestLine && !short.includes("\n")) return short;
  return `${open}\n${deeper}${items.join(`,\n${deeper}`)}${spelling.lastComma}\n${indent}${close}`;
}
