import type { Config } from "./config/config.ts";

/** Variables of others whose values are secrets. */
const variables: readonly string[] = [
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "MLFLOW_TRACKING_PASSWORD",
  "MLFLOW_TRACKING_TOKEN",
  "OTEL_EXPORTER_OTLP_HEADERS",
  "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
];

/** All that is known to be secret, so that no line of the log holds it. */
export function secretsOf(
  { server, registry, predictionLog, tracing }: Config,
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const addresses = [registry.trackingUri, registry.registryUri, registry.s3.endpoint, tracing.endpoint];
  const secrets = [
    server.adminToken,
    ...server.apiTokens,
    registry.password,
    registry.token,
    registry.webhookSecret,
    predictionLog?.hashKey,
    ...variables.map((each) => env[each]),
    ...addresses.map((each) => (each === undefined ? undefined : passwordIn(each))),
  ];
  return secrets.flatMap((each) => each || []);
}

function passwordIn(address: string): string | undefined {
  const password = URL.parse(address)?.password ?? "";
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}
