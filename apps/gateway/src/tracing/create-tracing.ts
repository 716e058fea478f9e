import { randomUUID } from "node:crypto";
import { GatewayError, type Logger } from "@switchyard/core";
import { createSampler, SwitchTracer, TraceRecorder } from "@switchyard/telemetry";
import type { Config } from "../config/config.ts";
import { secretsOf } from "../secrets-of.ts";
import { version } from "../version.ts";
import type { ThreadSettings } from "./messages.ts";
import { openTraceThread } from "./open-trace-thread.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Records that nobody has exported yet; some 10 MB. */
const maxWaiting = 16_384;
const endTimeoutMs = 3000;

/** What records the ways of requests, and how models come to other versions. */
export interface GatewayTracing {
  readonly tracing?: TraceRecorder;
  readonly switches?: SwitchTracer;
}

/**
 * Records as it is configured; nothing where there is no receiver for traces. Throws `invalid_configuration` for a
 * protocol that is not spoken.
 */
export function createTracing(config: Config, env: Environment, log: Pick<Logger, "warn">): GatewayTracing {
  const tracing = createRecorder(config, env, log);
  return tracing ? { tracing, switches: new SwitchTracer(tracing, secretsOf(config, env)) } : {};
}

function createRecorder(
  { tracing }: Config,
  env: Environment,
  log: Pick<Logger, "warn">,
): TraceRecorder | undefined {
  const { endpoint, serviceName } = tracing;
  if (isOff(env) || (endpoint === undefined && !env["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"])) return undefined;
  const protocol = protocolOf(env);
  const service = { name: serviceName, version, instanceId: randomUUID() };
  const seen = {
    ...ownVariables(env),
    ...(endpoint !== undefined && { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }),
  };
  return new TraceRecorder({
    sampler: createSampler(tracing),
    maxWaiting,
    endTimeoutMs,
    onFailure: (reason) => log.warn("traces cannot be exported", { reason }),
    openChannel: (onStatus) => openTraceThread({ protocol, service, env: seen }, onStatus),
  });
}

function isOff(env: Environment): boolean {
  const exporters = (env["OTEL_TRACES_EXPORTER"] || "otlp").split(",").map((each) => each.trim());
  return env["OTEL_SDK_DISABLED"]?.toLowerCase() === "true" || !exporters.includes("otlp");
}

function protocolOf(env: Environment): ThreadSettings["protocol"] {
  const [variable = "", protocol = "http/protobuf"] =
    ["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"]
      .map((each) => [each, env[each]] as const)
      .find(([, value]) => value) ?? [];
  if (protocol === "http/protobuf" || protocol === "http/json") return protocol;
  throw new GatewayError(
    "invalid_configuration",
    `${variable}: traces go out by http/protobuf or http/json, not by ${protocol}`,
  );
}

/** OpenTelemetry's: whoever exports traces needs no others, and no secrets of the gateway's. */
function ownVariables(env: Environment): Record<string, string> {
  const own = Object.entries(env).flatMap(([name, value]) =>
    name.startsWith("OTEL_") && value !== undefined ? [[name, value] as const] : [],
  );
  return Object.fromEntries(own);
}
