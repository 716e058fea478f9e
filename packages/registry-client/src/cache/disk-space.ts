import { statfs } from "node:fs/promises";
import { GatewayError } from "@switchyard/core";

/** Bytes that may still be written below a directory. */
export async function freeBytesOf(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}

/** Whether something failed because the disk, or the share of it that we may have, is full. */
export function isDiskFull(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const isFull = "code" in thrown && (thrown.code === "ENOSPC" || thrown.code === "EDQUOT");
  return isFull || isDiskFull(thrown.cause);
}

/** What is said when a model does not fit. */
export async function noSpaceLeft(directory: string, neededBytes?: number): Promise<GatewayError> {
  const freeBytes = await freeBytesOf(directory).catch(() => 0);
  const needed = neededBytes === undefined ? "" : `needs ${neededBytes} bytes, `;
  return new GatewayError("load_failed", `no space left in ${directory}: ${needed}${freeBytes} free`);
}
