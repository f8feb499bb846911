import type { Column } from "../plan/column.ts";
import type { Item, RelOf, SequenceStep } from "../plan/rel.ts";
import { commas, sql, type Sql } from "../sql/fragment.ts";
import { identifier, literal, whole } from "../sql/literal.ts";
import { byId, named, orderBy, reads, readsKeys, selectList, type Lowering, type Needed } from "./lowering.ts";

type Sequence = RelOf<"sequence">;

/**
 * What step number `at` remembers of the row that step `step` matched last. Other fields of a step: `a` a match is under way
 * there, `i` its id, `r` how many series of matches began. Of all steps: `n` ids given out, `p` position, `o` the output so far.
 */
interface Field {
  readonly at: number;
  readonly step: number;
  readonly from: Column;
}

type Fields = ReadonlyMap<string, Sql>;

const fieldName = (field: Field): string => `s${field.at}_${field.step}_${field.from.id}`;
const empty = (column: Column): Sql => literal(column.type, column.type === "string" ? "" : null);
const struct = (fields: Fields): Sql => sql`{${commas([...fields].map(([name, value]) => sql`${identifier(name)}: ${value}`))}}`;

/** A step remembers what it and the steps after it read, as its memory is handed on to them. */
function fieldsOf(steps: readonly SequenceStep[]): Field[] {
  const found = new Map<string, Field>();
  for (const [position, step] of steps.entries())
    for (const { step: of, from } of step.state)
      for (let at = of; at <= position; at++) found.set(`${at}/${of}/${from.id}`, { at, step: of, from });
  return [...found.values()];
}

/** Builds the function that takes the memory so far and a row to the memory after it. */
class Walk {
  readonly #rel: Sequence;
  readonly #lowering: Lowering;
  readonly fields: readonly Field[];
  /** Input columns that the function itself reads. */
  readonly row: readonly Column[];

  constructor(rel: Sequence, lowering: Lowering) {
    this.#rel = rel;
    this.#lowering = lowering;
    this.fields = fieldsOf(rel.steps);
    const placeholders = new Set(rel.steps.flatMap((step) => step.state.map((one) => one.column.id)));
    const declared = new Set(rel.declared.map((one) => one.column.id));
    const expressions = rel.steps.flatMap((step) => [step.condition, ...step.values.map((item) => item.value)]);
    const read = reads(
      this.fields.map((field) => field.from.id),
      ...expressions,
    );
    this.row = [...read].filter((id) => !placeholders.has(id) && !declared.has(id)).map((id) => ({ id, name: "", type: "string" }));
  }

  #declared(column: Column): Item | undefined {
    return this.#rel.declared.find((one) => one.column.id === column.id);
  }

  /** What a memory that nothing matched yet holds: a declared column's default, nothing else. */
  #empty(from: Column): Sql {
    const declared = this.#declared(from);
    return declared === undefined ? empty(from) : this.#lowering.expr(declared.value);
  }

  /** Memory before the first row, around the values of one row. */
  blank(row: Fields): Fields {
    const fields = new Map(row);
    for (const [position] of this.#rel.steps.entries()) {
      fields.set(`a${position}`, sql`FALSE`);
      fields.set(`i${position}`, sql`0::BIGINT`);
      fields.set(`r${position}`, sql`0::BIGINT`);
    }
    for (const field of this.fields) fields.set(fieldName(field), this.#empty(field.from));
    fields.set("n", sql`0::BIGINT`);
    const values = this.#rel.declared.map((one): [string, Sql] => [`d${one.column.id}`, empty(one.column)]);
    const numbers = ["p", "k", "i", "r"].map((name): [string, Sql] => [name, sql`0::BIGINT`]);
    fields.set("o", sql`[${struct(new Map([...numbers, ...values]))}][2:]`);
    return fields;
  }

  /**
   * The whole function of memory `a` and row `e`: last step first. It is one expression: a step reads only the memory of the
   * step before, which nothing has changed yet, and its own, so that it does not grow with the number of steps between.
   */
  body(): Sql {
    const row = ["p", ...this.row.map((column) => `c${column.id}`)].map((name): [string, Sql] => [name, sql`e.${identifier(name)}`]);
    const perStep = this.#rel.steps.flatMap((_, position) => [`a${position}`, `i${position}`, `r${position}`]);
    const names = [...perStep, ...this.fields.map(fieldName), "n"];
    const memory = new Map([...row, ...names.map((name): [string, Sql] => [name, sql`a.${identifier(name)}`])]);
    const given = this.#rel.steps.map((step, position) => ({ step, position })).toReversed();
    const outputs = given.flatMap(({ step, position }) => this.#step(memory, step, position));
    const output = outputs.length === 0 ? sql`a.o` : sql`list_concat(${commas([sql`a.o`, ...outputs])})`;
    return struct(new Map([...memory, ["o", output]]));
  }

  /** The memory of step `at` about a column of step `step`. */
  #remembered(memory: Fields, at: number, field: Omit<Field, "at">): Sql {
    return (at < field.step ? undefined : memory.get(fieldName({ ...field, at }))) ?? this.#empty(field.from);
  }

  #reading<T>(step: SequenceStep, remembered: (field: Omit<Field, "at">) => Sql, work: () => T): T {
    const places = new Map<number, Sql>();
    for (const column of this.row) places.set(column.id, sql`e.${named(column)}`);
    for (const one of step.state) places.set(one.column.id, remembered(one));
    return this.#lowering.reading(places, work);
  }

  /**
   * Changes the memory by one step over the row and returns what the step gives. `x`: the row takes the match over from the
   * step before; `y`: it goes on with the step's own.
   */
  #step(memory: Map<string, Sql>, step: SequenceStep, position: number): Sql[] {
    const before = position - 1;
    const old = new Map(memory);
    const of = (name: string): Sql => old.get(name) ?? sql`NULL`;
    const holds = (at: number): Sql => {
      const remembered = (field: Omit<Field, "at">): Sql => this.#remembered(old, at, field);
      return sql`coalesce(${this.#reading(step, remembered, () => this.#lowering.predicate(step.condition))}, FALSE)`;
    };
    const x = position === 0 ? sql`FALSE` : sql`(${of(`a${before}`)} AND ${holds(before)})`;
    const y = position === 0 ? holds(0) : sql`(${of(`a${position}`)} AND NOT ${x} AND ${holds(position)})`;
    const hit = position === 0 ? y : sql`(${x} OR ${y})`;
    const begins = position === 0 ? sql`(${y} AND NOT ${of("a0")})` : x;
    const id = sql`(CASE WHEN ${begins} THEN ${of(position === 0 ? "n" : `i${before}`)} ELSE ${of(`i${position}`)} END)`;
    const run = sql`(${of(`r${position}`)} + CASE WHEN ${begins} THEN 1 ELSE 0 END)`;
    memory.set(`a${position}`, sql`(${hit} OR ${of(`a${position}`)})`);
    memory.set(`i${position}`, id);
    memory.set(`r${position}`, run);
    if (position === 0) memory.set("n", sql`(${of("n")} + CASE WHEN ${begins} THEN 1 ELSE 0 END)`);
    else memory.set(`a${before}`, sql`(${of(`a${before}`)} AND NOT ${x})`);
    const kept = (field: Omit<Field, "at">): Sql => {
      const own = this.#remembered(old, position, field);
      return position === 0 ? own : sql`(CASE WHEN ${x} THEN ${this.#remembered(old, before, field)} ELSE ${own} END)`;
    };
    const values = new Map(step.values.map((item) => [item.column.id, this.#reading(step, kept, () => this.#lowering.expr(item.value))]));
    for (const field of this.fields) {
      const name = fieldName(field);
      if (field.at === before) memory.set(name, sql`(CASE WHEN ${x} THEN ${this.#empty(field.from)} ELSE ${of(name)} END)`);
      if (field.at !== position) continue;
      const current = values.get(field.from.id) ?? sql`e.${named(field.from)}`;
      memory.set(name, field.step === position ? sql`(CASE WHEN ${hit} THEN ${current} ELSE ${of(name)} END)` : kept(field));
    }
    if (step.output === "none") return [];
    const numbers: [string, Sql][] = [
      ["p", sql`e.p`],
      ["k", sql`${whole(position)}::BIGINT`],
      ["i", id],
      ["r", run],
    ];
    const made = struct(new Map([...numbers, ...[...values].map(([column, value]): [string, Sql] => [`d${column}`, value])]));
    return [sql`(CASE WHEN ${hit} THEN [${made}] ELSE [] END)`];
  }
}

/** A fold copies its output so far at each row, so it goes on anew after so many rows: the time grows with the rows, not their square. */
const BLOCK_ROWS = 256;

/** `scan`: a fold over the rows of each partition, one after the other. */
export function lowerSequence(rel: Sequence, needed: Needed, lowering: Lowering): Sql {
  const walk = new Walk(rel, lowering);
  const made = new Set([rel.ordinal.id, ...rel.declared.map((one) => one.column.id), ...(rel.matchId === null ? [] : [rel.matchId.id])]);
  const carried = [...new Set([...needed, ...walk.row.map((column) => column.id)])].filter((id) => !made.has(id));
  const below = lowering.rel(rel.input, readsKeys(reads(carried, ...rel.partition), rel.input.ordering));
  const keys = rel.partition.map((key) => lowering.expr(key));
  const part = keys.length === 0 ? sql`1::BIGINT` : sql`dense_rank() OVER (ORDER BY ${commas(keys)})`;
  const within = keys.length === 0 ? sql`` : sql`PARTITION BY ${commas(keys)} `;
  const rows = sql`SELECT ${commas([...carried.map(byId), sql`${part} AS "part"`, sql`row_number() OVER (${within}${orderBy(rel.input.ordering)}) AS "p"`])} FROM (${below})`;
  const row = new Map([["p", sql`"p"`], ...walk.row.map((column): [string, Sql] => [`c${column.id}`, named(column)])]);
  const blank = walk.blank(row);
  const blocks = sql`SELECT "part", ("p" - 1) // ${whole(BLOCK_ROWS)} AS "block", list(${struct(blank)} ORDER BY "p") AS "rows", first(${struct(blank)}) AS "none" FROM f GROUP BY "part", "block"`;
  const begun = new Map(
    [...blank.keys()].map((name): [string, Sql] => [name, name === "o" ? sql`b."none".o` : sql`w."m".${identifier(name)}`]),
  );
  const begin = sql`SELECT "part", (-1)::BIGINT AS "block", "none" AS "m" FROM b WHERE "block" = 0`;
  const goOn = sql`SELECT b."part", b."block", list_reduce(b."rows", lambda a, e: ${walk.body()}, ${struct(begun)}) AS "m" FROM w JOIN b ON b."part" = w."part" AND b."block" = w."block" + 1`;
  const last = rel.steps.flatMap((step, position) => (step.output === "last" ? [whole(position)] : []));
  const only =
    last.length === 0
      ? sql``
      : sql` QUALIFY "o".k NOT IN (${commas(last)}) OR row_number() OVER (PARTITION BY "part", "o".k, "o".r ORDER BY "o".p DESC) = 1`;
  const list = [...needed].map((id) => {
    if (id === rel.matchId?.id) return sql`g."o".i AS ${byId(id)}`;
    if (id === rel.ordinal.id) return sql`(g."o".p * ${whole(rel.steps.length)} + ${whole(rel.steps.length - 1)} - g."o".k) AS ${byId(id)}`;
    return made.has(id) ? sql`g."o".${identifier(`d${id}`)} AS ${byId(id)}` : sql`f.${byId(id)}`;
  });
  const outputs = sql`SELECT "part", "o" FROM (SELECT "part", unnest("m".o) AS "o" FROM w)${only}`;
  return sql`WITH RECURSIVE f AS MATERIALIZED (${rows}), b AS MATERIALIZED (${blocks}), w AS (${begin} UNION ALL ${goOn}), g AS (${outputs}) SELECT ${selectList(list)} FROM g JOIN f ON f."part" = g."part" AND f."p" = g."o".p`;
}
