import { buffer } from "node:stream/consumers";
import { GatewayError, type ByteRange, type ReadRange } from "@switchyard/core";
import { test } from "vitest";
import { resumed } from "./resumed.ts";

const { signal } = new AbortController();
const policy = { retries: 3, backoffMs: 1 };
const content = Buffer.from("0123456789abcdef");
const range = { from: 2, to: 14 };

/** Gives bytes in pieces of three, and lets `after` say what happens once they have been given. */
function storeOf(after: (givenBytes: number, asked: ByteRange) => void): {
  asked: string[];
  readRange: ReadRange;
} {
  const asked: string[] = [];
  async function* read(part: ByteRange): AsyncGenerator<Uint8Array> {
    for (let from = part.from; from < part.to; from += 3) {
      yield content.subarray(from, Math.min(from + 3, part.to));
      after(from + 3 - part.from, part);
    }
  }
  return {
    asked,
    readRange(part) {
      asked.push(`${part.from}-${part.to}`);
      return Promise.resolve(read(part));
    },
  };
}

test("asks for what is missing when it breaks off, and gives every byte once", async ({ expect }) => {
  const { asked, readRange } = storeOf((given) => {
    if (given >= 6) throw new Error("reset");
  });
  expect(String(await buffer(resumed({ readRange, range, policy }, signal)))).toBe("23456789abcd");
  expect(asked).toEqual(["2-14", "8-14"]);
});

test("takes an end that comes too early for a break", async ({ expect }) => {
  const { asked, readRange } = storeOf(() => undefined);
  const short: ReadRange = ({ from, to }, given) => readRange({ from, to: Math.min(from + 5, to) }, given);
  expect(String(await buffer(resumed({ readRange: short, range, policy }, signal)))).toBe("23456789abcd");
  expect(asked).toEqual(["2-7", "7-12", "12-14"]);
});

test("gives up on a store that breaks off again and again", async ({ expect }) => {
  const { asked, readRange } = storeOf(() => {
    throw new Error("refused");
  });
  const many = { from: 0, to: 16 };
  await expect(buffer(resumed({ readRange, range: many, policy }, signal))).rejects.toThrow("refused");
  expect(asked).toHaveLength(1 + policy.retries);
});

test("believes a store that says that there is no use", async ({ expect }) => {
  let tries = 0;
  const readRange: ReadRange = () => {
    tries += 1;
    return Promise.reject(new GatewayError("load_failed", "it changed"));
  };
  await expect(buffer(resumed({ readRange, range, policy }, signal))).rejects.toThrow("it changed");
  expect(tries).toBe(1);
});

test("refuses more than was asked for", async ({ expect }) => {
  const { readRange } = storeOf(() => undefined);
  const long: ReadRange = ({ from }, given) => readRange({ from, to: 16 }, given);
  await expect(buffer(resumed({ readRange: long, range, policy }, signal))).rejects.toThrow("too many");
});
