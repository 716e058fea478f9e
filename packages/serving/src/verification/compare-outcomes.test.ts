import type { ErrorCode } from "@switchyard/core";
import { test } from "vitest";
import { compareOutcomes, readAnswer, type WrittenOutcome } from "./compare-outcomes.ts";

function refusal(code: ErrorCode): WrittenOutcome {
  return { ok: false, error: { code, message: `because of ${code}` } };
}

test.for([
  ["invalid_request", "invalid_request"],
  ["invalid_request", "model_error"],
  ["model_error", "invalid_request"],
  ["schema_mismatch", "schema_mismatch"],
  ["unsupported_media_type", "unsupported_media_type"],
] as const)("%s is as good as %s", ([one, other], { expect }) => {
  expect(compareOutcomes(refusal(one), refusal(other), new Map())).toEqual([]);
});

test.for([
  ["schema_mismatch", "invalid_request"],
  ["worker_died", "invalid_request"],
  ["internal", "internal"],
  ["worker_died", "worker_died"],
] as const)("%s is not %s", ([one, other], { expect }) => {
  expect(compareOutcomes(refusal(one), refusal(other), new Map())).toMatchObject([
    { path: "answer", found: `refused: because of ${one}`, error: Infinity },
  ]);
});

test("a refusal is infinitely different from an answer, either way", ({ expect }) => {
  const answer = readAnswer({ ok: true, value: "[1.0]" });
  for (const [one, other] of [
    [answer, refusal("model_error")],
    [refusal("model_error"), answer],
  ] as const)
    expect(compareOutcomes(one, other, new Map())).toMatchObject([{ error: Infinity }]);
});

test("an answer that is no JSON is a text", ({ expect }) => {
  expect(readAnswer({ ok: true, value: "hello" })).toEqual({ ok: true, value: "hello" });
});
