import { test } from "vitest";
import { historyText } from "./history-text.ts";

const at = "2026-11-22T10:00:00Z";

test.for([
  [{ kind: "switched", version: "3", from_version: "2" }, "Version 3 answers instead of 2"],
  [{ kind: "switched", version: "3" }, "Version 3 answers"],
  [{ kind: "rolled_back", version: "2", from_version: "3" }, "Rolled back to version 2 instead of 3"],
  [{ kind: "failed", version: "4", reason: "no files" }, "Version 4 could not be loaded"],
  [{ kind: "restarted", version: "4" }, "A worker of version 4 was replaced"],
  [{ kind: "traffic", version: "2", reason: "champion 95, previous 5" }, "Traffic: champion 95, previous 5"],
  [{ kind: "painted", version: "4" }, "painted 4"],
] as const)("tells %j as a sentence", ([event, text], { expect }) => {
  expect(historyText({ at, ...event })).toBe(text);
});
