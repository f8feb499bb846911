import { useEffect } from "react";
import { takeReadingStart } from "./reading-start.ts";

/** The one heading of a page; it also names the browser tab. After a change of page focus goes here. */
export function PageHeading({ title, className }: { readonly title: string; readonly className?: string | undefined }) {
  useEffect(() => {
    document.title = `${title} · Mailroom`;
  }, [title]);
  return (
    <h1 ref={takeReadingStart} tabIndex={-1} className={className}>
      {title}
    </h1>
  );
}
