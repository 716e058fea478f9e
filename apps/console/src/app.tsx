import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { ModelsPage } from "./list/models-page.tsx";
import { ModelPage } from "./model/model-page.tsx";
import { route } from "./routing/current-route.ts";
import { Announcement } from "./ui/announcement.tsx";
import { ConnectionNote } from "./ui/connection-note.tsx";
import { TopBar } from "./ui/top-bar.tsx";

/** The whole console: what stands on every page, and the page. */
export function App(): VNode {
  return (
    <>
      <a class="skip-link" href="#main" onClick={skipToMain}>
        Skip to content
      </a>
      <TopBar />
      <ConnectionNote />
      <main id="main" tabIndex={-1}>
        <Page />
      </main>
      <Announcement />
    </>
  );
}

function Page(): VNode {
  const where = route.value;
  useArrival(where.page === "model" ? where.name : "Models");
  return where.page === "model" ? <ModelPage key={where.name} name={where.name} /> : <ModelsPage />;
}

/** Names the page, and lets those who read it by ear or by keyboard begin at its top. */
function useArrival(title: string): void {
  const isFirst = useRef(true);
  useEffect(() => {
    document.title = `${title} · Switchyard`;
    if (!isFirst.current) document.querySelector<HTMLElement>("#main")?.focus({ preventScroll: true });
    if (!isFirst.current) scrollTo(0, 0);
    isFirst.current = false;
  }, [title]);
}

/** The address must keep naming the page, so the link only moves the focus. */
function skipToMain(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>("#main")?.focus();
}
