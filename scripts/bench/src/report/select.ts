import type { Sample } from "../samples.ts";
import { spreadOf, type Spread } from "./spread.ts";

/** Says which samples are meant, one a round. */
export type Choice = Pick<Sample, "case" | "server" | "connections"> & Pick<Partial<Sample>, "rate" | "part">;

/** What a choice measured, round by round. */
export function chosen(samples: readonly Sample[], choice: Choice): readonly Sample[] {
  return samples.filter(
    (each) =>
      each.case === choice.case &&
      each.server === choice.server &&
      each.connections === choice.connections &&
      each.rate === choice.rate &&
      each.part === (choice.part ?? each.part),
  );
}

/** How one thing relates to another in the same rounds. */
export function compared(
  [ones, others]: readonly [readonly Sample[], readonly Sample[]],
  relate: (one: Sample, other: Sample) => number,
): Spread | undefined {
  return spreadOf(
    ones.flatMap((one) => {
      const other = others.find(({ round }) => round === one.round);
      return other ? [relate(one, other)] : [];
    }),
  );
}

/** By how much one thing is faster than another in the same rounds. */
export function ratio(samples: readonly Sample[], one: Choice, other: Choice): Spread | undefined {
  return compared(
    [chosen(samples, one), chosen(samples, other)],
    (each, beside) => each.perSecond / beside.perSecond,
  );
}
