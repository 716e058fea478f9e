import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { apiUrl, modelPath } from "../api/ask.ts";
import { token } from "../api/token.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { codeSample, languages, type Language } from "./code-samples.ts";
import type { TryRequest } from "./draft.ts";

interface SampleCodeProps {
  readonly name: string;
  readonly request: TryRequest | undefined;
}

/** What the form would send, in several languages. */
export function SampleCode({ name, request }: SampleCodeProps): VNode {
  const language = useSignal<Language>("cURL");
  const hasToken = token.value !== undefined;
  const code =
    request && codeSample(language.value, { url: apiUrl(modelPath(name, request.below)), request, hasToken });
  return (
    <div class="try-code">
      <h2>As code</h2>
      <Tabs label="Language" names={languages} selected={language}>
        {code === undefined ? (
          <p class="hint">Fill in the form to see the request it makes.</p>
        ) : (
          <div class="code-block">
            <CopyButton text={code} />
            <pre tabIndex={0} aria-label={`${language.value} code`} role="region">
              <code>{code}</code>
            </pre>
          </div>
        )}
      </Tabs>
    </div>
  );
}
