import type { CallSignature, SignatureHelp, SignatureParameter } from "./protocol.ts";

const SHOWN_MAX = 3;

/** The ways to call a function, one a line, the current argument emphasised by weight and underline, not by colour alone. */
export function signatureView({ name, doc, signatures }: SignatureHelp): HTMLElement {
  const box = element("div", "kql-signature");
  for (const signature of signatures.slice(0, SHOWN_MAX)) box.append(lineOf(name, signature));
  const rest = signatures.length - SHOWN_MAX;
  if (rest > 0) box.append(element("p", "kql-signature-note", `and ${rest} more ${rest === 1 ? "way" : "ways"} to call it`));
  const current = currentOf(signatures[0]);
  if (current !== null && describe(current) !== "") box.append(element("p", "kql-signature-note", `${current.name}: ${describe(current)}`));
  if (doc !== "") box.append(element("p", "kql-signature-note", doc));
  return box;
}

/** The same for those who hear it. */
export function signatureText({ name, signatures }: SignatureHelp): string {
  const [first] = signatures;
  if (first === undefined) return name;
  const current = currentOf(first);
  const place =
    current === null ? "no such argument" : `argument ${(first.current ?? 0) + 1} of ${first.parameters.length}: ${current.name}`;
  const what = current === null ? "" : describe(current);
  return `${name}, ${place}${what === "" ? "" : `, ${what}`}`;
}

function lineOf(name: string, { parameters, current }: CallSignature): HTMLElement {
  const line = element("div", "kql-signature-line", `${name}(`);
  for (const [index, parameter] of parameters.entries()) {
    if (index > 0) line.append(", ");
    const text = parameter.isOptional ? `[${parameter.name}]` : parameter.name;
    line.append(index === current ? element("strong", "kql-signature-current", text) : text);
    if (parameter.isRepeatable && parameters[index + 1]?.isRepeatable !== true) line.append(", …");
  }
  line.append(")");
  return line;
}

function describe({ type, isOptional, isRepeatable }: SignatureParameter): string {
  return [type, isOptional ? "may be left out" : "", isRepeatable ? "any number of them" : ""].filter(Boolean).join(", ");
}

function currentOf(signature: CallSignature | undefined): SignatureParameter | null {
  return signature?.parameters[signature.current ?? -1] ?? null;
}

function element(tag: string, className: string, text = ""): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
