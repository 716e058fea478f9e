import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";

const info = z.object({ version: z.string().optional(), reason: z.string().optional() });

/** Resolves when the gateway says that a version serves; throws the reason that it gives after a minute. */
export async function untilServed(modelUrl: string, version: string): Promise<void> {
  const endMs = Date.now() + 60_000;
  for (;;) {
    const response = await fetch(modelUrl);
    const served = info.parse(await response.json());
    if (served.version === version) return;
    if (Date.now() > endMs)
      throw new Error(`version ${version} is not served: ${served.reason ?? "no reason"}`);
    await delay(20);
  }
}
