import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { test } from "vitest";
import { codeSample } from "./code-samples.ts";
import type { TryRequest } from "./draft.ts";

const url = "http://localhost:8080/models/iris/predict";

function json(value: unknown): TryRequest {
  return { kind: "json", below: "/predict", body: JSON.stringify(value) };
}

test("curl sends what the form says", ({ expect }) => {
  expect(codeSample("cURL", { url, request: json({ a: 1 }), hasToken: false })).toBe(
    `curl ${url} \\\n  -H 'Content-Type: application/json' \\\n  -d '{"a":1}'`,
  );
});

test("Python sends what the form says", ({ expect }) => {
  expect(codeSample("Python", { url, request: json({ a: [true, null, "x"] }), hasToken: false })).toBe(
    `import requests

body = {"a": [True, None, "x"]}
response = requests.post(
    "${url}",
    json=body,
)
response.raise_for_status()
print(response.json())`,
  );
});

test("TypeScript sends what the form says", ({ expect }) => {
  expect(codeSample("TypeScript", { url, request: json({ a: 1 }), hasToken: false })).toBe(
    `const body = {"a": 1};
const response = await fetch("${url}", {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});
if (!response.ok) throw new Error(await response.text());
console.log(await response.json());`,
  );
});

test.for(["cURL", "Python", "TypeScript"] as const)(
  "%s takes a token from the environment",
  (language, { expect }) => {
    const sample = codeSample(language, { url, request: json({}), hasToken: true });
    expect(sample).toMatch(/Bearer .*SWITCHYARD_TOKEN/);
  },
);

test.for(["cURL", "Python", "TypeScript"] as const)(
  "%s sends a picture by its name",
  (language, { expect }) => {
    const request: TryRequest = { kind: "file", below: "/predict", file: new File([], "my cat.jpg") };
    expect(codeSample(language, { url, request, hasToken: false })).toContain("my cat.jpg");
  },
);

test("a shell reads exactly the body, whatever stands in it", ({ expect }) => {
  fc.assert(
    fc.property(fc.json({ stringUnit: "grapheme" }), (body) => {
      const sample = codeSample("cURL", {
        url,
        request: { kind: "json", below: "/predict", body },
        hasToken: false,
      });
      const printed = execFileSync("sh", ["-c", sample.replace("curl", "printf '%s\\n'")], {
        encoding: "utf8",
      });
      expect(JSON.parse(printed.split("\n-d\n")[1] ?? "")).toEqual(JSON.parse(body));
    }),
    { numRuns: 30 },
  );
});
