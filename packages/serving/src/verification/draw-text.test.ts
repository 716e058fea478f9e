import fc from "fast-check";
import { test } from "vitest";
import { drawText, oddTexts } from "./draw-text.ts";
import { Random } from "./random.ts";

test("categories are drawn as they are", ({ expect }) => {
  const random = new Random(1);
  const drawn = new Set(Array.from({ length: 100 }, () => drawText(["red", "dark blue"], random)));
  expect([...drawn].toSorted()).toEqual(["dark blue", "red"]);
});

test("prose is made of the example's words, with accents, digits and other letters among them", ({
  expect,
}) => {
  const random = new Random(1);
  const drawn = Array.from({ length: 300 }, () => drawText(["the price is very good"], random));
  for (const pattern of [/price/, /PRICE/, /é/, /\d/, /[!?,.]/, /\ba\b/, /^.{0,6}$/u])
    expect(drawn.some((text) => pattern.test(text))).toBe(true);
});

test("no drawn text has half a character", ({ expect }) => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" })), fc.integer(), (known, seed) => {
      const random = new Random(seed);
      for (const text of [drawText(known, random), ...oddTexts(known, random).slice(0, 8)])
        expect(text.isWellFormed()).toBe(true);
    }),
  );
});

test("odd texts are empty, long, unseen and in other letters", ({ expect }) => {
  const odd = oddTexts(["Red"], new Random(1));
  expect(odd).toEqual(expect.arrayContaining(["", "RED", "red", "unseen", "Redé", "a"]));
  expect(odd.some(({ length }) => length > 5000)).toBe(true);
});

test("prose holds many words that the example has not", ({ expect }) => {
  const random = new Random(1);
  const drawn = Array.from({ length: 300 }, () => drawText(["the price is very good"], random));
  const words = new Set(drawn.flatMap((text) => text.toLowerCase().split(" ")));
  expect(words.size).toBeGreaterThan(300);
});
