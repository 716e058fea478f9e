import { GatewayError, type RegisteredAlias } from "@switchyard/core";

/** Why an alias cannot be set where MLflow's records are only read. */
export function readOnly({ name, alias, version }: RegisteredAlias, place: string): GatewayError {
  return new GatewayError(
    "conflict",
    `aliases are set by an MLflow server, and ${place} is only read; set ${alias} of ${name} to ${version} there`,
  );
}
