import { asDynamic, convert } from "../../functions/convert.ts";
import type { Column } from "../../plan/column.ts";
import { computeOver } from "../../plan/build.ts";
import { columnRef, literalExpr, visitColumns, type Expr } from "../../plan/expr.ts";
import type { Item, Rel, SequenceStep } from "../../plan/rel.ts";
import { refuse } from "../../diagnostics/catalogue.ts";
import type { OperatorOf, Parameter, ScanStep, Span } from "../../syntax/nodes.ts";
import { Environment, findColumn, Row, type Binder } from "../scope.ts";
import { sorted } from "./order.ts";

function declaredColumn(parameter: Parameter, env: Environment, binder: Binder): Item {
  const { name, type, defaultValue, span } = parameter;
  if (typeof type === "object" || type === "any")
    throw refuse("kql/wrong-type", span, { what: "`scan`", expected: "a scalar type for a declared column", found: "another" });
  const empty = literalExpr(type, type === "string" ? "" : null);
  const value = defaultValue === null ? empty : binder.scalar(defaultValue, { row: null, env });
  return { column: binder.context.ids.create(name, type), value: into(value, type) };
}

const into = (value: Expr, type: Column["type"]): Expr => (type === "dynamic" ? asDynamic(value) : convert(value, type));

/** What the steps compute without looking at earlier rows: it becomes columns of the input, once for all rows at a time. */
class Ahead {
  readonly items: Item[] = [];
  readonly #state: ReadonlySet<number>;
  readonly #binder: Binder;

  constructor(state: ReadonlySet<number>, binder: Binder) {
    this.#state = state;
    this.#binder = binder;
  }

  take(expr: Expr, span: Span): Expr {
    if (expr.kind === "column" || expr.kind === "literal") return expr;
    if (this.#isStateless(expr)) {
      const column = this.#binder.context.ids.create(".ahead", expr.type);
      this.items.push({ column, value: expr });
      return columnRef(column);
    }
    if (expr.kind !== "call")
      throw refuse("kql/unsupported", span, {
        what: "Looking up the value of an earlier row in a table, in a step of `scan`",
        instead: "Join the table before `scan`, and read its column in the step.",
      });
    return { ...expr, args: expr.args.map((arg) => this.take(arg, span)) };
  }

  #isStateless(expr: Expr): boolean {
    let found = true;
    visitColumns(expr, (column) => {
      found &&= !this.#state.has(column.id);
    });
    return found;
  }
}

/** Binds one step. A declared name alone means what the step has given it so far, else its default. */
function bindStep(
  step: ScanStep,
  position: number,
  names: readonly string[],
  declared: readonly Item[],
  input: Rel,
  outer: Environment,
  binder: Binder,
): SequenceStep {
  const state: { step: number; from: Column; column: Column }[] = [];
  const stateOf = (name: string, member: string): Column | null => {
    const index = names.indexOf(name);
    if (index < 0 || index > position) return null;
    const from = declared.find((one) => one.column.name === member)?.column ?? findColumn(input, member);
    if (from === null) return null;
    const known = state.find((one) => one.step === index && one.from.id === from.id);
    if (known !== undefined) return known.column;
    const column = binder.context.ids.create(`${name}.${member}`, from.type);
    state.push({ step: index, from, column });
    return column;
  };
  const row = new Row(input, { stateOf });
  const env = new Environment(outer);
  for (const one of declared) env.define(one.column.name, { kind: "scalar", expr: one.value });
  const condition = convert(binder.scalar(step.condition, { row, env }), "bool");
  const given = new Map<number, Expr>();
  for (const assignment of step.assignments) {
    const target = declared.find((one) => one.column.name === assignment.name);
    if (target === undefined) throw refuse("kql/unknown-column", assignment.span, { name: assignment.name, nearest: null });
    const value = into(binder.scalar(assignment.value, { row, env }), target.column.type);
    given.set(target.column.id, value);
    env.define(assignment.name, { kind: "scalar", expr: value });
  }
  const values = declared.map(({ column, value }): Item => ({ column, value: given.get(column.id) ?? value }));
  return { condition, values, state, output: step.output };
}

/** `scan`: rows in their order, matched against steps that follow each other. */
export function bindScan(operator: OperatorOf<"scan">, input: Rel, env: Environment, binder: Binder): Rel {
  const { ids } = binder.context;
  const optional = operator.steps.find((step) => step.isOptional);
  if (optional !== undefined)
    throw refuse("kql/unsupported", optional.span, {
      what: "`step … optional` of `scan`",
      instead: "It is not documented. Write the condition of the step so that it holds where the step may be left out.",
    });
  const rel = operator.orderBy.length === 0 ? input : sorted(operator.orderBy, input, env, binder);
  const declared = operator.declarations.map((parameter) => declaredColumn(parameter, env, binder));
  const names = operator.steps.map((step) => step.name);
  const bound = operator.steps.map((step, index) => bindStep(step, index, names, declared, rel, env, binder));
  const ahead = new Ahead(new Set(bound.flatMap((step) => step.state.map((one) => one.column.id))), binder);
  const steps = bound.map((step) => ({
    ...step,
    condition: ahead.take(step.condition, operator.span),
    values: step.values.map((item) => ({ ...item, value: ahead.take(item.value, operator.span) })),
  }));
  const partition = operator.partitionBy.map((item) => binder.scalar(item, { row: new Row(rel), env }));
  const idName = operator.options.find((option) => option.name === "with_match_id")?.text.trim();
  const matchId = idName === undefined ? null : ids.create(idName, "long");
  const ordinal = ids.create("", "long");
  const made = declared.map((one) => one.column);
  return {
    kind: "sequence",
    input: computeOver(rel, ahead.items),
    steps,
    declared,
    matchId,
    ordinal,
    partition,
    columns: [...rel.columns, ...made, ...(matchId === null ? [] : [matchId])],
    itemId: rel.itemId,
    ordering: [{ column: ordinal, isDescending: false, nulls: "last" }],
  };
}
