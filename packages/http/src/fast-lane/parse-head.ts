import type { RequestHead } from "../request-head.ts";

/** The head of a request that can be answered without Node's HTTP server. */
export interface FastHead extends RequestHead {
  /** Of the head itself, with the empty line at its end. */
  readonly sizeBytes: number;
  readonly bodyBytes: number;
}

const largestHead = 8 * 1024;
const headEnd = Buffer.from("\r\n\r\n");
const requestLine = /POST (\/[\x21-\x7e]*) HTTP\/1\.1\r\n/y;
const headerLine = /([!#$%&'*+\-.^_`|~\dA-Za-z]+):[\t ]*([\t\x20-\x7e]*)\r\n/y;

/** Which values a header may have; none that is here without one. Of others any will do. */
const allowed: ReadonlyMap<string, RegExp | undefined> = new Map([
  ["content-length", /^(?:0|[1-9]\d{0,8})$/],
  ["connection", /^keep-alive$/i],
  ["content-encoding", undefined],
  ["expect", undefined],
  ["http2-settings", undefined],
  ["proxy-connection", undefined],
  ["te", undefined],
  ["trailer", undefined],
  ["transfer-encoding", undefined],
  ["upgrade", undefined],
]);

/**
 * Reads the head of a plain POST at the beginning of the bytes. Undefined for all else, and for everything that two
 * readers might understand differently: such requests are for Node's parser.
 */
export function parseHead(bytes: Buffer, maxBodyBytes: number): FastHead | undefined {
  const end = bytes.indexOf(headEnd);
  if (end === -1 || end > largestHead) return undefined;
  const text = bytes.toString("latin1", 0, end + 2);
  requestLine.lastIndex = 0;
  const url = requestLine.exec(text)?.[1];
  if (url === undefined) return undefined;
  const headers = parseHeaders(text, requestLine.lastIndex);
  const length = headers?.["content-length"];
  if (!headers || length === undefined || headers["host"] === undefined) return undefined;
  const bodyBytes = Number(length);
  return bodyBytes <= maxBodyBytes ? { url, headers, sizeBytes: end + 4, bodyBytes } : undefined;
}

function parseHeaders(text: string, start: number): Readonly<Record<string, string>> | undefined {
  const headers: Record<string, string> = {};
  for (let at = start; at < text.length; at = headerLine.lastIndex) {
    headerLine.lastIndex = at;
    const [, given, padded] = headerLine.exec(text) ?? [];
    if (given === undefined || padded === undefined) return undefined;
    const name = given.toLowerCase();
    const value = padded.trimEnd();
    // No header twice; nor one that is called as something every object has.
    if (headers[name] !== undefined || !isAllowed(name, value)) return undefined;
    headers[name] = value;
  }
  return headers;
}

function isAllowed(name: string, value: string): boolean {
  return !allowed.has(name) || (allowed.get(name)?.test(value) ?? false);
}
