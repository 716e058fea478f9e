import type { ConcurrencyLimit } from "./concurrency-limit.ts";

/** Does all of it within the limit, or nothing more once a piece has failed; settles when every piece has. */
export async function together<Piece, Result>(
  pieces: readonly Piece[],
  work: (piece: Piece, signal: AbortSignal) => Promise<Result>,
  { limit, signal }: { readonly limit: ConcurrencyLimit; readonly signal: AbortSignal },
): Promise<readonly Result[]> {
  const abort = new AbortController();
  const either = AbortSignal.any([signal, abort.signal]);
  const outcomes = await Promise.allSettled(
    pieces.map((piece) =>
      limit
        .run(async () => {
          either.throwIfAborted();
          return await work(piece, either);
        })
        .catch((thrown: unknown) => {
          abort.abort(thrown);
          throw abort.signal.reason;
        }),
    ),
  );
  signal.throwIfAborted();
  if (abort.signal.aborted) throw abort.signal.reason;
  return outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
}
