import { test } from "vitest";
import { ownOf, setOwn } from "./set-own.ts";

test.for(["__proto__", "constructor", "toString", "x", ""])(
  "%j is a name like any other",
  (name, { expect }) => {
    const record: Record<string, number> = {};
    expect(ownOf(record, name)).toBeUndefined();
    setOwn(record, name, 1);
    expect(Object.entries(record)).toEqual([[name, 1]]);
    expect(ownOf(record, name)).toBe(1);
    expect(ownOf(record, "valueOf")).toBeUndefined();
  },
);
