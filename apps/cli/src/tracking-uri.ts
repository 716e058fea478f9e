import { Option } from "commander";

/** The option that says where MLflow is. */
export function trackingUri(): Option {
  return new Option("--tracking-uri <uri>", "where MLflow is (MLFLOW_TRACKING_URI)");
}
