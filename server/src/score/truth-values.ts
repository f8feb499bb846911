import type { ResolvedCast } from "../range/run.ts";
import { renderText } from "../scenario/render-text.ts";
import { normaliseAnswer } from "./normalise-answer.ts";

/** Which values of the cast are names of one and the same thing, e.g. a host's name, FQDN and address. */
const HOST_ALIASES = ["name", "fqdn", "ip"];
const PERSON_ALIASES = ["name", "account", "accountName", "upn", "mailbox", "sid"];

/** What a run's values are called, for comparing answers with them. */
export class TruthValues {
  readonly #cast: ResolvedCast;
  readonly #canonical = new Map<string, string>();

  constructor(cast: ResolvedCast) {
    this.#cast = cast;
    for (const [name, value] of cast.values) {
      const [namespace, role, key] = name.split(".");
      const isAlias =
        (namespace === "host" && HOST_ALIASES.includes(key ?? "")) || (namespace === "person" && PERSON_ALIASES.includes(key ?? ""));
      if (isAlias && value !== "") this.#canonical.set(normaliseAnswer(value), `${namespace ?? ""}.${role ?? ""}`);
    }
  }

  /** An authored value with its `{{references}}` filled. */
  render(text: string): string {
    return renderText(text, this.#cast);
  }

  /** One name for all ways to name a host or person of the cast; otherwise the normalised answer. */
  canonical(answer: string): string {
    const normal = normaliseAnswer(answer);
    const known = this.#canonical.get(normal);
    if (known !== undefined) return known;
    const withoutDomain = normal.replace(/^[a-z0-9-]+\//, "");
    return this.#canonical.get(withoutDomain) ?? normal;
  }
}
