import { join } from "node:path";
import { test } from "vitest";
import { TemporaryDirectory } from "../../testing/temporary-directory.ts";
import { displayAddress, parsePostgresUri } from "./postgres-uri.ts";

const nothing = {
  host: undefined,
  port: undefined,
  user: undefined,
  password: undefined,
  database: undefined,
};

test.for([
  [
    "postgresql://ann:secret@db:5433/mlflow",
    { host: "db", port: 5433, user: "ann", password: "secret", database: "mlflow" },
  ],
  ["postgres://db", { ...nothing, host: "db" }],
  ["POSTGRESQL+psycopg2://ann@db/mlflow", { ...nothing, host: "db", user: "ann", database: "mlflow" }],
  [
    "postgresql+psycopg2://a%40b:p%40ss%2Fw%3Ard%20%251@db/my%20db",
    { ...nothing, host: "db", user: "a@b", password: "p@ss/w:rd %1", database: "my db" },
  ],
  ["postgresql://ann:100%@db", { ...nothing, host: "db", user: "ann", password: "100%" }],
  ["postgresql://[::1]:5432/mlflow", { ...nothing, host: "::1", port: 5432, database: "mlflow" }],
  [
    "postgresql:///mlflow?host=/run/postgresql&port=5433",
    { host: "/run/postgresql", port: 5433, database: "mlflow" },
  ],
  [
    "postgresql://ann:p@/mlflow?host=/run/pg",
    { host: "/run/pg", user: "ann", password: "p", database: "mlflow" },
  ],
  ["postgresql:///?user=ann&password=p&dbname=mlflow", { user: "ann", password: "p", database: "mlflow" }],
  ["postgresql://db/m?options=-csearch_path%3Dteam", { options: "-csearch_path=team" }],
  ["postgresql://db/m?connect_timeout=3", { connectTimeoutMs: 3000 }],
  ["postgresql://db/m", { tls: "prefer" }],
  ["postgresql://db/m?sslmode=disable", { tls: false }],
  ["postgresql://db/m?sslmode=allow", { tls: "prefer" }],
  ["postgresql://db/m?sslmode=require", { tls: { rejectUnauthorized: false } }],
  ["postgresql://db/m?sslmode=verify-full", { tls: {} }],
] as const)("reads %s", ([uri, expected], { expect }) => {
  expect(parsePostgresUri(uri)).toMatchObject(expected);
});

test("reads certificates from their files, and then verifies", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create({ "ca.pem": "authority" });
  const root = encodeURIComponent(join(directory.path, "ca.pem"));
  expect(parsePostgresUri(`postgresql://db/m?sslmode=require&sslrootcert=${root}`).tls).toMatchObject({
    ca: "authority",
    checkServerIdentity: expect.any(Function),
  });
  expect(parsePostgresUri("postgresql://db/m?sslmode=verify-full&sslrootcert=system").tls).toEqual({});
  expect(parsePostgresUri("postgresql://db/m?sslmode=verify-ca").tls).toHaveProperty("checkServerIdentity");
});

test.for([
  ["postgresql:db", "expected postgresql://<user>:<password>@<host>:<port>/<database>"],
  ["postgresql://ann:secret@db:port/m", "expected postgresql://"],
  ["postgresql://ann:secret@db/m?sslmode=always", "sslmode=always is unknown"],
  ["postgresql://ann:secret@db/m?sslmode=require&sslkey=/nowhere", "cannot read /nowhere"],
] as const)("refuses %s: %s", ([uri, message], { expect }) => {
  const parse = (): unknown => parsePostgresUri(uri);
  expect(parse).toThrow(expect.objectContaining({ code: "invalid_configuration" }));
  expect(parse).toThrow(message);
  expect(parse).not.toThrow("secret");
});

test.for([
  ["postgresql://ann:secret@db:5433/mlflow", "postgresql://db:5433/mlflow"],
  ["postgresql:///?host=/run/postgresql", "postgresql:///run/postgresql"],
  ["postgresql://ann:secret@", "postgresql://localhost"],
] as const)("shows %s as %s", ([uri, expected], { expect }) => {
  expect(displayAddress(parsePostgresUri(uri))).toBe(expected);
});
