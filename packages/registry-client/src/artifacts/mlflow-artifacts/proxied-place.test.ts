import { test } from "vitest";
import { escapedPath, proxiedPlace } from "./proxied-place.ts";

const api = "/api/2.0/mlflow-artifacts/artifacts";

test.for([
  ["mlflow-artifacts:/a/b", "http://host:5000", `http://host:5000${api}`, "a/b"],
  ["mlflow-artifacts:a/b", "http://host:5000", `http://host:5000${api}`, "a/b"],
  ["mlflow-artifacts:///a/b", "http://host:5000/", `http://host:5000${api}`, "a/b"],
  ["mlflow-artifacts:/a//b/", "https://host/base/path", `https://host/base/path${api}`, "a/b"],
  ["mlflow-artifacts://other:8080/a", "https://host/base/path/", `https://other:8080/base/path${api}`, "a"],
  ["mlflow-artifacts:/a b/c%20d?x=1", "http://host:5000", `http://host:5000${api}`, "a b/c%20d"],
  [`https://h/x${api}/1/models`, "http://host:5000", `https://h/x${api}`, "1/models"],
] as const)("finds %s beside %s", ([location, trackingUri, endpoint, path], { expect }) => {
  expect(proxiedPlace(location, trackingUri)).toEqual({ endpoint, path });
});

test.for([
  ["a b/c%20d", "a%20b/c%20d"],
  ["100%/é#1", "100%25/%C3%A9%231"],
] as const)("escapes %s", ([path, expected], { expect }) => {
  expect(escapedPath(path)).toBe(expected);
});
