import type { ModelState } from "@switchyard/core";
import { test } from "vitest";
import { currentOf, nextAction } from "./version-policy.ts";

interface Version {
  readonly name: string;
  readonly state: ModelState;
  readonly aspired: boolean;
}

const wanted = (name: string, state: ModelState): Version => ({ name, state, aspired: true });
const dropped = (name: string, state: ModelState): Version => ({ name, state, aspired: false });

test.for([
  ["what is aspired", [wanted("1", "pending")], undefined, "load 1"],
  ["the new version before the old one goes", [wanted("2", "pending"), dropped("1", "ready")], "1", "load 2"],
  ["nothing while the new one loads", [wanted("2", "loading"), dropped("1", "ready")], "1", undefined],
  ["nothing when the new one failed", [wanted("2", "failed"), dropped("1", "ready")], "1", undefined],
  [
    "the old version's end once the new one is ready",
    [wanted("2", "ready"), dropped("1", "ready")],
    "1",
    "unload 1",
  ],
  ["everything's end when nothing is aspired", [dropped("1", "ready")], "1", "unload 1"],
  ["nothing when the aspired version is ready", [wanted("1", "ready")], "1", undefined],
  ["the first of several, first", [wanted("3", "pending"), wanted("2", "pending")], undefined, "load 3"],
  ["the second of several too", [wanted("3", "ready"), wanted("2", "pending")], "3", "load 2"],
  ["the second when the first failed", [wanted("3", "failed"), wanted("2", "pending")], "1", "load 2"],
  [
    "the old current version's stay when only the second is ready",
    [wanted("3", "failed"), wanted("2", "ready"), dropped("1", "ready")],
    "1",
    undefined,
  ],
  [
    "the end of an old version that is not current",
    [wanted("3", "failed"), wanted("2", "ready"), dropped("1", "ready")],
    "2",
    "unload 1",
  ],
] as const)("wants %s", ([, versions, previous, expected], { expect }) => {
  const current = currentOf(
    versions,
    versions.find(({ name }) => name === previous),
  );
  const action = nextAction(versions, { current, swap: "availability" });
  expect(action && `${action.kind} ${action.version.name}`).toBe(expected);
});

test.for([
  [
    "the old version's end before the new one loads",
    [wanted("2", "pending"), dropped("1", "ready")],
    "unload 1",
  ],
  [
    "the load once the old one is on its way out",
    [wanted("2", "pending"), dropped("1", "draining")],
    "load 2",
  ],
  [
    "the stay of what is left when the new one failed",
    [wanted("2", "failed"), dropped("1", "ready")],
    undefined,
  ],
  ["the stay of what is aspired too", [wanted("2", "pending"), wanted("1", "ready")], "load 2"],
] as const)("wants, where memory is short, %s", ([, versions, expected], { expect }) => {
  const current = currentOf<Version>(versions, versions[1]);
  const action = nextAction<Version>(versions, { current, swap: "resource" });
  expect(action && `${action.kind} ${action.version.name}`).toBe(expected);
});

test.for([
  ["the first aspired, once ready", [wanted("3", "ready"), wanted("2", "ready")], "2", "3"],
  ["the one before, until then", [wanted("3", "loading"), wanted("2", "ready")], "2", "2"],
  [
    "any aspired one, when there was none before",
    [wanted("3", "failed"), wanted("2", "ready")],
    undefined,
    "2",
  ],
  [
    "an old one that is left, rather than none",
    [wanted("3", "failed"), dropped("1", "ready")],
    undefined,
    "1",
  ],
  ["none when nothing is aspired", [dropped("1", "ready")], "1", undefined],
  ["none when nothing is ready", [wanted("1", "loading")], undefined, undefined],
] as const)("lets answer %s", ([, versions, previous, expected], { expect }) => {
  const before = versions.find(({ name }) => name === previous);
  expect(currentOf<Version>(versions, before)?.name).toBe(expected);
});
