import { GatewayError } from "@switchyard/core";

/** The refusal of a body over the limit; names the setting, unless that is empty. */
export function tooLarge(maxBytes: number, setting = "server.maxBodyBytes"): GatewayError {
  const by = setting === "" ? "" : ` (${setting})`;
  return new GatewayError("payload_too_large", `body: larger than ${maxBytes} bytes${by}`);
}
