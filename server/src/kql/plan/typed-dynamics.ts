import type { KqlType } from "../../../contract/index.ts";
import type { Expr } from "./expr.ts";
import type { AggregateItem, Rel } from "./rel.ts";
import { visitExpressions, visitRels } from "./walk.ts";

/** What JSON has no form for: inside of a dynamic value it is text. */
const LOST: ReadonlySet<KqlType> = new Set(["datetime", "timespan", "guid"]);

const putsTyped = (expr: Expr): boolean =>
  expr.kind === "literal"
    ? expr.holdsTyped === true
    : expr.kind === "call" && expr.type === "dynamic" && expr.args.some(({ type }) => LOST.has(type));

const collectsTyped = ({ column, args }: AggregateItem): boolean => column.type === "dynamic" && args.some(({ type }) => LOST.has(type));

const asksType = (expr: Expr): boolean => expr.kind === "call" && expr.name === "gettype" && expr.args[0]?.type === "dynamic";

/** Whether the plan asks what a dynamic value holds, and puts a moment, a duration or a guid into one: they look like text. */
export function asksForLostType(roots: readonly Rel[]): boolean {
  let [asks, puts] = [false, false];
  const look = (expr: Expr): void => {
    asks ||= asksType(expr);
    puts ||= putsTyped(expr);
  };
  for (const root of roots) {
    visitExpressions(root, look);
    visitRels(root, (rel) => {
      if (rel.kind === "aggregate") puts ||= rel.aggregates.some(collectsTyped);
    });
  }
  return asks && puts;
}
