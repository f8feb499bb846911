import type { QueryResult, ResultTable } from "@mailroom/server/contract";
import { client } from "../../api/client.ts";
import { describeProblem } from "../../api/errors.ts";
import { toResultTable } from "../result/result-table.ts";
import { changeRun, type HuntStore, runOf } from "../state/hunt-store.ts";
import { type Outcome, type Question, type ShownTable, settleRun } from "../state/run.ts";

type Asked = Omit<Question, "queryId"> & { readonly tabId: string };

/**
 * Runs one query of a tab and keeps its outcome in the store. A query that is still under way in the same tab is cancelled: its
 * answer would replace the newer one's. Resolves to the outcome, or to null when it was replaced meanwhile. Never rejects.
 */
export async function runQuery(store: HuntStore, exerciseId: string, asked: Asked): Promise<Outcome | null> {
  cancelQuery(store, exerciseId, asked.tabId);
  const { tabId, ...rest } = asked;
  const question: Question = { ...rest, queryId: crypto.randomUUID() };
  changeRun(store, tabId, (run) => ({ ...run, pending: { question, startedAtMs: performance.now() } }));
  const outcome = await ask(exerciseId, question);
  const isStillAsked = runOf(store.getState(), tabId).pending?.question.queryId === question.queryId;
  changeRun(store, tabId, (run) => settleRun(run, outcome));
  return isStillAsked ? outcome : null;
}

/** Gives up the query of a tab: at once on this page, as soon as possible on the server. */
export function cancelQuery(store: HuntStore, exerciseId: string, tabId: string): void {
  const pending = runOf(store.getState(), tabId).pending;
  if (pending === null) return;
  const { question } = pending;
  changeRun(store, tabId, (run) => settleRun(run, { kind: "cancelled", question }));
  client.hunt.cancel({ exerciseId, queryId: question.queryId }).catch(() => {
    // The query ends by its own time limit then; the page has let go of it already.
  });
}

const toShown = (answer: ResultTable): ShownTable => ({ name: answer.name, table: toResultTable(answer), render: answer.render });
const pick = ({ table, render }: ShownTable) => ({ table, render });

async function ask(exerciseId: string, question: Question): Promise<Outcome> {
  try {
    const answer: QueryResult = await client.hunt.query({
      exerciseId,
      queryId: question.queryId,
      text: question.text,
      range: question.range,
    });
    if (answer.kind === "refused") return { kind: "refused", question, diagnostics: answer.diagnostics };
    const { diagnostics, stats } = answer;
    const [first, ...rest] = answer.tables;
    const shown = toShown(first);
    return { kind: "rows", question, tables: [shown, ...rest.map(toShown)], chosen: 0, ...pick(shown), diagnostics, stats };
  } catch (error) {
    const { title, message } = describeProblem(error);
    return { kind: "interrupted", question, title, message };
  }
}
