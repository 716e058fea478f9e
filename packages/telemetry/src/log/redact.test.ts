import fc from "fast-check";
import { expect, test } from "vitest";
import { Redactor } from "./redact.ts";

const secret = "s3cr3t+/Zx9=Q";

test.for([
  ["a bearer token", `Authorization: Bearer ${secret}`],
  ["basic credentials", `basic ${secret}`],
  ["an address with a password", `postgresql://mlflow:${secret.replace("/", "%2F")}@db:5432/mlflow`],
  ["an address with a token for a user", `https://${secret.replace("/", "%2F")}@github.com/models.git`],
  ["a query", `GET /models?api_key=${secret}&x=1`],
  ["a signed address of S3", `https://bucket.s3.amazonaws.com/model.onnx?X-Amz-Signature=${secret}&x=1`],
  ["a signed address of Azure", `https://a.blob.core.windows.net/model.onnx?sv=1&sig=${secret}`],
  ["a configuration", `registry: { password: "${secret}" }`],
  ["a variable", `AWS_SECRET_ACCESS_KEY=${secret}`],
  ["JSON", `{"token":"${secret}","name":"iris"}`],
])("%s is taken out, whether or not it is known", ([, text = ""]) => {
  const clean = new Redactor([]).text(text);
  expect(clean).not.toContain("s3cr3t");
  expect(clean).toContain("[redacted]");
});

test("the key id of AWS is taken out", () => {
  expect(new Redactor([]).text("key AKIAIOSFODNN7EXAMPLE was refused")).toBe("key [redacted] was refused");
});

test.for([
  "model switched",
  "iris 3 is loading",
  "http://127.0.0.1:8080/models/iris",
  "no token 12 of 512 in the text",
  "max_tokens=512",
  "someone@example.org at https://mlflow.example.org/?a=1&b=me@home",
])("what is no secret stays: %s", (text) => {
  expect(new Redactor([]).text(text)).toBe(text);
});

test("fields that are called as secrets are taken out, however deep, and others stay", () => {
  const fields = {
    model: "iris",
    adminToken: "x",
    nested: { Authorization: ["y"], api_key: "z", tokens: 7 },
  };
  expect(new Redactor([]).fields(fields)).toEqual({
    model: "iris",
    adminToken: "[redacted]",
    nested: { Authorization: "[redacted]", api_key: "[redacted]", tokens: 7 },
  });
});

test("a known secret reaches no line, wherever it stands and however it is written", () => {
  const known = fc.string({ minLength: 6, maxLength: 30, unit: "grapheme-ascii" });
  const written = fc.constantFrom(
    (text: string) => text,
    (text: string) => encodeURIComponent(text),
    (text: string) => JSON.stringify(text).slice(1, -1),
  );
  fc.assert(
    fc.property(known, fc.string(), written, (text, around, write) => {
      const redactor = new Redactor([text]);
      const line = { reason: `${around}${write(text)}${around}`, list: [{ deep: write(text) }] };
      const clean = JSON.stringify(redactor.fields(line));
      expect(clean).not.toBe(JSON.stringify(line));
      expect(redactor.text(write(text))).not.toContain(text);
    }),
  );
});
