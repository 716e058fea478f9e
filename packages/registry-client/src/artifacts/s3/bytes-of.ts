import { addAbortSignal, Readable } from "node:stream";
import type { GetObjectCommandOutput } from "@aws-sdk/client-s3";

/** The body of an answer, which ends with the signal; the SDK forgets it once the answer has begun. */
export function bytesOf({ Body: body }: GetObjectCommandOutput, signal: AbortSignal): Readable {
  if (body instanceof Readable) return addAbortSignal(signal, body);
  throw new Error("the answer has no body");
}
