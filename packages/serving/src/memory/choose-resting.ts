/** A loaded version, as far as the decision looks at it. */
export interface Occupant {
  /** Memory of its workers. */
  readonly bytes: number;
  readonly idleMs: number;
  readonly isBusy: boolean;
  /** Whether nobody has asked it since its model was first loaded. */
  readonly isUnasked: boolean;
  /** Whether it must stay. */
  readonly isPinned: boolean;
}

export interface RestLimits {
  /** Memory of all workers together. */
  readonly maxBytes: number;
  /** How long a version that was asked must have been idle before it may go. */
  readonly minIdleMs: number;
}

/**
 * Those that go to rest, so that the others keep within the limit: first what nobody has asked yet, then what
 * was asked longest ago. Nothing that is in use goes, even where the limit cannot be kept then.
 */
export function chooseResting<Each extends Occupant>(
  occupants: readonly Each[],
  { maxBytes, minIdleMs }: RestLimits,
): readonly Each[] {
  let bytes = occupants.reduce((sum, each) => sum + each.bytes, 0);
  const chosen: Each[] = [];
  for (const each of occupants.filter((one) => mayRest(one, minIdleMs)).toSorted(byLastUse)) {
    if (bytes <= maxBytes) break;
    chosen.push(each);
    bytes -= each.bytes;
  }
  return chosen;
}

function mayRest({ bytes, idleMs, isBusy, isUnasked, isPinned }: Occupant, minIdleMs: number): boolean {
  return bytes > 0 && !isPinned && !isBusy && (isUnasked || idleMs >= minIdleMs);
}

function byLastUse(one: Occupant, other: Occupant): number {
  return Number(other.isUnasked) - Number(one.isUnasked) || other.idleMs - one.idleMs;
}
