import { invalidRequest } from "../faults.ts";

/** Why a CSV body cannot be read, with the words that MLflow's clients look for. */
export function csvFault(detail: string): Error {
  return invalidRequest(
    `Failed to parse input as a Pandas DataFrame. Ensure that the input is valid CSV with a header line: ${detail}`,
  );
}
