import type { Shaped } from "../read-files.ts";
import type { YamlPath } from "../yaml/yaml-source.ts";
import type { LintContext } from "./lint-context.ts";

/** Ids are unique within their list; rule ids within the scenario. */
export function lintDuplicates(context: LintContext): void {
  const { scenario, story, grading, injects, guide, cast, rules } = context.files;
  check(context, scenario, ({ objectives }) => ids(objectives, ["objectives"], "id"));
  check(context, scenario, ({ data }) => ids(data?.watchlists ?? [], ["data", "watchlists"], "alias"));
  check(context, scenario, ({ data }) => ids(data?.external ?? [], ["data", "external"], "address"));
  check(context, story, ({ steps }) => ids(steps, ["steps"], "id"));
  check(context, injects, (file) => ids(file.injects, ["injects"], "id"));
  check(context, guide, ({ steps }) => ids(steps, ["steps"], "id"));
  check(context, cast, ({ hosts }) => ids(hosts, ["hosts"], "role"));
  check(context, cast, ({ people }) => ids(people, ["people"], "role"));
  check(context, grading, ({ claims }) => ids(claims, ["claims"], "id"));
  check(context, grading, ({ actions }) => ids(actions.library, ["actions", "library"], "id"));
  check(context, grading, ({ narrative }) => ids(narrative.concepts, ["narrative", "concepts"], "id"));
  check(context, grading, ({ decoys }) => ids(decoys, ["decoys"], "id"));
  const seen = new Map<string, string>();
  for (const { data, source } of rules) {
    const first = seen.get(data.id.toLowerCase());
    if (first !== undefined) report(context, source.file, source.placeOf(["id"]), data.id, `\`${first}\``);
    else seen.set(data.id.toLowerCase(), source.file);
  }
}

type Entry = readonly [id: string, path: YamlPath];

function ids<K extends string>(list: readonly Readonly<Record<K, string>>[], path: YamlPath, key: K): Entry[] {
  return list.map((item, index) => [item[key], [...path, index, key]] as const);
}

function check<T>(context: LintContext, file: Shaped<T> | null, entries: (data: T) => readonly Entry[]): void {
  if (file === null) return;
  const seen = new Set<string>();
  for (const [id, path] of entries(file.data)) {
    if (seen.has(id)) report(context, file.source.file, file.source.placeOf(path), id, "this list");
    seen.add(id);
  }
}

function report(context: LintContext, file: string, place: { line: number; column: number }, id: string, where: string): void {
  context.findings.error(file, place, "duplicate-id", `\`${id}\` is already taken in ${where}.`, "Choose another id.");
}
