/** A link of a page to a file of the repository. */
export interface Link {
  readonly line: number;
  /** Relative to the page; empty for the page itself. */
  readonly path: string;
  /** The heading behind `#`. */
  readonly anchor: string | undefined;
}

/** The links and pictures of a page that stay in the repository, in Markdown and in HTML; what stands in code is none. */
export function linksOf(markdown: string): readonly Link[] {
  return withoutCode(markdown)
    .split("\n")
    .flatMap((text, index) =>
      [
        ...text.matchAll(
          /(?:\]\(|(?:src|srcset|href)=")(?![a-z]+:)(?<path>[^)"#\s]*)(?:#(?<anchor>[^)"\s]+))?[)"]/g,
        ),
      ].map(({ groups }) => ({
        line: index + 1,
        path: groups?.["path"] ?? "",
        anchor: groups?.["anchor"],
      })),
    );
}

/** What can stand behind `#` in a link to a page. */
export function anchorsOf(markdown: string): ReadonlySet<string> {
  const headings = withoutCode(markdown, /^(`{3,}).*?^\1$/gms).matchAll(/^#+ (.+)$/gm);
  return new Set([...headings].map(([, heading = ""]) => slugOf(heading)));
}

function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(/\s/g, "-");
}

/** Lines keep their numbers. */
function withoutCode(markdown: string, code = /^(`{3,}).*?^\1$|`[^`\n]*`/gms): string {
  return markdown.replaceAll(code, (found) => "\n".repeat(found.split("\n").length - 1));
}
