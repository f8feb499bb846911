import { isAppliance } from "../appliances.ts";
import { REFERENCE } from "../render-text.ts";
import { suggestName } from "../nearest-name.ts";
import type { TextFile } from "../read-files.ts";
import type { LintContext } from "./lint-context.ts";
import { placeIn } from "./place-in.ts";

const HOST_KEYS = ["name", "fqdn", "ip"];
const PERSON_KEYS = ["name", "givenName", "title", "account", "accountName", "upn", "sid", "mailbox", "mailboxGuid", "workstation", "ip"];
const ORGANISATION_KEYS = ["name", "domain", "netbios", "mailHost", "autodiscoverHost", "publicIp", "network"];
const ACTOR_KEYS = ["coverName", "ip", "ip2", "ip3", "ip4", "userAgent", "userAgent2", "userAgent3", "userAgent4"];

/** Every `{{reference}}` in a text names a value that a run will have. */
export function lintReferences(context: LintContext): void {
  const { files, findings } = context;
  const isComplete = files.story !== null && files.cast !== null && files.scenario !== null;
  const quotable = quotableNames(context);
  for (const file of files.all) {
    for (const match of file.text.matchAll(REFERENCE)) {
      const name = match[1] ?? "";
      if (isRuleFile(file)) {
        const message = "A detection rule's text is used as it is, so it cannot quote values.";
        findings.error(
          file.file,
          placeIn(file.text, match.index),
          "text-unknown-reference",
          message,
          "Write the rule for any organisation.",
        );
      } else if (isComplete && !quotable.has(name)) {
        const message = `Nothing is called \`${name}\` here, so {{${name}}} would stay unfilled.`;
        findings.error(
          file.file,
          placeIn(file.text, match.index),
          "text-unknown-reference",
          message,
          suggestReference(name, [...quotable]),
        );
      }
    }
  }
}

function isRuleFile({ file }: TextFile): boolean {
  return /(^|\/)rules\/[^/]+\.yaml$/.test(file);
}

/** Every name that a text may quote. */
export function quotableNames({ files, techniques }: LintContext): Set<string> {
  const names = new Set(ORGANISATION_KEYS.map((key) => `org.${key}`));
  for (const { role, kind } of files.cast?.data.hosts ?? []) {
    const isWindows = !isAppliance(kind);
    const keys = [...HOST_KEYS, ...(isWindows ? ["account"] : []), ...(kind === "exchange" ? ["build"] : [])];
    for (const key of keys) names.add(`host.${role}.${key}`);
  }
  for (const { role } of files.cast?.data.people ?? []) for (const key of PERSON_KEYS) names.add(`person.${role}.${key}`);
  for (const { stem } of files.actors) for (const key of ACTOR_KEYS) names.add(`actor.${stem}.${key}`);
  for (const step of files.story?.data.steps ?? []) {
    const yields = techniques.find(({ name }) => name === step.technique)?.yields ?? [];
    for (const key of ["at", ...yields]) names.add(`story.${step.id}.${key}`);
  }
  return names;
}

/** Prefers names that share the longest beginning: `story.plant.pth` should offer the yields of `plant`. */
function suggestReference(name: string, quotable: readonly string[]): string | null {
  const parts = name.split(".");
  for (let length = parts.length - 1; length > 0; length--) {
    const prefix = `${parts.slice(0, length).join(".")}.`;
    const near = quotable.filter((candidate) => candidate.startsWith(prefix));
    if (near.length > 0) return suggestName(name, near);
  }
  return suggestName(name, quotable);
}
