import { EMPTY_WORKSPACE } from "../workspace.ts";
import type { KqlColumn, KqlTable } from "../../../contract/index.ts";
import { guidV4Of, hash128 } from "../../base/hash.ts";
import { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_MINUTE, MICROS_PER_SECOND, parseSimTime, simTime, toTicks } from "../../base/sim-time.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { LogCell } from "../../logs/log.ts";
import type { SourceRow, WorldSource } from "../build/world-source.ts";

/** A made-up world for tests and benchmarks of the store: rows of every type, at a steady rate, some of them of a story. */
export interface FakeScenario {
  readonly historyMinutes: number;
  readonly exerciseMinutes: number;
  readonly rowsPerMinute: number;
  /** Reports failure after this many rows; null for never. */
  readonly failAfterRows: number | null;
  /** Stops for ever after this many rows, as a hung simulation would; null for never. */
  readonly hangAfterRows: number | null;
}

export const FAKE_SCENARIO: FakeScenario = {
  historyMinutes: 180,
  exerciseMinutes: 75,
  rowsPerMinute: 60,
  failAfterRows: null,
  hangAfterRows: null,
};

const HISTORY_START = parseSimTime("2021-03-01T00:00:00Z");
const BATCH_ROWS = 512;

function table(name: string, columns: readonly KqlColumn[]): KqlTable {
  const all: KqlColumn[] = [{ name: "TimeGenerated", type: "datetime" }, ...columns];
  return {
    name,
    doc: "",
    blindSpot: "",
    sample: name,
    columns: [...all, { name: "NeverFilled", type: "string" }],
    filled: all.map((c) => c.name),
  };
}

export const WEB_LOG = table("WebLog", [
  ...["Computer", "Method", "Stem", "Query", "UserAgent", "User", "ClientIp", "ServerIp", "Host", "Referer"].map((name): KqlColumn => ({
    name,
    type: "string",
  })),
  ...["Port", "Status", "SubStatus", "Win32Status", "ScBytes", "CsBytes", "TimeTaken"].map((name): KqlColumn => ({ name, type: "long" })),
  ...["RequestId", "Protocol", "TargetServer"].map((name): KqlColumn => ({ name, type: "string" })),
]);
export const EVENT_LOG = table("EventLog", [
  { name: "Computer", type: "string" },
  { name: "EventID", type: "int" },
  { name: "Score", type: "real" },
  { name: "IsLocal", type: "bool" },
  { name: "Started", type: "datetime" },
  { name: "Took", type: "timespan" },
  { name: "Data", type: "dynamic" },
  { name: "LogonGuid", type: "guid" },
]);
export const ALERT_LOG = table("SecurityAlert", [{ name: "AlertName", type: "string" }]);
const TABLES = [WEB_LOG, EVENT_LOG, ALERT_LOG];

/** The same rows for the same scenario and seed, in any process. */
export function createFakeSource(scenario: unknown, seed: number): WorldSource {
  const fake = scenario as FakeScenario;
  const exerciseStart = addMicros(HISTORY_START, fake.historyMinutes * MICROS_PER_MINUTE);
  const exerciseEnd = addMicros(exerciseStart, fake.exerciseMinutes * MICROS_PER_MINUTE);
  const stream = RandomStream.named(seed, "fake");
  const gapMicros = Math.floor(MICROS_PER_MINUTE / fake.rowsPerMinute);
  let at = HISTORY_START;
  let id = 0;
  function* advance(until: SimTime): Iterable<readonly SourceRow[]> {
    let batch: SourceRow[] = [];
    for (; at < until; at = addMicros(at, gapMicros)) {
      id++;
      if (id === fake.failAfterRows) throw new Error("the fake simulation was told to fail");
      while (id === fake.hangAfterRows) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
      batch.push(fakeRow(stream, seed, id, at, exerciseStart));
      if (batch.length === BATCH_ROWS) {
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) yield batch;
  }
  return {
    tables: TABLES,
    workspace: () => EMPTY_WORKSPACE,
    cast: {
      values: new Map([["story.page.path", "a-secret-of-the-story"]]),
      organisation: { name: "Fake", domain: "fake.example", netbios: "FAKE", tenantId: "t", workspaceId: "w" },
    },
    steps: [{ stepId: "planted-page", actorId: "heron", at: exerciseStart }],
    window: { historyStart: HISTORY_START, exerciseStart, exerciseEnd },
    advance,
    checkpoint: () => ({ at, id, stream: stream.state }),
  };
}

function fakeRow(stream: RandomStream, seed: number, id: number, at: SimTime, exerciseStart: SimTime): SourceRow {
  const isEvent = id % 4 === 0;
  const isStory = at >= exerciseStart && id % 50 === 0;
  const draw = stream.uint32();
  // Sensors stamp a little out of step, and rows are ingested up to ninety seconds later.
  const stamped = simTime(at - stream.below(2 * MICROS_PER_SECOND));
  const visible = addMicros(stamped, stream.below(90 * MICROS_PER_SECOND));
  return {
    table: (isEvent ? EVENT_LOG : WEB_LOG).name,
    itemId: guidV4Of(hash128(seed, `row ${id}`)),
    atTicks: toTicks(stamped, draw % 10),
    visibleAtTicks: toTicks(visible, id % 10),
    cells: isEvent ? eventCells(draw, id, stamped) : webCells(draw, id),
    activityId: id,
    actor: isStory ? "heron" : `people/${id % 20}`,
    stepId: isStory ? "planted-page" : null,
    summary: isStory ? `story row ${id}` : null,
    hostName: `MX0${(id % 3) + 1}`,
  };
}

function webCells(draw: number, id: number): LogCell[] {
  const text = [`MX0${(id % 3) + 1}`, "POST", `/owa/service/${draw % 97}.svc`, id % 7 === 0 ? `q=${draw}` : "", `Agent/${draw % 13}`];
  const who = [`user${draw % 60}`, `198.51.100.${draw % 250}`, "192.0.2.10", "mail.fake.example", ""];
  return [...text, ...who, 443, 200 + (draw % 5), 0, 0, draw % 5000, draw % 700, draw % 3000, `request-${draw}-${id}`, "Owa", "mx01"];
}

function eventCells(draw: number, id: number, at: SimTime): LogCell[] {
  const guid = guidV4Of(hash128(draw, "guid"));
  const data = id % 12 === 0 ? null : JSON.stringify({ id, text: `line\none "quoted" \u001f ${draw}` });
  return [id % 5 === 0 ? "with\u001fseparator" : "DC01", draw % 5000, draw / 7, draw % 2 === 0, toTicks(at), BigInt(draw), data, guid];
}
