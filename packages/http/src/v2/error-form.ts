/** Which protocol's form an error body has. */
export type ErrorForm = "mlflow" | "open";

/** Errors below `/v2` have the form of the Open Inference Protocol, all others MLflow's. */
export function errorFormOf(url: string): ErrorForm {
  return /^\/v2(?:[/?]|$)/.test(url) ? "open" : "mlflow";
}
