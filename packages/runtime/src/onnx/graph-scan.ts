import { readFile } from "node:fs/promises";

/**
 * Whether an answer of this graph may depend on the rows that run beside it: dynamic quantisation takes one
 * scale from the whole batch. Such models run one row at a time, so that company never changes an answer.
 */
export async function dependsOnCompany(path: string): Promise<boolean> {
  return (await readFile(path)).includes("DynamicQuantizeLinear");
}
