import { readFile } from "node:fs/promises";

/**
 * Whether an answer of this graph may depend on the rows that run beside it: dynamic quantisation takes one
 * scale from the whole batch. Requests to such models never share a run, so that company changes no answer.
 */
export async function dependsOnCompany(path: string): Promise<boolean> {
  return (await readFile(path)).includes("DynamicQuantizeLinear");
}
