import type { Config } from "@switchyard/gateway";
import type { Environment } from "../registry-access.ts";

const secretName = /TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|(?:^|_)KEY(?:_|$)/i;
/** Below that a text may be anything. */
const shortest = 4;

/** Takes known secrets out of a text, whoever has put them there. */
export function redactor(env: Environment, config: Config | undefined): (text: string) => string {
  const secrets = [...new Set([...fromEnvironment(env), ...(config ? fromConfig(config) : [])])]
    .filter((secret) => secret.length >= shortest)
    .toSorted((one, other) => other.length - one.length);
  return (text) => secrets.reduce((clean, secret) => clean.replaceAll(secret, "***"), text);
}

function fromEnvironment(env: Environment): readonly string[] {
  const values = Object.values(env).flatMap((value = "") => passwordsIn(value));
  const named = Object.entries(env).filter(([name]) => secretName.test(name));
  return [...values, ...named.flatMap(([, value = ""]) => value.split(",").map((part) => part.trim()))];
}

function fromConfig({ registry, server, predictionLog }: Config): readonly string[] {
  const uris = [registry.trackingUri, registry.registryUri].flatMap((uri) => passwordsIn(uri ?? ""));
  const named = [
    registry.password,
    registry.token,
    registry.webhookSecret,
    server.adminToken,
    predictionLog?.hashKey,
  ];
  return [...uris, ...server.apiTokens, ...named.filter((each) => each !== undefined)];
}

/** As they are written, and as they are meant. */
function passwordsIn(uri: string): readonly string[] {
  const password = /^[a-z][a-z0-9+.-]*:\/\/[^/@:]*:([^@/]+)@/i.exec(uri)?.[1];
  if (password === undefined) return [];
  return [password, decoded(password)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
