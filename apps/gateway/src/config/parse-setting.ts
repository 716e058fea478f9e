import type { SettingKind } from "./setting.ts";

/** The value that a flag's or variable's text stands for; what it cannot be is left for the schema to refuse. */
export function parseSetting(kind: SettingKind, text: string): unknown {
  switch (kind) {
    case "text":
      return text;
    case "number":
      return numberOr(text);
    case "boolean":
      return text === "true" || text === "1" ? true : text === "false" || text === "0" ? false : text;
    case "list":
      return partsOf(text);
    case "workers":
      return text === "auto" ? text : numberOr(text);
    case "versions":
      return /^(?:\d+\s*(?:,|$))/.test(text.trim()) ? partsOf(text) : text;
    case "models":
      return Object.fromEntries(partsOf(text).map(pair));
    case "discover":
      return Object.fromEntries([text.split(/:(.*)/s).slice(0, 2)]);
  }
}

function numberOr(text: string): number | string {
  return text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text);
}

function partsOf(text: string): readonly string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function pair(part: string): readonly [name: string, uri: string] {
  const split = part.indexOf("=");
  return split === -1 ? [part, ""] : [part.slice(0, split).trim(), part.slice(split + 1).trim()];
}
