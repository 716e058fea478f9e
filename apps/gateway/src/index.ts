export { loadConfig } from "./config/load-config.ts";
export { configSchema, type Config } from "./config/schema.ts";
export { startGateway, type Gateway, type GatewayOptions } from "./gateway.ts";
