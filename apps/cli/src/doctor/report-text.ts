import { paint, type Meaning } from "../paint.ts";
import type { Finding, FindingState } from "./finding.ts";

const meanings = { ok: "good", warning: "doubtful", failed: "bad" } as const satisfies Record<
  FindingState,
  Meaning
>;

/** The findings for people, a line each, with what to do below; when quiet only what is not as it should be. */
export function reportText(findings: readonly Finding[], { quiet }: { readonly quiet: boolean }): string {
  const told = quiet ? findings.filter(({ state }) => state !== "ok") : findings;
  const lines = told.flatMap(linesOf);
  const count = (wanted: FindingState): number => findings.filter(({ state }) => state === wanted).length;
  const sum = `${count("ok")} ok, ${count("warning")} ${count("warning") === 1 ? "warning" : "warnings"}, ${count("failed")} failed`;
  return [...lines, ...(quiet ? [] : ["", sum])].map((line) => `${line}\n`).join("");
}

function linesOf({ check, state, message, advice }: Finding): readonly string[] {
  const first = `${paint(meanings[state], state.padEnd(7))}  ${check.padEnd(13)}  ${message}`;
  return advice === undefined ? [first] : [first, `${" ".repeat(24)}${paint("faint", `→ ${advice}`)}`];
}

/** The worst of them. */
export function stateOf(findings: readonly Finding[]): FindingState {
  const has = (wanted: FindingState): boolean => findings.some(({ state }) => state === wanted);
  return has("failed") ? "failed" : has("warning") ? "warning" : "ok";
}
