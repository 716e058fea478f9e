import type { VNode } from "preact";
import { formatAgo, formatMoment } from "../format/format-time.ts";
import { now } from "../state/now.ts";

/** A moment, told by how long ago it was. */
export function Moment({ at }: { readonly at: string }): VNode {
  return (
    <time dateTime={at} title={formatMoment(at)}>
      {formatAgo(at, now.value)}
    </time>
  );
}
