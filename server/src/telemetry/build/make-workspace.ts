import { addMicros } from "../../base/sim-time.ts";
import { threatIndicatorRows, type ThreatIndicator } from "../../logs/threat-intelligence.ts";
import type { WorldRun } from "../../range/run.ts";
import type { Indicator, WorkspaceContent } from "../../scenario/model.ts";
import { renderText } from "../../scenario/render-text.ts";
import type { Workspace } from "../workspace.ts";

/** The scenario's functions, lists and indicators with the values that this run has drawn. */
export function makeWorkspace(content: WorkspaceContent, { cast, steps, window }: Pick<WorldRun, "cast" | "steps" | "window">): Workspace {
  const render = (text: string): string => renderText(text, cast, steps);
  const rows: Record<string, Workspace["rows"][string]> = {};
  for (const { added, ...indicator } of content.indicators) {
    const published: ThreatIndicator = { ...rendered(indicator, render), addedAt: addMicros(window.exerciseStart, -added) };
    for (const [table, row] of Object.entries(threatIndicatorRows(published))) (rows[table] ??= []).push(JSON.parse(JSON.stringify(row)));
  }
  return {
    functions: [...content.functions],
    watchlists: content.watchlists.map((list) => ({ ...list, csv: render(list.csv) })),
    files: content.files.map(({ address, text }) => ({ address, text: render(text) })),
    fileProfiles: [],
    rows,
  };
}

function rendered<T extends Omit<Indicator, "added">>(indicator: T, render: (text: string) => string): T {
  return { ...indicator, value: render(indicator.value), description: render(indicator.description) };
}
