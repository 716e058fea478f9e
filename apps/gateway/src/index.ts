export { loadConfig } from "./config/load-config.ts";
export type { Config } from "./config/config.ts";
export { startGateway, type Gateway, type GatewayOptions } from "./gateway.ts";
export { runGateway } from "./run-gateway.ts";
export { defaultCacheDirectory } from "./cache-directory.ts";
export { withRegistry } from "./sample-registry.ts";
export { createStartServable, type StartServableOptions } from "./start-servable.ts";
export { usage } from "./config/usage.ts";
export { workerCommand } from "./worker-command.ts";
