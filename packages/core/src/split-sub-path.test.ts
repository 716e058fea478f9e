import { test } from "vitest";
import { splitSubPath } from "./split-sub-path.ts";

test.for([
  ["models:/n/1/a/b", "models:/n/1", "a/b"],
  ["models:/n@al/x/y", "models:/n@al", "x/y"],
  ["models:/n/1/", "models:/n/1", ""],
  ["models:/n/1/a/", "models:/n/1", "a"],
  ["models:/m-1/MLmodel", "models:/m-1/MLmodel", ""],
  ["models:/user@c.com/1/a", "models:/user@c.com", "1/a"],
  ["models:/user@c.com/1", "models:/user@c.com/1", ""],
  ["models:/n@al", "models:/n@al", ""],
  ["models:///n/1/a", "models:///n/1", "a"],
  ["MODELS:/n/latest/a?x=1", "MODELS:/n/latest?x=1", "a"],
  ["models:/n//1", "models:/n//1", ""],
  ["models:/", "models:/", ""],
  ["runs:/1/model/a/b", "runs:/1/model/a/b", ""],
  ["/models/n/1/a", "/models/n/1/a", ""],
] as const)("%s is %s, and %j below it", ([text, uri, subPath], { expect }) => {
  expect(splitSubPath(text)).toEqual({ uri, subPath });
});
