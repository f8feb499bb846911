import type { KqlFunction } from "../../../contract/index.ts";
import type { FindingList } from "../finding-list.ts";
import { placeIn } from "../lint/place-in.ts";

const NAME = /^[A-Za-z_]\w*$/;
/** As a workspace exports it, or the bare name. */
const HEAD =
  /^(?:\.create(?:-or-alter)?\s+function\s+(?:ifnotexists\s+)?(?:with\s*\([^()]*\)\s*)?)?(?<name>\w+|\['[^']*'\]|\["[^"]*"\])\s*(?=\()/i;
const FIX = "Write `// What it gives.`, then `name(from: datetime = datetime(null)) { … }`, and nothing behind the closing brace.";

/** A function as its file declares it; `offset` is where its parameters begin in the file. */
export interface DeclaredFunction extends KqlFunction {
  readonly file: string;
  readonly offset: number;
}

/**
 * A function file: comments that say what the function is for, then `name(parameters) { body }`; a head as workspaces export it
 * (`.create-or-alter function …`) is accepted too. Null when the file is not of that shape; the findings say why.
 */
export function buildFunction(file: string, text: string, findings: FindingList): DeclaredFunction | null {
  const comments = /^(?:[^\S\n]*(?:\/\/[^\n]*)?\n)*/.exec(text)?.[0] ?? "";
  const doc = [...comments.matchAll(/\/\/+[^\S\n]?([^\n]*)/g)].map(([, line = ""]) => line.trim()).join(" ");
  const stem = file.replace(/^.*\//, "").replace(/\.kql$/, "");
  const head = HEAD.exec(text.slice(comments.length));
  const start = comments.length + (head?.[0].length ?? 0);
  const open = head === null ? null : closing(text, start, "(", ")");
  const brace = open === null ? -1 : open + (/^\s*/.exec(text.slice(open))?.[0].length ?? 0);
  const end = open === null || text[brace] !== "{" ? null : closing(text, brace, "{", "}");
  if (open === null || end === null || !/^(?:\s|\/\/[^\n]*)*;?\s*$/.test(text.slice(end))) {
    const place = placeIn(text, end ?? open ?? comments.length);
    findings.error(file, place, "function-bad-shape", "This is not one function: a name, parameters in brackets, a body in braces.", FIX);
    return null;
  }
  const name = (head?.groups?.["name"] ?? "").replaceAll(/[[\]'"]/g, "");
  if (name !== stem || !NAME.test(name)) {
    const message = `The file is called \`${stem}\` and the function \`${name}\`.`;
    findings.error(file, placeIn(text, start), "function-other-name", message, "Give both the same name, so that people find it.");
    return null;
  }
  if (doc === "") {
    const message = "Nothing says what this function is for; the console shows its first comment.";
    findings.warn(file, placeIn(text, start), "function-without-doc", message, "Begin with `// What it gives, and what it leaves out.`");
  }
  return { file, name, parameters: text.slice(start, open), body: text.slice(brace, end), doc, offset: start };
}

/** Behind the bracket that closes the one at `start`; texts and comments do not count. Null when nothing closes it. */
function closing(text: string, start: number, opens: string, closes: string): number | null {
  let depth = 0;
  const tokens = /\/\/[^\n]*|[@hH]{0,2}"(?:[^"\\\n]|\\.)*"|[@hH]{0,2}'(?:[^'\\\n]|\\.)*'|[(){}]/g;
  tokens.lastIndex = start;
  for (let found = tokens.exec(text); found !== null; found = tokens.exec(text)) {
    if (found[0] === opens) depth += 1;
    if (found[0] === closes) depth -= 1;
    if (depth === 0) return found.index + 1;
  }
  return null;
}
