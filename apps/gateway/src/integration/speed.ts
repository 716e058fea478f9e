import autocannon from "autocannon";

export interface Speed {
  readonly url: string;
  readonly body: string;
}

const connections = 32;
/** The first answers come from code that is not compiled yet. */
const warmUpSeconds = 0.5;
const seconds = 1.5;

/** Requests a second that a server answers on 32 connections; throws when it fails one. */
export async function requestsPerSecond({ url, body }: Speed): Promise<number> {
  const headers = { "content-type": "application/json" };
  const options = { url, body, headers, connections, method: "POST" } as const;
  await autocannon({ ...options, duration: warmUpSeconds });
  const { requests, duration, errors, timeouts, non2xx } = await autocannon({
    ...options,
    duration: seconds,
  });
  const failed = errors + timeouts + non2xx;
  if (failed > 0) throw new Error(`${failed} of ${requests.total} requests to ${url} failed`);
  return requests.total / duration;
}
