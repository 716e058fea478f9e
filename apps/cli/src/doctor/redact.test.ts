import fc from "fast-check";
import { test } from "vitest";
import { redactor } from "./redact.ts";

const secret = fc.string({
  minLength: 4,
  unit: fc.constantFrom("a", "B", "0", "-", "_", "%", "+", "/", "="),
});

test("no secret of the environment stands in a text that went through", ({ expect }) => {
  fc.assert(
    fc.property(
      secret,
      fc.constantFrom("MLFLOW_TRACKING_TOKEN", "AWS_SECRET_ACCESS_KEY", "X_PASSWORD"),
      (value, name) => {
        const redact = redactor({ [name]: value }, undefined);
        expect(redact(`it says ${value}, twice: ${value}`)).not.toContain(value);
      },
    ),
  );
});

test.for([
  ["postgresql://ann:open%21sesame@db/mlflow", "open%21sesame"],
  ["postgresql://ann:open%21sesame@db/mlflow", "open!sesame"],
  ["mysql+pymysql://ann:s3cret@db/mlflow", "s3cret"],
] as const)("passwords in %s are known: %s", ([uri, password], { expect }) => {
  expect(redactor({ MLFLOW_TRACKING_URI: uri }, undefined)(`${password}!`)).toBe("***!");
});

test("leaves what is no secret", ({ expect }) => {
  const redact = redactor({ HOME: "/home/ann", SWITCHYARD_API_TOKENS: "" }, undefined);
  expect(redact("/home/ann has 4 models")).toBe("/home/ann has 4 models");
});
