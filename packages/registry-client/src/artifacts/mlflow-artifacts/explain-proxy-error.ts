import { GatewayError } from "@switchyard/core";

/** Why the proxy cannot be read or written: it has been asked often enough, so that asking again would come to the same. */
export function explainProxyError(
  thrown: unknown,
  location: string,
  action: "read" | "write" = "read",
): GatewayError {
  if (thrown instanceof GatewayError && thrown.code === "load_failed") return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  const hint = /serve-artifacts/.test(reason) ? advice[action] : "";
  return new GatewayError("load_failed", `cannot ${action} ${location}: ${reason}${hint}`, { cause: thrown });
}

const advice = {
  read: "; this server gives out no artifacts: set artifactsDestination, or use the store's own credentials",
  write: "; this server takes no artifacts: start it with --serve-artifacts",
};
