import { test } from "vitest";
import { displayUrl } from "./server-access.ts";

test.for([
  ["http://host:5000/base/", "http://host:5000/base"],
  ["http://ann:secret@host:5000/a@b", "http://host:5000/a@b"],
  ["http://ann:se@cret@host", "http://host"],
  ["postgresql://ann:se/cret@host/mlflow", "postgresql://host/mlflow"],
  ["postgresql+psycopg2://ann:secret@host/mlflow", "postgresql+psycopg2://host/mlflow"],
  ["sqlite:///mlflow.db", "sqlite:///mlflow.db"],
  ["./mlruns", "./mlruns"],
] as const)("shows %s as %s", ([url, expected], { expect }) => {
  expect(displayUrl(url)).toBe(expected);
});
