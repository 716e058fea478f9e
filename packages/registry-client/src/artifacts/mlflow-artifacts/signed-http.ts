import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import axios, { type AxiosInstance } from "axios";

export interface SignedHttpOptions {
  readonly timeoutMs: number;
  /** Accept any certificate. */
  readonly ignoreTls?: boolean | undefined;
}

const maxConnections = 32;

/** Asks for signed addresses, with nothing of our own. */
export function createSignedHttp({ timeoutMs, ignoreTls }: SignedHttpOptions): AxiosInstance {
  const agent = { keepAlive: true, maxSockets: maxConnections };
  return axios.create({
    httpAgent: new HttpAgent(agent),
    httpsAgent: new HttpsAgent({ ...agent, rejectUnauthorized: ignoreTls !== true }),
    timeout: timeoutMs,
    responseType: "stream",
    decompress: false,
    validateStatus: () => true,
  });
}
