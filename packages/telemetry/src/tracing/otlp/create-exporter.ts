import { OTLPTraceExporter as JsonExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtobufExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import type { SpanExporter } from "@opentelemetry/sdk-trace";

/** How spans are written: both go over HTTP. */
export type OtlpProtocol = "http/protobuf" | "http/json";

/** What sends spans where the process' own `OTEL_EXPORTER_OTLP_…` variables say, with their headers and time limits. */
export function createExporter(protocol: OtlpProtocol): SpanExporter {
  return protocol === "http/json" ? new JsonExporter() : new ProtobufExporter();
}
