import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { GatewayError } from "@switchyard/core";
import type { FastLane } from "@switchyard/http";
import { watchUnused } from "./unused-connections.ts";

export interface Address {
  readonly host: string;
  readonly port: number;
  /** Whether other processes of ours take connections there too, and the system deals them out. */
  readonly isShared: boolean;
}

export interface OpenServerOptions {
  /** What the port is called in the configuration. */
  readonly setting: string;
  /** Makes the server answer; what it gives back has connections that the server does not know. */
  readonly answer: (server: Server) => FastLane | undefined;
  readonly onError: (error: Error) => void;
}

/** A port that is open. */
export interface Listener {
  readonly server: Server;
  /** Has connections that the server does not know, where there is one. */
  readonly lane: FastLane | undefined;
}

/** Longer than the idle time of common load balancers, so that they close first. */
const keepAliveTimeoutMs = 75_000;

/** Listens and answers; throws `invalid_configuration` when the port cannot be had. */
export async function openServer(
  { host, port, isShared }: Address,
  { setting, answer, onError }: OpenServerOptions,
): Promise<Listener> {
  const server = createServer({ keepAliveTimeout: keepAliveTimeoutMs, noDelay: true });
  server.headersTimeout = keepAliveTimeoutMs + 5000;
  watchUnused(server);
  const lane = answer(server);
  server.on("error", onError);
  server.listen({ host, port, backlog: 1024, reusePort: isShared });
  try {
    await once(server, "listening");
    return { server, lane };
  } catch (cause) {
    throw new GatewayError("invalid_configuration", whyNot(cause, `${host}:${port}`, setting), { cause });
  }
}

/** A port that nobody else has: of one that can be shared, other programs would get a part of the connections. */
export async function unsharedPort(
  address: Omit<Address, "isShared">,
  options: Pick<OpenServerOptions, "setting">,
): Promise<number> {
  const { server } = await openServer(
    { ...address, isShared: false },
    { ...options, answer: nothing, onError: nothing },
  );
  const bound = server.address();
  server.close();
  await once(server, "close");
  return typeof bound === "object" && bound ? bound.port : address.port;
}

function nothing(): undefined {}

function whyNot(cause: unknown, address: string, setting: string): string {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "EADDRINUSE") return `${address} is in use by another program; choose another with ${setting}`;
  if (code === "EACCES")
    return `${address} needs more rights than this user has; choose a port above 1023 with ${setting}`;
  return `cannot listen on ${address}: ${cause instanceof Error ? cause.message : String(cause)}`;
}
