import { invalidRequest } from "../faults.ts";

/** Why a Parquet body cannot be read, with the words that MLflow's clients look for. */
export function parquetFault(detail: string): Error {
  return invalidRequest(
    `Failed to parse input as a Pandas DataFrame. Ensure that the input is a valid Parquet file: ${detail}`,
  );
}
