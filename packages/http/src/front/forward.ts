import { Agent, request, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { GatewayError } from "@switchyard/core";
import { requestIdOf } from "../request-id.ts";
import { errorFormOf } from "../v2/error-form.ts";
import { writeError } from "../write-error.ts";
import { callerHeader } from "./caller-header.ts";

/** What belongs to one connection, and not to the next. */
const hopByHop: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  callerHeader,
]);

/** Hands requests on to the main process as they come, with the address of their caller, and its answers back. */
export function createForward(socketPath: string): RequestListener {
  const agent = new Agent({ keepAlive: true });
  return (req, res) => {
    const headers = [...passedOn(req.rawHeaders), callerHeader, req.socket.remoteAddress ?? ""];
    if (isChunked(req)) headers.push("Transfer-Encoding", "chunked");
    const asked = request({ socketPath, agent, method: req.method, path: req.url, headers, setHost: false });
    asked.on("response", (answer) => giveBack(answer, res));
    asked.on("error", (cause) => {
      if (!res.destroyed)
        writeError(res, unreachable(cause), {
          requestId: requestIdOf(req),
          form: errorFormOf(req.url ?? "/"),
        });
    });
    res.once("close", () => asked.destroy());
    req.pipe(asked);
  };
}

function giveBack(answer: IncomingMessage, res: ServerResponse): void {
  const { statusCode = 502, statusMessage } = answer;
  res.writeHead(statusCode, statusMessage, [...passedOn(answer.rawHeaders)]);
  // What is streamed begins with its head.
  res.flushHeaders();
  answer.pipe(res);
  answer.once("error", () => res.destroy());
}

/** Names and values by turns, as Node gives and takes them. */
function passedOn(rawHeaders: readonly string[]): readonly string[] {
  return rawHeaders.filter((_, index) => {
    const name = rawHeaders[index - (index % 2)] ?? "";
    return !hopByHop.has(name.toLowerCase());
  });
}

function isChunked({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined;
}

function unreachable(cause: Error): GatewayError {
  return new GatewayError("worker_died", "the main process did not answer", { cause });
}
