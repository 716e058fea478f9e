import { readFile, stat } from "node:fs/promises";
import type { DoctorContext } from "../doctor-context.ts";
import { ok, warning, type Said } from "../finding.ts";

const shortestToken = 16;

/** Whether those who reach the gateway may do only what they should. */
export async function checkAccess({ config, env }: DoctorContext): Promise<readonly Said[]> {
  const { host, adminToken, apiTokens, controlPlane } = config.server;
  const isLocal = /^(?:127\.|localhost$|::1$)/.test(host);
  const isShort = [adminToken, ...apiTokens].some((token) => (token ?? "").length < shortestToken && token);
  const said = [
    ...(!isLocal && apiTokens.length === 0
      ? [
          warning(
            `whoever reaches ${host} may ask models`,
            "Set SWITCHYARD_API_TOKENS, unless the network or a proxy keeps others out.",
          ),
        ]
      : []),
    ...(!isLocal && adminToken === undefined && controlPlane === "open"
      ? [
          warning(
            `whoever reaches ${host} may reload, roll back and train`,
            "Set SWITCHYARD_ADMIN_TOKEN, and leave SWITCHYARD_CONTROL_PLANE at loopback.",
          ),
        ]
      : []),
    ...(isShort
      ? [
          warning(
            `a token has fewer than ${shortestToken} characters`,
            "Make a longer one: openssl rand -hex 32.",
          ),
        ]
      : []),
    ...(await readableByAll(env["SWITCHYARD_CONFIG"])),
  ];
  return said.length > 0
    ? said
    : [ok(isLocal ? `only this machine reaches ${host}` : `tokens guard ${host}`)];
}

const secretKey = /^\s*["']?(?:adminToken|apiTokens|password|token|webhookSecret|hashKey)["']?\s*:/m;

/** A file with secrets in it that others may read. */
async function readableByAll(file: string | undefined): Promise<readonly Said[]> {
  if (file === undefined || file === "" || process.platform === "win32") return [];
  const { mode } = await stat(file);
  if ((mode & 0o004) === 0 || !secretKey.test(await readFile(file, "utf8"))) return [];
  return [warning(`${file} holds secrets, and every user of this machine can read it`, `chmod 640 ${file}`)];
}
