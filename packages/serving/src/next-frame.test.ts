import { test } from "vitest";
import { nextFrame, type Candidate } from "./next-frame.ts";

const limits = { framesInFlight: 2, maxFrameRequests: 4, maxFrameBytes: 100 };
const fresh: Candidate = { suspect: false, sizeBytes: 1 };
const large: Candidate = { suspect: false, sizeBytes: 60 };
const suspect: Candidate = { suspect: true, sizeBytes: 1 };

test.for([
  ["all that waits", [fresh, fresh], 2, { size: 2, room: 1 }],
  ["no more than the limit", [fresh, fresh, fresh, fresh, fresh], 1, { size: 4, room: 1 }],
  ["no more bytes than the limit", [large, large, fresh], 1, { size: 1, room: 1 }],
  [
    "a request above the limit of bytes alone",
    [{ suspect: false, sizeBytes: 500 }, fresh],
    1,
    { size: 1, room: 1 },
  ],
  ["nothing without room", [fresh], 0, undefined],
  ["a suspect alone, with all the room", [suspect, fresh], 2, { size: 1, room: 2 }],
  ["nothing while a suspect waits for all the room", [suspect, fresh], 1, undefined],
  ["nothing when nothing waits", [], 2, undefined],
] as const)("sends %s", ([, waiting, room, expected], { expect }) => {
  expect(nextFrame(waiting, room, limits)).toEqual(expected);
});
