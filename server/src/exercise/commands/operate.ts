import { randomUUID } from "node:crypto";
import type { QueryExplanation, QueryResult, TimeRange } from "../../../contract/index.ts";
import { parseSimTime } from "../../base/sim-time.ts";
import type { ExerciseId } from "../../state/ids.ts";
import type { Lab } from "../lab.ts";
import { liveRowsForOperator, OPERATOR_LIMITS } from "../operator-view.ts";
import { refuseNotFound } from "../refusal.ts";

export interface OperatorRequest {
  readonly text: string;
  readonly range: TimeRange | null;
}

/**
 * Runs a query as of the exercise's clock for whoever runs the lab, who is in no team: nothing of it is remembered. The caller has
 * been authorised.
 * @throws Refusal NOT_FOUND
 */
export async function runOperatorQuery(lab: Lab, id: ExerciseId, { text, range }: OperatorRequest): Promise<QueryResult> {
  const { exercise, world, asOf } = await enterAsOperator(lab, id);
  const liveRows = await liveRowsForOperator(lab.state, exercise);
  return world.query({
    queryId: randomUUID(),
    owner: "operator",
    text,
    asOf,
    range: instants(range),
    liveRows,
    limits: OPERATOR_LIMITS,
  });
}

/** The plan and the SQL of a query. The caller has been authorised. @throws Refusal NOT_FOUND */
export async function explainOperatorQuery(lab: Lab, id: ExerciseId, { text, range }: OperatorRequest): Promise<QueryExplanation> {
  const { world, asOf } = await enterAsOperator(lab, id);
  return world.explain(text, asOf, instants(range));
}

async function enterAsOperator(lab: Lab, id: ExerciseId) {
  const exercise = await lab.state.exercises.find(id);
  if (exercise === null) throw refuseNotFound(`There is no exercise "${id}" in this lab. Its id is in the address of its pages.`);
  await lab.runtime.start(id);
  return { exercise, world: await lab.runtime.ensureWorld(id), asOf: lab.runtime.simNowOf(id) };
}

const instants = (range: TimeRange | null) => (range === null ? null : { from: parseSimTime(range.from), to: parseSimTime(range.to) });
