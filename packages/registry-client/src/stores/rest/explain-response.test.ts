import { test } from "vitest";
import { explainResponse, mlflowErrorOf } from "./explain-response.ts";

const url = "http://mlflow.svc:5000/api/2.0/mlflow/registered-models/get?name=iris";

test.for([
  [401, "You are not authenticated.", "check MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD"],
  [
    403,
    "Invalid Host header - possible DNS rebinding attack detected",
    "refuses the host name mlflow.svc:5000; start it with --allowed-hosts",
  ],
  [403, "Permission denied", "does not permit GET /api/2.0/mlflow/registered-models/get: Permission denied"],
  [
    404,
    "<!doctype html><title>404 Not Found</title>",
    "knows no /api/2.0/mlflow/registered-models/get; is it an MLflow server",
  ],
  [
    500,
    "<html><style>p {}</style><h1>Internal  Server Error</h1></html>",
    "answered 500: Internal Server Error",
  ],
  [503, '{"error_code": "TEMPORARILY_UNAVAILABLE", "message": "try later"}', "answered 503: try later"],
  [502, "", "answered 502: nothing"],
] as const)("explains a %i with %j", ([status, body, message], { expect }) => {
  const error = explainResponse({ url, status, body });
  expect(error.code).toBe("registry_unavailable");
  expect(error.message).toContain("MLflow at http://mlflow.svc:5000 ");
  expect(error.message).toContain(message);
});

test.for([
  [{ user: "ann" }, 401, "refuses user ann or that password; check MLFLOW_TRACKING_USERNAME"],
  [{}, 401, "asks for credentials or refuses the token; check MLFLOW_TRACKING_USERNAME"],
  [{ user: "ann" }, 403, "Permission denied; give user ann the permission READ"],
  [{ user: "ann", method: "POST" }, 403, "does not permit POST /api/2.0/mlflow/registered-models/get"],
  [{ method: "POST" }, 403, "give that user the permission EDIT"],
] as const)("says to %j what %i means", ([asker, status, message], { expect }) => {
  const { message: said } = explainResponse({ url, status, body: "Permission denied", ...asker });
  expect(said).toContain(message);
});

test("reads MLflow's own error codes, and no others", ({ expect }) => {
  expect(mlflowErrorOf('{"error_code": "RESOURCE_DOES_NOT_EXIST", "message": "no"}')).toEqual({
    code: "RESOURCE_DOES_NOT_EXIST",
    message: "no",
  });
  expect(mlflowErrorOf("<html>")).toBeUndefined();
  expect(mlflowErrorOf("[]")).toBeUndefined();
});
