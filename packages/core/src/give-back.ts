import { isMarkedAsUntransferable } from "node:worker_threads";

/** Smaller memory goes with the young generation. */
export const largeBytes: number = 16 * 1024;

/**
 * Frees memory that nobody reads any more, at once: left to the collector, bodies make it walk the whole heap every few
 * hundred pictures. What Node or a library keeps stays.
 */
export function giveBack(memory: ArrayBufferLike): void {
  if (!(memory instanceof ArrayBuffer) || memory.byteLength < largeBytes) return;
  if (!isMarkedAsUntransferable(memory)) memory.transfer(0);
}
