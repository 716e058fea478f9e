import { processBytes } from "@switchyard/serving";

/** What these processes hold together, in bytes; nothing where the system does not tell. */
export async function memoryOf(pids: readonly number[]): Promise<number | undefined> {
  const sizes = await Promise.all(pids.map(processBytes));
  const known = sizes.filter((size) => size !== undefined);
  return known.length > 0 ? known.reduce((sum, size) => sum + size, 0) : undefined;
}
