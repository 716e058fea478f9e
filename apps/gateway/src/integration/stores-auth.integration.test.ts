import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRegistry } from "@switchyard/registry-client";
import { registryConformance, type RegistryFacts } from "@switchyard/registry-client/testing";
import { afterAll, beforeAll, describe, test } from "vitest";
import { openedStore } from "./opened-store.ts";
import { startRegistry } from "./testbed.ts";
import { writeRegistry } from "./write-registry.ts";

const { signal } = new AbortController();
const admin = { username: "admin", password: "a long: p@ss 100%" };
const reader = { username: "reader", password: "another long password" };

describe("a real MLflow server that asks for passwords", () => {
  const resources = new AsyncDisposableStack();
  let url: string;
  let folder: string;
  let facts: RegistryFacts;
  beforeAll(async () => {
    folder = resources.use(await mkdtempDisposable(join(tmpdir(), "switchyard-stores-"))).path;
    const backend = `sqlite:///${join(folder, "mlflow.db")}`;
    await writeFile(join(folder, "auth.ini"), settings(folder));
    const server = await startRegistry({
      args: ["--backend-store-uri", backend, "--app-name", "basic-auth"],
      env: {
        MLFLOW_AUTH_CONFIG_PATH: join(folder, "auth.ini"),
        MLFLOW_AUTH_ADMIN_PASSWORD: admin.password,
        MLFLOW_FLASK_SERVER_SECRET_KEY: "only for tests",
      },
    });
    ({ url } = resources.use(server));
    const env = { MLFLOW_TRACKING_USERNAME: admin.username, MLFLOW_TRACKING_PASSWORD: admin.password };
    facts = await writeRegistry({ uri: url, backend, env });
    await createUser(url);
  });
  afterAll(async () => await resources.disposeAsync());

  registryConformance("REST with a password", () => openedStore(url, facts, { ...admin, isWritable: true }));

  test("lets in who stands in MLflow's file of credentials", async ({ expect }) => {
    const credentialsPath = join(folder, "credentials");
    const lines = [
      "[mlflow]",
      "mlflow_tracking_username = admin",
      `mlflow_tracking_password = ${admin.password.replaceAll("%", "%%")}`,
    ];
    await writeFile(credentialsPath, lines.join("\n"));
    await using registry = openRegistry({ trackingUri: url, credentialsPath });
    expect(await registry.resolve("models:/iris@champion", signal)).toMatchObject({ version: "3" });
  });

  test.for([
    [{}, "asks for credentials or refuses the token; check MLFLOW_TRACKING_USERNAME"],
    [{ ...admin, password: "wrong" }, "refuses user admin or that password; check MLFLOW_TRACKING_USERNAME"],
  ] as const)("with %j it %s", async ([access, message], { expect }) => {
    await using registry = openRegistry({ trackingUri: url, ...access });
    await expect(registry.resolve("models:/iris/3", signal)).rejects.toThrow(
      expect.objectContaining({ code: "registry_unavailable", message: expect.stringContaining(message) }),
    );
  });

  test("lets a reader read, and says what is missing to set an alias", async ({ expect }) => {
    await using registry = openRegistry({ trackingUri: url, ...reader });
    expect(await registry.resolve("models:/iris@champion", signal)).toMatchObject({ version: "3" });
    const refused = registry.setAlias({ name: "iris", alias: "mine", version: "3" }, signal);
    await expect(refused).rejects.toThrow(/Permission denied; give user reader the permission EDIT/);
  });
});

/** MLflow's own, but that it remembers whom it knows, because its passwords are slow to check. */
function settings(folder: string): string {
  return `[mlflow]
default_permission = READ
database_uri = sqlite:///${join(folder, "users.db")}
admin_username = ${admin.username}
authorization_function = mlflow.server.auth:authenticate_request_basic_auth
auth_cache_ttl_seconds = 60
`;
}

/** A user who has nothing but the default permission, which is to read. */
async function createUser(url: string): Promise<void> {
  const pair = Buffer.from(`${admin.username}:${admin.password}`).toString("base64");
  const response = await fetch(`${url}/api/2.0/mlflow/users/create`, {
    method: "POST",
    headers: { authorization: `Basic ${pair}`, "content-type": "application/json" },
    body: JSON.stringify(reader),
  });
  if (!response.ok) throw new Error(`no user was made: ${response.status} ${await response.text()}`);
}
