import type { KqlType } from "../../../../contract/index.ts";
import { refuse } from "../../diagnostics/catalogue.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import { convert } from "../../functions/convert.ts";
import type { Column } from "../../plan/column.ts";
import type { Expr, Literal } from "../../plan/expr.ts";
import type { Expression } from "../../syntax/nodes.ts";
import { findColumn, Row } from "../scope.ts";
import type { PluginCall } from "./plugin.ts";

/**
 * The arguments of a plugin by parameter: in order, or as `name = value`. A parameter may have several spellings
 * (`a|b`). What is left over, such as dimensions, is `rest`.
 */
export class Arguments {
  readonly rest: readonly Expression[];
  readonly #call: PluginCall;
  readonly #given = new Map<string, Expression>();

  constructor(call: PluginCall, parameters: readonly string[]) {
    this.#call = call;
    const open = [...parameters];
    const rest: Expression[] = [];
    for (const arg of call.args) {
      const wanted = arg.kind === "named" ? parameters.find((parameter) => isNamed(parameter, arg.names[0]?.name ?? "")) : undefined;
      if (wanted !== undefined && arg.kind === "named") {
        this.#given.set(key(wanted), arg.value);
        open.splice(open.indexOf(wanted), 1);
        continue;
      }
      const next = open.shift();
      if (next === undefined) rest.push(arg);
      else this.#given.set(key(next), arg);
    }
    this.rest = rest;
  }

  /** The argument as written; null where it is absent, or `~`, which asks for the default. */
  node(parameter: string): Expression | null {
    const node = this.#given.get(parameter) ?? null;
    return node?.kind === "literal" && node.value === "~" ? null : node;
  }

  need(parameter: string): Expression {
    const node = this.node(parameter);
    if (node === null) throw this.#expects(this.#call.span, `its argument \`${parameter}\``);
    return node;
  }

  /** A column of the input, by name. */
  column(parameter: string): Column {
    return this.columnOf(this.need(parameter));
  }

  columnOf(node: Expression): Column {
    if (node.kind !== "name") throw this.#expects(node.span, "the name of a column here");
    const { input } = this.#call;
    const column = findColumn(input, node.name);
    if (column !== null) return column;
    const known = input.columns.map(({ name }) => name);
    throw refuse("kql/unknown-column", node.span, { name: node.name, nearest: nearest(node.name, known) });
  }

  columnsOfRest(): Column[] {
    return this.rest.map((node) => this.columnOf(node));
  }

  /** A value that may read the row. */
  value(node: Expression): Expr {
    const { binder, env, input } = this.#call;
    return binder.scalar(node.kind === "named" ? node.value : node, { row: new Row(input), env });
  }

  /** A value that is the same for every row; it may be computed. */
  constant(parameter: string, type: KqlType | null = null): Expr {
    const { binder, env } = this.#call;
    const value = binder.scalar(this.need(parameter), { row: null, env });
    return type === null ? value : convert(value, type);
  }

  /** A value that is written in the query; null where the argument is absent. */
  literal(parameter: string): Literal | null {
    const node = this.node(parameter);
    if (node === null) return null;
    const value = this.#call.binder.scalar(node, { row: null, env: this.#call.env });
    if (value.kind !== "literal") throw refuse("kql/not-constant", node.span, { what: `\`${parameter}\` of \`${this.#call.name}\`` });
    return value;
  }

  number(parameter: string, fallback: number): number {
    const value = this.literal(parameter)?.value;
    return value === undefined || value === null ? fallback : Number(value);
  }

  flag(parameter: string, fallback: boolean): boolean {
    const value = this.literal(parameter)?.value;
    return value === undefined || value === null ? fallback : value === true;
  }

  text(parameter: string, fallback: string): string {
    const value = this.literal(parameter)?.value;
    return value === undefined || value === null ? fallback : String(value);
  }

  noRest(): void {
    const [extra] = this.rest;
    if (extra !== undefined) throw this.#expects(extra.span, "fewer arguments");
  }

  #expects(span: Expression["span"], expected: string): Error {
    return refuse("kql/wrong-arguments", span, { what: `\`${this.#call.name}\``, expected });
  }
}

const key = (parameter: string): string => parameter.split("|")[0] ?? parameter;
const isNamed = (parameter: string, name: string): boolean =>
  parameter.split("|").some((spelling) => spelling.toLowerCase() === name.toLowerCase());
