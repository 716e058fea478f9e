import { GatewayError } from "@switchyard/core";

/** Why the proxy cannot be read: it has been asked often enough, so that asking again would come to the same. */
export function explainProxyError(thrown: unknown, location: string): GatewayError {
  if (thrown instanceof GatewayError && thrown.code === "load_failed") return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  const advice = /serve-artifacts/.test(reason)
    ? "; this server gives out no artifacts: set artifactsDestination, or use the store's own credentials"
    : "";
  return new GatewayError("load_failed", `cannot read ${location}: ${reason}${advice}`, { cause: thrown });
}
