import type { Random } from "./random.ts";

/** How far a row may lie from what is known: inside the example's range, or that range and half of it on each side. */
export type Reach = "usual" | "wide";

interface Range {
  readonly min: number;
  readonly max: number;
}

/** Draws the numbers of one column. */
export class NumberSource {
  readonly #known: readonly number[];
  readonly #range: Range | undefined;
  readonly #even: Readonly<Record<Reach, EvenFractions>> = {
    usual: new EvenFractions(),
    wide: new EvenFractions(),
  };

  constructor(known: readonly number[]) {
    this.#known = known;
    this.#range = rangeOf(known);
  }

  /** A float as people send it, or as they measure it: round, known, beside a known one, or any within reach. */
  float(reach: Reach, random: Random): number {
    const range = this.#rangeWithin(reach, random);
    const kind = random.fraction();
    if (kind < 0.35) return rounded(range, random);
    if (kind < 0.75 || this.#known.length === 0)
      return range.min + this.#even[reach].next() * (range.max - range.min);
    return besideKnown(this.#known, random);
  }

  /** A whole number within reach. */
  integer(reach: Reach, random: Random): number {
    if (this.#known.length > 0 && random.chance(0.3))
      return Math.round(random.pick(this.#known)) + random.integer(-1, 1);
    const { min, max } = this.#rangeWithin(reach, random);
    return random.integer(Math.ceil(min), Math.max(Math.ceil(min), Math.floor(max)));
  }

  /** Without an example nobody knows how large the numbers are: they are drawn of several sizes. */
  #rangeWithin(reach: Reach, random: Random): Range {
    const { min, max } = this.#range ?? { min: 0, max: random.pick([1, 10, 100, 1000]) };
    if (reach === "usual") return { min, max };
    const margin = max / 2 - min / 2;
    return { min: min - margin, max: max + margin };
  }
}

/** Fractions that leave no large gap, however many are taken: the multiples of the golden ratio. */
class EvenFractions {
  #last = 0.5;

  next(): number {
    this.#last = (this.#last + (Math.sqrt(5) - 1) / 2) % 1;
    return this.#last;
  }
}

function rangeOf(known: readonly number[]): Range | undefined {
  if (known.length === 0) return undefined;
  const min = known.reduce((least, each) => Math.min(least, each));
  const max = known.reduce((most, each) => Math.max(most, each));
  if (max > min) return { min, max };
  const margin = Math.max(Math.abs(min) / 2, 0.5);
  return { min: min - margin, max: max + margin };
}

/** Trees split at halves, tenths and hundredths, and there a float of another width may fall on the other side. */
function rounded({ min, max }: Range, random: Random): number {
  const size = 10 ** Math.floor(Math.log10(max - min));
  const perUnit = random.pick([1, 2, 10, 100, 1 / size, 10 / size]);
  const [first, last] = [Math.ceil(min * perUnit), Math.floor(max * perUnit)];
  if (last < first || !Number.isSafeInteger(first) || !Number.isSafeInteger(last))
    return random.between(min, max);
  const count = random.integer(first, last);
  return perUnit >= 1 ? count / Math.round(perUnit) : count * Math.round(1 / perUnit);
}

/** Half-way between two known numbers is where a tree that has seen both splits. */
function besideKnown(known: readonly number[], random: Random): number {
  const value = random.pick(known);
  const single = Math.fround(value);
  return random.pick([
    value,
    value * (1 + 2 ** -52),
    value * (1 - 2 ** -52),
    Number.isFinite(single) ? single : value,
    value + 0.01,
    value - 0.01,
    value / 2 + random.pick(known) / 2,
  ]);
}
