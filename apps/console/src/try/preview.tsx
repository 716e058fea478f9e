import type { VNode } from "preact";
import { useEffect, useMemo } from "preact/hooks";

/** The picture that is about to be sent. */
export function Preview({ file }: { readonly file: File }): VNode {
  const url = useMemo(() => URL.createObjectURL(file), [file]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return <img class="preview" src={url} alt={`Preview of ${file.name}`} />;
}
