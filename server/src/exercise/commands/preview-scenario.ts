import { randomUUID } from "node:crypto";
import type { ScenarioPreview } from "../../../contract/index.ts";
import { addMicros, formatSimTime } from "../../base/sim-time.ts";
import type { Proof, Scenario } from "../../scenario/model.ts";
import { NO_LIVE_ROWS } from "../../telemetry/store.ts";
import type { TelemetryStore, World } from "../../telemetry/store.ts";
import { renderText } from "../../scenario/render-text.ts";

const PROOF_LIMITS = { rowsMax: 10_000, bytesMax: 8_000_000, timeoutMs: 30_000 };

/** Simulates a scenario once and says what came out: rows per table and step, and whether the author's proofs hold. */
export async function previewWorld(
  telemetry: TelemetryStore,
  scenario: Scenario,
  engineVersion: string,
  seed: number,
): Promise<ScenarioPreview> {
  const key = { slug: scenario.slug, scenarioHash: scenario.contentHash, engineVersion, seed };
  const world = await telemetry.ensureWorld(key, () => {});
  const render = (text: string): string => renderText(text, world.cast, world.truth.steps);
  const proofs: ScenarioPreview["proofs"] = [];
  for (const proof of scenario.proofs) proofs.push(await checkProof(world, proof, render));
  const { exerciseStart, exerciseEnd } = world.window;
  return {
    slug: scenario.slug,
    seed,
    organisation: world.cast.organisation.name,
    simStart: formatSimTime(exerciseStart),
    simEnd: formatSimTime(exerciseEnd),
    tables: countTables(world),
    steps: world.truth.steps.map(({ stepId, actorId, at }) => {
      const step = scenario.story.find(({ id }) => id === stepId);
      return {
        id: stepId,
        at: formatSimTime(at),
        actor: scenario.actors.find(({ id }) => id === actorId)?.coverName ?? actorId,
        title: render(step?.title ?? stepId),
        techniques: [...(step?.attack ?? [])],
        rows: countByTable(world, [stepId]),
      };
    }),
    injects: scenario.injects.map(({ id, offset, from, subject }) => ({
      id,
      at: formatSimTime(addMicros(exerciseStart, offset)),
      from: render(from),
      subject: render(subject),
    })),
    proofs,
  };
}

function countTables(world: World): ScenarioPreview["tables"] {
  const all = world.countVisible(null, world.window.exerciseEnd);
  const story = countByTable(
    world,
    world.truth.steps.map(({ stepId }) => stepId),
  );
  return world.tables.map(({ name }) => ({
    table: name,
    rows: all.get(name) ?? 0,
    storyRows: story.find(({ table }) => table === name)?.count ?? 0,
  }));
}

function countByTable(world: World, stepIds: readonly string[]): { table: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { table } of stepIds.flatMap((stepId) => world.truth.rowsOfStep(stepId))) counts.set(table, (counts.get(table) ?? 0) + 1);
  return [...counts].map(([table, count]) => ({ table, count })).sort((a, b) => a.table.localeCompare(b.table, "en"));
}

/** A proof holds when it returns as many rows as its author promises and brings every step that it names to the screen. */
async function checkProof(world: World, proof: Proof, render: (text: string) => string): Promise<ScenarioPreview["proofs"][number]> {
  const result = await world.query({
    queryId: randomUUID(),
    owner: "preview",
    text: render(proof.query),
    asOf: world.window.exerciseEnd,
    range: null,
    liveRows: NO_LIVE_ROWS,
    limits: PROOF_LIMITS,
  });
  const about = { file: proof.file, question: proof.question };
  if (result.kind === "refused") {
    return { ...about, rows: 0, isOk: false, message: result.diagnostics[0]?.message ?? "The query did not run." };
  }
  const found = new Set(
    result.tables[0].itemIds.flatMap((itemId) => (itemId === null ? [] : (world.truth.storyCauseOf(itemId)?.stepId ?? []))),
  );
  const missing = proof.finds.filter((stepId) => !found.has(stepId));
  const rows = result.tables[0].rows.length;
  const hasRightCount = rows >= proof.rowsMin && rows <= proof.rowsMax;
  const count = hasRightCount ? [] : [`${rows} rows, expected ${proof.rowsMin} to ${proof.rowsMax}`];
  const steps = missing.length === 0 ? [] : [`does not find ${missing.join(", ")}`];
  const problems = [...count, ...steps];
  return { ...about, rows, isOk: problems.length === 0, message: problems.length === 0 ? "Holds." : `${problems.join("; ")}.` };
}
