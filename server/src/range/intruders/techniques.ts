import { ssrfProbe } from "./techniques/ssrf-probe.ts";
import type { Technique } from "./technique.ts";

/** Every technique that a story may name. */
export const ALL_TECHNIQUES: readonly Technique[] = [ssrfProbe];

export const TECHNIQUES_BY_NAME: ReadonlyMap<string, Technique> = new Map(
  ALL_TECHNIQUES.map((technique) => [technique.description.name, technique]),
);
