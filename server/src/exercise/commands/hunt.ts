import { randomUUID } from "node:crypto";
import type { HuntDesk, KqlTable, QueryExplanation, QueryRequest, QueryResult, TimeRange } from "../../../contract/index.ts";
import { tablesNamedIn } from "../../base/kql-words.ts";
import { parseSimTime, type SimTime } from "../../base/sim-time.ts";
import type { Exercise } from "../../state/exercise.ts";
import type { SeenStep } from "../../state/guide.ts";
import type { QueryRun } from "../../state/hunt.ts";
import { type ExerciseId, recordId, type TeamId } from "../../state/ids.ts";
import type { Actor } from "../../state/person.ts";
import type { QueryLimits, World } from "../../telemetry/store.ts";
import type { Workspace } from "../../telemetry/workspace.ts";
import { enter, enterAsMember, type TeamVisit } from "../access.ts";
import type { Lab } from "../lab.ts";
import { readLiveRows } from "../live-rows.ts";
import { scenarioOf } from "../scenario-of.ts";
import { recordOpenedPage } from "./open-page.ts";

/** No query gets more than this. */
const LIMITS = { rowsMax: 10_000, bytesMax: 8_000_000, timeoutMs: 30_000 };
const HISTORY_MAX = 200;

export interface Schema {
  readonly tables: readonly KqlTable[];
  readonly workspace: Workspace;
  readonly counts: ReadonlyMap<string, number>;
}

/** The schema for the hunt page, which the guide counts as opened. */
export async function readSchema(lab: Lab, actor: Actor, exerciseId: ExerciseId): Promise<Schema> {
  const { teamId, ...visit } = await enter(lab, actor, exerciseId, "see");
  if (teamId !== null) await recordOpenedPage(lab, { ...visit, teamId }, "hunt");
  return schemaOf(lab, visit.exercise, teamId);
}

/** The same for a tool: nobody has opened a page. */
export async function readTables(lab: Lab, actor: Actor, exerciseId: ExerciseId): Promise<Schema> {
  const { exercise, teamId } = await enterAsMember(lab, actor, exerciseId);
  return schemaOf(lab, exercise, teamId);
}

async function schemaOf(lab: Lab, exercise: Exercise, teamId: TeamId | null): Promise<Schema> {
  const world = await lab.runtime.ensureWorld(exercise.id);
  const { tables, workspace } = world;
  const shipped = Object.entries(workspace.rows).map(([table, rows]) => [table, rows.length] as const);
  const counts = new Map([...world.countVisible(null, lab.runtime.simNowOf(exercise.id)), ...shipped]);
  if (teamId !== null)
    for (const [table, rows] of Object.entries(await readLiveRows(lab.state, { exerciseId: exercise.id, teamId, rules: [] })))
      counts.set(table, (counts.get(table) ?? 0) + rows.length);
  return { tables, workspace, counts };
}

/** What a tool may say beside the query. */
export interface ToolRequest {
  /** Less than everybody gets, never more. Null leaves a limit as it is. */
  readonly limits: { readonly [Limit in keyof QueryLimits]: number | null };
  readonly parameters: Readonly<Record<string, string>>;
}

function atMost(wanted: ToolRequest["limits"] | undefined): QueryLimits {
  const least = (limit: keyof QueryLimits): number => Math.min(LIMITS[limit], wanted?.[limit] ?? LIMITS[limit]);
  return { rowsMax: least("rowsMax"), bytesMax: least("bytesMax"), timeoutMs: least("timeoutMs") };
}

/** Runs a query as of the clock, and remembers that it was run and which story rows it brought to the screen. */
export async function runQuery(
  lab: Lab,
  actor: Actor,
  exerciseId: ExerciseId,
  request: QueryRequest,
  tool: ToolRequest | null = null,
): Promise<QueryResult> {
  const visit = await enterAsMember(lab, actor, exerciseId);
  const world = await lab.runtime.ensureWorld(exerciseId);
  const simAt = lab.runtime.simNowOf(exerciseId);
  const { rules } = await scenarioOf(lab, visit.exercise);
  const result = await world.query({
    queryId: ownQueryId(visit, request.queryId),
    owner: visit.person.id,
    text: request.text,
    asOf: simAt,
    range: parseRange(request.range),
    liveRows: await readLiveRows(lab.state, { exerciseId, teamId: visit.teamId, rules }),
    limits: atMost(tool?.limits),
    parameters: tool?.parameters ?? {},
  });
  await remember(lab, visit, world, request.text, simAt, result);
  return result;
}

/** Stops a query of one's own; unknown ids are nobody's loss. */
export async function cancelQuery(lab: Lab, actor: Actor, exerciseId: ExerciseId, queryId: string): Promise<void> {
  const visit = await enterAsMember(lab, actor, exerciseId);
  const world = await lab.runtime.ensureWorld(exerciseId);
  world.cancel(ownQueryId(visit, queryId));
}

export async function explainQuery(
  lab: Lab,
  actor: Actor,
  exerciseId: ExerciseId,
  request: Pick<QueryRequest, "text" | "range">,
): Promise<QueryExplanation> {
  await enterAsMember(lab, actor, exerciseId);
  const world = await lab.runtime.ensureWorld(exerciseId);
  return world.explain(request.text, lab.runtime.simNowOf(exerciseId), parseRange(request.range));
}

export async function listHistory(lab: Lab, actor: Actor, exerciseId: ExerciseId): Promise<readonly QueryRun[]> {
  const { teamId } = await enterAsMember(lab, actor, exerciseId);
  return lab.state.hunts.historyOf(teamId, HISTORY_MAX);
}

export async function readDesk(lab: Lab, actor: Actor, exerciseId: ExerciseId): Promise<HuntDesk> {
  const { person } = await enterAsMember(lab, actor, exerciseId);
  return (await lab.state.hunts.findDesk(exerciseId, person.id)) ?? { tabs: [], activeId: null };
}

/** Last writer wins: a desk belongs to one person. */
export async function saveDesk(lab: Lab, actor: Actor, exerciseId: ExerciseId, desk: HuntDesk): Promise<void> {
  const { person } = await enterAsMember(lab, actor, exerciseId);
  await lab.state.hunts.saveDesk(exerciseId, person.id, desk, lab.wallClock());
}

/** Ids are the client's choice; with the person in front nobody can cancel a stranger's query. */
function ownQueryId({ person }: TeamVisit, queryId: string): string {
  return `${person.id}/${queryId}`;
}

function parseRange(range: TimeRange | null): { readonly from: SimTime; readonly to: SimTime } | null {
  return range === null ? null : { from: parseSimTime(range.from), to: parseSimTime(range.to) };
}

async function remember(lab: Lab, visit: TeamVisit, world: World, text: string, simAt: SimTime, result: QueryResult): Promise<void> {
  const { exercise, teamId, person } = visit;
  const isRows = result.kind === "rows";
  const isCancelled = !isRows && result.diagnostics.some(({ code }) => code === "query/cancelled");
  const tables = isRows
    ? tablesNamedIn(
        text,
        world.tables.map(({ name }) => name),
      )
    : [];
  const shown = isRows ? result.tables : [];
  const rowCount = shown.reduce((sum, table) => sum + table.rows.length, 0);
  const itemIds = shown.flatMap((table) => table.itemIds);
  const seen = storyStepsIn(world, itemIds, simAt);
  const run: QueryRun = {
    id: recordId(randomUUID()),
    exerciseId: exercise.id,
    teamId,
    userId: person.id,
    byName: person.displayName,
    text,
    ranAt: lab.wallClock(),
    simAt,
    outcome: isRows ? "rows" : isCancelled ? "cancelled" : "refused",
    rowCount: isRows ? rowCount : null,
    isTruncated: shown.some((table) => table.isTruncated),
  };
  const fresh = await lab.state.transact(async ({ hunts, guides }) => {
    await hunts.recordRun(run);
    await guides.recordTables(teamId, tables);
    return guides.recordSeen(teamId, seen);
  });
  const who = { exerciseId: exercise.id, teamId, userId: person.id };
  if (isRows) lab.bus.announce({ kind: "QueryRan", ...who, simAt, tables, rowCount });
  if (fresh.length > 0) lab.bus.announce({ kind: "RowsSeen", ...who, steps: fresh });
}

function storyStepsIn(world: World, itemIds: readonly (string | null)[], firstSeenAt: SimTime): readonly SeenStep[] {
  const seen = new Map<string, SeenStep>();
  for (const itemId of itemIds) {
    const cause = itemId === null ? null : world.truth.storyCauseOf(itemId);
    if (cause === null || cause.stepId === null) continue;
    seen.set(`${cause.stepId}/${cause.table}`, { stepId: cause.stepId, table: cause.table, firstSeenAt });
  }
  return [...seen.values()];
}
