import type { QueryResult } from "../../contract/index.ts";
import { LOG_TABLES } from "../../src/logs/catalogue.ts";
import { KQL_ENGINE } from "../../src/telemetry/query/kql-engine.ts";
import { OpenedWorld } from "../../src/telemetry/query/opened-world.ts";
import { QueryRun } from "../../src/telemetry/query/query-run.ts";
import type { WorldKey, WorldQuery } from "../../src/telemetry/store.ts";
import { FakeTelemetry, FakeWorld } from "./fake-world.ts";

/** A fake world that really understands KQL: translator, DuckDB and cells as in a query process, over the team's alerts alone. */
class KqlWorld extends FakeWorld {
  override readonly tables = LOG_TABLES.filter(({ name }) => name === "SecurityAlert" || name.startsWith("Alert"));
  #opened: OpenedWorld | null = null;

  override async query(request: WorldQuery): Promise<QueryResult> {
    this.queries.push(request);
    const plan = { worldId: "kql", tables: this.tables, workspace: this.workspace, workspaceAt: this.window.exerciseStart, segments: [] };
    this.#opened ??= await OpenedWorld.open(plan, KQL_ENGINE, { threads: 1, memoryLimit: "256MB" });
    const { liveRows, parameters = {}, ...rest } = request;
    const liveJson = Object.fromEntries(Object.entries(liveRows).map(([table, rows]) => [table, JSON.stringify(rows)]));
    return new QueryRun(KQL_ENGINE, { worldId: "kql", liveJson, parameters, ...rest }).execute(this.#opened);
  }
}

export class KqlTelemetry extends FakeTelemetry {
  override async ensureWorld(key: WorldKey): Promise<FakeWorld> {
    const name = `${key.scenarioHash}/${key.seed}`;
    const world = this.worlds.get(name) ?? new KqlWorld(key);
    this.worlds.set(name, world);
    return world;
  }
}
