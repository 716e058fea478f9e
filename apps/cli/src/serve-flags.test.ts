import { test } from "vitest";
import { gatewayArgs, notes, type ServeFlags } from "./serve-flags.ts";

const usual = ["--host=127.0.0.1", "--port=5000", "--request-timeout-ms=60000", "--replicas=1"];

const variables = {
  MLFLOW_HOST: "0.0.0.0",
  MLFLOW_PORT: "5005",
  MLFLOW_SCORING_SERVER_REQUEST_TIMEOUT: "5",
  MLFLOW_MODELS_WORKERS: "3",
};

const cases: readonly (readonly [string, ServeFlags, Readonly<Record<string, string>>, readonly string[]])[] =
  [
    ["nothing given", {}, {}, usual],
    [
      "flags",
      { host: "::1", port: "0", timeout: "2", workers: "4", envManager: "uv" },
      {},
      ["--host=::1", "--port=0", "--request-timeout-ms=2000", "--replicas=4", "--python=uv"],
    ],
    [
      "variables",
      {},
      variables,
      ["--host=0.0.0.0", "--port=5005", "--request-timeout-ms=5000", "--replicas=3"],
    ],
    [
      "flags over variables",
      { host: "127.0.0.1", port: "5000", timeout: "60", workers: "1" },
      variables,
      usual,
    ],
    [
      "no variable when it is empty",
      {},
      Object.fromEntries(Object.keys(variables).map((name) => [name, ""])),
      usual,
    ],
    ["a local environment", { envManager: "local" }, {}, usual],
    ["an environment to be built", { envManager: "virtualenv" }, {}, [...usual, "--python=uv"]],
    ["no conda for a local environment", { envManager: "conda", conda: false }, {}, usual],
    ["one worker for none", { workers: "0" }, {}, usual],
    ["the usual timeout for 0", { timeout: "0" }, {}, usual],
    [
      "the variable's timeout for 0",
      { timeout: "0", host: "127.0.0.1", port: "5000", workers: "1" },
      variables,
      ["--host=127.0.0.1", "--port=5000", "--request-timeout-ms=5000", "--replicas=1"],
    ],
  ];

test.for(cases)("takes %s as MLflow does", ([, flags, env, expected], { expect }) => {
  expect(gatewayArgs(flags, env)).toEqual(expected);
});

const wrong: readonly (readonly [ServeFlags, Readonly<Record<string, string>>, string])[] = [
  [{ port: "http" }, {}, "--port: http is not valid; expected an integer"],
  [{ port: "" }, {}, "--port:  is not valid"],
  [{ workers: "1.5" }, {}, "--workers: 1.5 is not valid"],
  [{ timeout: "-1" }, {}, "--timeout: -1 is not valid; expected seconds above 0"],
  [{ envManager: "pipenv" }, {}, "--env-manager: pipenv is not valid; expected one of local, conda"],
  [{}, { MLFLOW_PORT: "http" }, "MLFLOW_PORT: http is not valid"],
  [{}, { MLFLOW_SCORING_SERVER_REQUEST_TIMEOUT: "soon" }, "MLFLOW_SCORING_SERVER_REQUEST_TIMEOUT: soon"],
];

test.for(wrong)("refuses %j %j", ([flags, env, message], { expect }) => {
  expect(() => gatewayArgs(flags, env)).toThrow(message);
});

test("says what flags mean here that are accepted only", ({ expect }) => {
  expect(notes({})).toEqual([]);
  expect(notes({ envManager: "local", conda: false })).toEqual([]);
  expect(notes({ envManager: "conda", installMlflow: true, enableMlserver: true })).toEqual([
    "--env-manager conda: a model that needs Python gets an environment built by uv",
    "--install-mlflow: nothing to do, an environment that is built has MLflow",
    "--enable-mlserver: nothing to do, Switchyard itself is the server",
  ]);
});
