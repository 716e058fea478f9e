import type { z } from "zod";
import type { Config } from "./config.ts";

/** Tells of what several processes cannot do. */
export function mayHaveFronts({ value, issues }: z.core.ParsePayload<Config>): void {
  const { server, predictionLog } = value;
  if (server.processes === 1) return;
  const refuse = (message: string): void =>
    void issues.push({ code: "custom", path: ["server", "processes"], message, input: server.processes });
  if (process.platform !== "linux") refuse("only Linux deals connections out among several processes");
  if (predictionLog && predictionLog.to !== "off")
    refuse("the prediction log is kept by one process: switch it off, or set this to 1");
}
