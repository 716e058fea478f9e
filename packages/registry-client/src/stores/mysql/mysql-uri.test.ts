import { join } from "node:path";
import { test } from "vitest";
import { TemporaryDirectory } from "../../testing/temporary-directory.ts";
import { displayAddress, parseMysqlUri } from "./mysql-uri.ts";

test.for([
  [
    "mysql://ann:secret@db:3307/mlflow",
    { host: "db", port: 3307, user: "ann", password: "secret", database: "mlflow" },
  ],
  [
    "MYSQL+pymysql://a%40b:p%40ss%2Fw%3Ard%20%251@db/my%20db?charset=utf8mb4",
    { host: "db", port: 3306, user: "a@b", password: "p@ss/w:rd %1", database: "my db" },
  ],
  ["mysql:///mlflow?unix_socket=/run/mysqld.sock", { host: "localhost", socketPath: "/run/mysqld.sock" }],
  ["mysql://[::1]/mlflow", { host: "::1" }],
  ["mysql://db/m", { tls: undefined }],
  ["mysql://db/m?ssl_mode=PREFERRED", { tls: undefined }],
  ["mysql://db/m?ssl_mode=disabled", { tls: undefined }],
  ["mysql://db/m?ssl_mode=REQUIRED", { tls: { rejectUnauthorized: false, verifyIdentity: false } }],
  ["mysql://db/m?ssl_mode=VERIFY_CA", { tls: { rejectUnauthorized: true, verifyIdentity: false } }],
  ["mysql://db/m?ssl_mode=VERIFY_IDENTITY", { tls: { rejectUnauthorized: true, verifyIdentity: true } }],
] as const)("reads %s", ([uri, expected], { expect }) => {
  expect(parseMysqlUri(uri)).toMatchObject(expected);
});

test("reads certificates from their files, and then verifies", async ({ expect }) => {
  await using directory = await TemporaryDirectory.create({ "ca.pem": "authority" });
  const authority = encodeURIComponent(join(directory.path, "ca.pem"));
  expect(parseMysqlUri(`mysql://db/m?ssl_ca=${authority}&ssl_check_hostname=true`).tls).toEqual({
    ca: "authority",
    rejectUnauthorized: true,
    verifyIdentity: true,
  });
});

test.for([
  ["mysql:db", "expected mysql://<user>:<password>@<host>:<port>/<database>"],
  ["mysql://ann:secret@db", "expected mysql://"],
  ["mysql://ann:secret@db:port/m", "expected mysql://"],
  ["mysql://ann:secret@db/m?ssl_key=/nowhere", "cannot read /nowhere"],
] as const)("refuses %s: %s", ([uri, message], { expect }) => {
  const parse = (): unknown => parseMysqlUri(uri);
  expect(parse).toThrow(expect.objectContaining({ code: "invalid_configuration" }));
  expect(parse).toThrow(message);
  expect(parse).not.toThrow("secret");
});

test.for([
  ["mysql://ann:secret@db/mlflow", "mysql://db:3306/mlflow"],
  ["mysql:///mlflow?unix_socket=/run/mysqld.sock", "mysql:///run/mysqld.sock/mlflow"],
] as const)("shows %s as %s", ([uri, expected], { expect }) => {
  expect(displayAddress(parseMysqlUri(uri))).toBe(expected);
});
