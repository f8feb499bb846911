import { Fragment } from "react";
import { codeParts } from "./code-parts.ts";

/** A sentence of the server whose `code` is shown as code. */
export function CodeText({ text }: { readonly text: string }) {
  // A part has no identity but its place; parts are never reordered.
  return codeParts(text).map((part, place) => <Fragment key={place}>{part.isCode ? <code>{part.text}</code> : part.text}</Fragment>);
}
