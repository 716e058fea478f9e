/** The parts of a model's requests by version number or alias, in any unit; they need not make a hundred. */
export type Traffic = ReadonlyMap<string, number>;

/** Splits a model's requests among versions, which are loaded where they are not; an empty split ends it. Throws `invalid_request` for what names no version. */
export type SplitTraffic = (name: string, traffic: Traffic, signal: AbortSignal) => Promise<void>;
