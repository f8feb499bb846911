import { EMPTY_WORKSPACE, type Workspace } from "../../src/telemetry/workspace.ts";
import type { KqlTable, QueryResult } from "../../contract/index.ts";
import { formatSimTime, MICROS_PER_DAY, MICROS_PER_MINUTE, type SimTime, simTime } from "../../src/base/sim-time.ts";
import type { RowCause, TelemetryStore, TruthRow, World, WorldKey, WorldQuery } from "../../src/telemetry/store.ts";
import { START } from "../fixtures/records.ts";

const TABLE: KqlTable = {
  name: "W3CIISLog",
  doc: "Requests to the web server.",
  blindSpot: "Bodies.",
  sample: "W3CIISLog | take 10",
  columns: [
    { name: "TimeGenerated", type: "datetime" },
    { name: "csUriStem", type: "string" },
  ],
  filled: ["TimeGenerated", "csUriStem"],
};

/** Rows of the fake log. `later` becomes visible 30 minutes into the exercise. */
export const ROWS = {
  shell: row("00000000-0000-0000-0000-00000000000a", -30, "shell-written"),
  ordinary: row("00000000-0000-0000-0000-00000000000b", -10, null),
  later: row("00000000-0000-0000-0000-00000000000c", 30, "shell-written"),
} as const;

function row(itemId: string, minutes: number, stepId: string | null): TruthRow {
  const at = simTime(START + minutes * MICROS_PER_MINUTE);
  return {
    itemId,
    table: TABLE.name,
    stepId,
    actor: stepId === null ? "staff" : "heron",
    at,
    visibleAt: at,
    summary: "POST · /owa/page.aspx · 200",
  };
}

const ALL: readonly TruthRow[] = Object.values(ROWS);

/** A world of three rows. It understands no KQL: a query answers every visible row, or the one whose `_ItemId` its text names. */
export class FakeWorld implements World {
  readonly key: WorldKey;
  readonly cast = {
    values: new Map([["organisation.name", "Tiny Ltd"]]),
    organisation: { name: "Tiny Ltd", domain: "tiny.example", netbios: "TINY", tenantId: "t", workspaceId: "w" },
  };
  readonly window = {
    historyStart: simTime(START - MICROS_PER_DAY),
    exerciseStart: START,
    exerciseEnd: simTime(START + 60 * MICROS_PER_MINUTE),
  };
  readonly tables: readonly KqlTable[] = [TABLE];
  readonly workspace: Workspace = EMPTY_WORKSPACE;
  readonly checkpointBefore = (): null => null;
  readonly cancelled: string[] = [];
  readonly queries: WorldQuery[] = [];
  readonly truth = {
    steps: [{ stepId: "shell-written", actorId: "heron", at: ROWS.shell.at }],
    storyCauseOf: (itemId: string): RowCause | null => ALL.find((known) => known.itemId === itemId && known.stepId !== null) ?? null,
    causesOf: async (itemIds: readonly string[]): Promise<ReadonlyMap<string, RowCause>> =>
      new Map(ALL.filter((known) => itemIds.includes(known.itemId)).map((known) => [known.itemId, known])),
    rowsOfStep: (stepId: string): readonly TruthRow[] => ALL.filter((known) => known.stepId === stepId),
  };

  constructor(key: WorldKey) {
    this.key = key;
  }

  async query(request: WorldQuery): Promise<QueryResult> {
    this.queries.push(request);
    if (request.text.includes("nonsense")) {
      const diagnostic = { severity: "error" as const, code: "kql/syntax", message: "No.", start: 0, end: 1, fix: null };
      return { kind: "refused", diagnostics: [diagnostic] };
    }
    const wanted = /_ItemId == "([^"]*)"/.exec(request.text)?.[1];
    const rows = ALL.filter((known) => known.visibleAt <= request.asOf && (wanted === undefined || known.itemId === wanted));
    return {
      kind: "rows",
      tables: [
        {
          name: null,
          columns: [{ name: "TimeGenerated", type: "datetime" }],
          rows: rows.map((known) => [`${formatSimTime(known.at, 6).slice(0, -1)}0Z`]),
          itemIds: rows.map((known) => known.itemId),
          isTruncated: false,
          render: null,
        },
      ],
      diagnostics: [],
      stats: { elapsedMs: 1, translateMs: 0, executeMs: 1, asOf: formatSimTime(request.asOf) },
    };
  }

  async explain(): Promise<{ diagnostics: []; plan: string; sql: string }> {
    return { diagnostics: [], plan: "plan", sql: "SELECT 1" };
  }

  cancel(queryId: string): void {
    this.cancelled.push(queryId);
  }

  countVisible(after: SimTime | null, upTo: SimTime): ReadonlyMap<string, number> {
    return new Map([[TABLE.name, ALL.filter(({ visibleAt }) => visibleAt <= upTo && (after === null || visibleAt > after)).length]]);
  }
}

/** Builds at once; one world per key. */
export class FakeTelemetry implements TelemetryStore {
  readonly worlds = new Map<string, FakeWorld>();

  async ensureWorld(key: WorldKey): Promise<FakeWorld> {
    const name = `${key.scenarioHash}/${key.seed}`;
    const world = this.worlds.get(name) ?? new FakeWorld(key);
    this.worlds.set(name, world);
    return world;
  }

  async release(): Promise<void> {}

  async warmed(): Promise<void> {}

  async close(): Promise<void> {}
}
