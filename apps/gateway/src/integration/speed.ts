import autocannon from "autocannon";

export interface Speed {
  readonly url: string;
  readonly body: string;
}

const connections = 32;
const seconds = 1;

/** Requests a second that a server answers on 32 connections; throws when it fails one. */
export async function requestsPerSecond({ url, body }: Speed): Promise<number> {
  const headers = { "content-type": "application/json" };
  const { requests, duration, errors, timeouts, non2xx } = await autocannon({
    url,
    body,
    headers,
    connections,
    duration: seconds,
    method: "POST",
  });
  const failed = errors + timeouts + non2xx;
  if (failed > 0) throw new Error(`${failed} of ${requests.total} requests to ${url} failed`);
  return requests.total / duration;
}
