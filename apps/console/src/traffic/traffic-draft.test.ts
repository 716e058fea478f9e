import fc from "fast-check";
import { test } from "vitest";
import { allToFollowed, sharesOf, trafficOf, type TrafficDraft } from "./traffic-draft.ts";

function draftOf(
  champion: string,
  previous: string,
  [label, part]: readonly [string, string] = ["", ""],
): TrafficDraft {
  return {
    rows: [
      { label: "champion", name: "champion (v2)", isFollowed: true, part: champion },
      { label: "previous", name: "previous (v1)", isFollowed: false, part: previous },
    ],
    other: { label, part },
  };
}

test.for([
  [draftOf("95", "5"), { champion: 95, previous: 5 }, ["95.0 %", "5.0 %", "0.0 %"]],
  [
    draftOf("1", "2.5", [" 3 ", "1.5"]),
    { champion: 1, previous: 2.5, 3: 1.5 },
    ["20.0 %", "50.0 %", "30.0 %"],
  ],
  [draftOf("", "1"), { previous: 1 }, ["0.0 %", "100.0 %", "0.0 %"]],
  [draftOf("1", "", ["previous", "3"]), { champion: 1, previous: 3 }, ["25.0 %", "0.0 %", "75.0 %"]],
  [draftOf("7", "0"), {}, ["100.0 %", "0.0 %", "0.0 %"]],
] as const)("%j splits by the names that the gateway knows", ([draft, traffic, shares], { expect }) => {
  expect(trafficOf(draft)).toEqual(traffic);
  expect(sharesOf(draft)).toEqual(shares);
});

test.for([
  [draftOf("0", ""), "expected at least one part above 0"],
  [draftOf("1", "-1"), "previous (v1): expected a number from 0, found “-1”"],
  [draftOf("1", "many"), "previous (v1): expected a number from 0, found “many”"],
  [draftOf("1", "0", ["", "1"]), "expected the alias or number of the other version"],
  [draftOf("1", "0", ["next", ""]), "next: expected a part above 0"],
] as const)("%j is no split", ([draft, fault], { expect }) => {
  expect(() => trafficOf(draft)).toThrow(fault);
});

test("whatever was put in, all can go to the followed version", ({ expect }) => {
  const texts = fc.tuple(fc.string(), fc.string(), fc.tuple(fc.string(), fc.string()));
  fc.assert(
    fc.property(texts, (typed) => {
      expect(trafficOf(allToFollowed(draftOf(...typed)))).toEqual({});
    }),
  );
});
