import { GatewayProcess } from "../gateway-process.ts";

/** Our server of one model, told by variables alone, as its image starts it; at a free port of this machine. */
export async function startModelServer(
  env: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<GatewayProcess> {
  const here = { HOST: "127.0.0.1", PORT: "0", SWITCHYARD_POLL_INTERVAL_MS: "500" };
  return await GatewayProcess.start({ ...here, ...env }, ["model-server", ...args]);
}
