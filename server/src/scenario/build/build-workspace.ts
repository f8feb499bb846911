import type { IndicatorsFile } from "../files/indicators-file.ts";
import type { Indicator, WorkspaceContent } from "../model.ts";
import type { ScenarioFiles } from "../read-files.ts";
import type { DeclaredFunction } from "./build-function.ts";
import { micros } from "./build-story.ts";

/** What queries reach by name, out of files that the linter has passed. */
export function buildWorkspace(files: ScenarioFiles, functions: readonly DeclaredFunction[]): WorkspaceContent {
  const { watchlists = [], external = [] } = files.scenario?.data.data ?? {};
  const textOf = (path: string): string => files.data.get(path)?.text ?? "";
  return {
    functions: functions.map(({ name, parameters, body, doc }) => ({ name, parameters, body, doc })),
    watchlists: watchlists.map(({ alias, file, searchKey }) => ({ alias, searchKey, csv: textOf(file) })),
    files: external.map(({ address, file }) => ({ address, text: textOf(file) })),
    indicators: (files.indicators?.data.indicators ?? []).map(buildIndicator),
  };
}

function buildIndicator(written: IndicatorsFile["indicators"][number]): Indicator {
  const { added = "1d", expires = "30d", tags = [], ...rest } = written;
  return { ...rest, tags, added: micros(added), validFor: micros(expires) };
}
