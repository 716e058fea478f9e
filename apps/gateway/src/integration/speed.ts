import autocannon from "autocannon";

export interface Speed {
  readonly url: string;
  readonly body: string;
  /** Seconds that do not count: the first answers of a fast server come from code that is not compiled yet. */
  readonly warmUp: number;
}

const connections = 32;
const seconds = 1;

/** Requests a second that a server answers on 32 connections; throws when it fails one. */
export async function requestsPerSecond({ url, body, warmUp }: Speed): Promise<number> {
  const headers = { "content-type": "application/json" };
  const options = { url, body, headers, connections, method: "POST" } as const;
  if (warmUp > 0) await autocannon({ ...options, duration: warmUp });
  const { requests, duration, errors, timeouts, non2xx } = await autocannon({
    ...options,
    duration: seconds,
  });
  const failed = errors + timeouts + non2xx;
  if (failed > 0) throw new Error(`${failed} of ${requests.total} requests to ${url} failed`);
  return requests.total / duration;
}
