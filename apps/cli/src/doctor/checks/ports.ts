import { once } from "node:events";
import { createServer } from "node:net";
import { z } from "zod";
import type { DoctorContext } from "../doctor-context.ts";
import { failed, ok, warning, type Said } from "../finding.ts";

interface Port {
  readonly port: number;
  readonly setting: string;
}

/** Whether the gateway's ports are free, or who has them. */
export async function checkPorts({ config }: DoctorContext, signal: AbortSignal): Promise<readonly Said[]> {
  const { host, port } = config.server;
  const own = Object.entries(config.models).flatMap(([name, { port: each }]) =>
    each === undefined ? [] : [{ port: each, setting: `models.${name}.port` }],
  );
  const ports = [{ port, setting: "--port or SWITCHYARD_PORT" }, ...own];
  return await Promise.all(ports.map((each) => about(each, host, signal)));
}

async function about({ port, setting }: Port, host: string, signal: AbortSignal): Promise<Said> {
  const at = `${host}:${port}`;
  const code = await listenFault(port, host);
  if (code === undefined) return ok(port === 0 ? `any free port at ${host}` : `${at} is free`);
  if (code === "EADDRINUSE") return await taken({ at, setting, url: urlOf(host, port) }, signal);
  if (code === "EACCES")
    return failed(`${at} may not be opened by this user`, `Choose a port above 1023 with ${setting}.`);
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return failed(
      `${host} is no address of this machine`,
      "Set --host or SWITCHYARD_HOST to one that is, or to 0.0.0.0.",
    );
  return failed(`${at} cannot be opened: ${code}`, `Choose another port with ${setting}.`);
}

interface Taken {
  readonly at: string;
  readonly setting: string;
  readonly url: string;
}

async function taken({ at, setting, url }: Taken, signal: AbortSignal): Promise<Said> {
  const owner = await ownerOf(url, signal);
  if (owner !== undefined)
    return warning(
      `${at} is taken by ${owner}`,
      "Fine if that is the one you mean; to start another, choose another port.",
    );
  return failed(
    `${at} is taken by another program`,
    `Choose another port with ${setting}, or end that program.`,
  );
}

const health = z.object({ status: z.string(), version: z.string(), uptime_seconds: z.number() });

/** The Switchyard that answers there. */
async function ownerOf(url: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const response = await fetch(new URL("/health", url), { signal });
    const { version, uptime_seconds: seconds } = health.parse(await response.json());
    return `a Switchyard ${version} that has run for ${Math.round(seconds / 60)} minutes`;
  } catch {
    return undefined;
  }
}

function urlOf(host: string, port: number): string {
  const local = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return `http://${local.includes(":") ? `[${local}]` : local}:${port}`;
}

async function listenFault(port: number, host: string): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen({ port, host, exclusive: true });
    await once(server, "listening");
    return undefined;
  } catch (thrown) {
    return thrown instanceof Error && "code" in thrown ? String(thrown.code) : String(thrown);
  } finally {
    server.close();
  }
}
