import type { VNode } from "preact";
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
  return where.page === "model" ? <ModelPage key={where.name} name={where.name} /> : <ModelsPage />;
}

/** The address must keep naming the page, so the link only moves the focus. */
function skipToMain(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>("#main")?.focus();
}
