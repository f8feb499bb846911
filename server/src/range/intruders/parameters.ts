import type { TechniqueParameter } from "../technique-catalogue.ts";

export const HOST_PARAMETER: TechniqueParameter = {
  name: "host",
  kind: "host",
  choices: [],
  isRequired: false,
  doc: "Exchange server that is addressed; the cast's first one if left out.",
};

export const PAGE_PARAMETER: TechniqueParameter = {
  name: "page",
  kind: "step",
  choices: [],
  isRequired: true,
  doc: "The step that planted the page.",
};

export function choiceParameter(name: string, choices: readonly string[], doc: string, isRequired = false): TechniqueParameter {
  return { name, kind: "choice", choices, isRequired, doc };
}

/** Which of the public names a request is addressed to. */
export const VIA_PARAMETER = choiceParameter("via", ["mail", "autodiscover"], "Public host name in the requests; `mail` if left out.");

/** The value of a choice, or its default when the author left it out. */
export function chosen<T extends string>(value: unknown, choices: readonly T[], fallback: T): T {
  return choices.find((choice) => choice === value) ?? fallback;
}
