import { refuse } from "../../diagnostics/catalogue.ts";
import { convert } from "../../functions/convert.ts";
import { columnRef, literalExpr, type Expr } from "../../plan/expr.ts";
import { implicitName } from "../result-names.ts";
import { Arguments } from "./arguments.ts";
import type { Plugin } from "./plugin.ts";
import { scripted } from "./scripted.ts";

interface Part {
  readonly name: string;
  readonly value: Expr;
}

/** `sequence_detect`: rows for which one condition after the other holds, in time; what is no condition correlates them. */
export const SEQUENCE_DETECT: Plugin = {
  name: "sequence_detect",
  bind: (plugin) => {
    const given = new Arguments(plugin, ["TimelineColumn", "MaxSequenceStepWindow", "MaxSequenceSpan"]);
    const timeline = given.column("TimelineColumn");
    const isTime = timeline.type === "datetime";
    const parts = given.rest.map((node, index): Part => ({ name: implicitName(node) ?? `Expr${index + 1}`, value: given.value(node) }));
    const steps = parts.filter(({ value }) => value.type === "bool");
    const dimensions = parts.filter(({ value }) => value.type !== "bool");
    if (steps.length === 0)
      throw refuse("kql/wrong-arguments", plugin.span, {
        what: "`sequence_detect`",
        expected: 'conditions, such as `e1 = (State == "x")`',
      });
    const length = isTime ? ("timespan" as const) : ("long" as const);
    return scripted(
      {
        algorithm: "sequence_detect",
        row: [columnRef(timeline), ...steps.map(({ value }) => value), ...dimensions.map(({ value }) => value)],
        settings: [
          convert(given.constant("MaxSequenceStepWindow"), length),
          convert(given.constant("MaxSequenceSpan"), length),
          literalExpr("long", BigInt(steps.length)),
        ],
        output: [
          ...dimensions.map(({ name, value }) => ({ name, type: value.type })),
          ...steps.map(({ name }) => ({ name: `${name}_${timeline.name}`, type: timeline.type })),
          { name: "Duration", type: length },
        ],
      },
      plugin,
    );
  },
};
