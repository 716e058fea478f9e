import type { Setting } from "./setting.ts";

/** What flags and OpenTelemetry's own variables say of tracing. */
export const tracingSettings: readonly Setting[] = [
  {
    path: "tracing.endpoint",
    flag: "tracing-endpoint",
    kind: "text",
    variables: ["OTEL_EXPORTER_OTLP_ENDPOINT"],
    help: "OTLP receiver for traces, such as http://localhost:4318 (none)",
  },
  {
    path: "tracing.sampler",
    flag: "tracing-sampler",
    kind: "text",
    variables: ["OTEL_TRACES_SAMPLER"],
    help: "which requests are traced: always_on, traceidratio, parentbased_always_on, …",
  },
  {
    path: "tracing.ratio",
    flag: "tracing-ratio",
    kind: "number",
    variables: ["OTEL_TRACES_SAMPLER_ARG"],
    help: "the part of them for samplers with a ratio, from 0 to 1 (1)",
  },
  {
    path: "tracing.serviceName",
    flag: "tracing-service-name",
    kind: "text",
    variables: ["OTEL_SERVICE_NAME"],
    help: "what traces call this gateway (switchyard)",
  },
];
