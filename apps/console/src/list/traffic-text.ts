import type { ModelLine } from "../api/model-line.ts";

/** The shares of requests in one line, `champion 95 · challenger 5`; nothing where one version gets all. */
export function trafficText(traffic: ModelLine["traffic"]): string | undefined {
  if (!traffic) return undefined;
  return Object.entries(traffic)
    .map(([target, share]) => `${target} ${typeof share === "number" ? share : JSON.stringify(share)}`)
    .join(" · ");
}
