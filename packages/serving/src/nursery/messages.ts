/** To the nursery, with the worker's end of its link: start a worker that is known by this number. */
export interface BirthRequest {
  readonly kind: "bear";
  readonly id: number;
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** From the nursery: a worker has its process, or that has ended; one that could not be started ends at once. */
export type News =
  | { readonly kind: "born"; readonly id: number; readonly pid: number }
  | { readonly kind: "ended"; readonly id: number };

/** Both ends are one program, and nobody else has the channel: what a message is called says what it is. */
export function isBirthRequest(message: unknown): message is BirthRequest {
  return kindOf(message) === "bear";
}

export function isNews(message: unknown): message is News {
  const kind = kindOf(message);
  return kind === "born" || kind === "ended";
}

function kindOf(message: unknown): unknown {
  return typeof message === "object" && message !== null && "kind" in message ? message.kind : undefined;
}
