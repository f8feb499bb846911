import type { ReactNode } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import styles from "./Markdown.module.css";

const COMPONENTS: Components = {
  // A page has one h1, its header's; authored headings start one lower.
  h1: "h2",
  h2: "h3",
  h3: "h4",
  a: OutsideLink,
};

/** Authors write tables and strike things out, as they do everywhere else. */
const PLUGINS = [remarkGfm];

function OutsideLink({ href, children }: { readonly href?: string | undefined; readonly children?: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  );
}

/** Authored Markdown. Raw HTML in it shows as text, pictures are left out, and links open beside the console. */
export function Markdown({ text }: { readonly text: string }) {
  return (
    <div className={styles["root"]}>
      <ReactMarkdown remarkPlugins={PLUGINS} disallowedElements={["img"]} components={COMPONENTS}>
        {text}
      </ReactMarkdown>
    </div>
  );
}
