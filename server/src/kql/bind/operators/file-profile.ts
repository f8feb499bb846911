import { refuse } from "../../diagnostics/catalogue.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import { convert } from "../../functions/convert.ts";
import { at } from "../../functions/definition.ts";
import type { Column } from "../../plan/column.ts";
import { call, columnRef, constantText, literalExpr, type Expr } from "../../plan/expr.ts";
import type { Rel } from "../../plan/rel.ts";
import { sql } from "../../sql/fragment.ts";
import { whole } from "../../sql/literal.ts";
import type { Expression, OperatorOf } from "../../syntax/nodes.ts";
import { FILE_PROFILE_COLUMNS, PROFILE_AVAILABILITY, type FileProfile, type FileProfileColumn } from "../../values/file-profiles.ts";
import { computed, windowed } from "../plugins/rels.ts";
import { NamePool } from "../result-names.ts";
import { findColumn, type Binder, type Environment } from "../scope.ts";
import { enriched } from "./join.ts";

/** Files that one call asks the service for: unless said, and at most. From Microsoft's reference. */
const FILES_ASKED = 100;
const FILES_ASKED_MAX = 1_000;

type Node = OperatorOf<"invoke">;
type CallNode = Extract<Expression, { readonly kind: "call" }>;

/**
 * `T | invoke FileProfile(column, files)`: Defender's reputation service, answered from the profiles that the exercise ships.
 * The column holds SHA-1 or SHA-256 in lower case, under its name or a text with its name. Of more different files than are
 * asked for, those with the lowest hashes are looked up; Microsoft does not say which it takes.
 */
export function bindFileProfile(operator: Node, call: CallNode, input: Rel, env: Environment, binder: Binder): Rel {
  const [id, files, ...others] = call.args;
  if (others.length > 0)
    throw refuse("kql/wrong-arguments", call.span, { what: "`FileProfile`", expected: "a column of hashes and a number of files" });
  const hash = columnRef(hashColumn(id, operator, input, env, binder));
  const place = binder.context.ids.create(".file", "long");
  const numbered = windowed(input, [
    {
      column: place,
      name: "dense_rank",
      args: [hash],
      render: (args) => sql`dense_rank() OVER (ORDER BY nullif(${at(args, 0)}, '') NULLS LAST)`,
    },
  ]);
  const { rel: profiles, key } = profileRows(binder);
  const joined = enriched(numbered, profiles, { left: hash, right: key }, binder);
  const [sha1] = joined.columns.slice(numbered.columns.length);
  if (sha1 === undefined) throw new Error("a profile has no columns");
  return withAvailability(joined, { hash, sha1, place, asked: askedFor(files, env, binder) }, binder);
}

function hashColumn(id: Expression | undefined, operator: Node, input: Rel, env: Environment, binder: Binder): Column {
  const value = id?.kind === "named" ? id.value : id;
  const name = value === undefined ? "SHA1" : value.kind === "name" ? value.name : constantText(binder.scalar(value, { row: null, env }));
  const span = value?.span ?? operator.call.span;
  if (name === null) throw refuse("kql/not-constant", span, { what: "The column in `FileProfile`" });
  const column = findColumn(input, name);
  const names = input.columns.map((known) => known.name);
  if (column === null) throw refuse("kql/unknown-column", span, { name, nearest: nearest(name, names) });
  if (column.type !== "string")
    throw refuse("kql/wrong-type", span, {
      what: "The first argument of `FileProfile`",
      expected: "a column of hashes",
      found: `\`${column.type}\``,
    });
  return column;
}

function askedFor(files: Expression | undefined, env: Environment, binder: Binder): Expr {
  if (files === undefined) return literalExpr("long", BigInt(FILES_ASKED));
  const written = binder.scalar(files.kind === "named" ? files.value : files, { row: null, env });
  const isNone = written.kind === "literal" && (written.value === null || Number(written.value) < 1);
  if ((written.type !== "long" && written.type !== "int") || isNone)
    throw refuse("kql/wrong-arguments", files.span, { what: "`FileProfile`", expected: `a number of files from 1 to ${FILES_ASKED_MAX}` });
  return call("min_of", "long", [written], (args) => sql`least(${at(args, 0)}, ${whole(FILES_ASKED_MAX)})`);
}

/** The profiles, each under its SHA-1 and under its SHA-256. */
function profileRows(binder: Binder): { readonly rel: Rel; readonly key: Column } {
  const { ids, fileProfiles } = binder.context;
  const key = ids.create(".hash", "string");
  const columns = [key, ...FILE_PROFILE_COLUMNS.map(({ name, type }) => ids.create(name, type))];
  const rows = fileProfiles.flatMap((profile) => {
    const cells = FILE_PROFILE_COLUMNS.map((column) => cellOf(column, profile));
    return [profile.sha1, profile.sha256].map((hash) => [literalExpr("string", hash), ...cells]);
  });
  return { rel: { kind: "rows", rows, ordinal: null, all: columns, columns, itemId: null, ordering: [] }, key };
}

function cellOf({ type, read }: FileProfileColumn, profile: FileProfile): Expr {
  const value = read(profile);
  if (type === "datetime") return value === null ? literalExpr(type, null) : convert(literalExpr("string", value), type);
  return literalExpr(type, typeof value === "number" ? BigInt(value) : value);
}

interface Asked {
  readonly hash: Expr;
  /** Of the profile; empty where there is none. */
  readonly sha1: Column;
  readonly place: Column;
  readonly asked: Expr;
}

/** Says how the asking went, and takes back what was found for files beyond those asked for. */
function withAvailability(joined: Rel, { hash, sha1, place, asked }: Asked, binder: Binder): Rel {
  const { ids } = binder.context;
  const names = new NamePool(joined.columns.map((column) => column.name));
  const inReach = [columnRef(place), asked];
  const from = joined.columns.findIndex((column) => column.id === sha1.id);
  const found = joined.columns.slice(from);
  const kept = found.map((column) => ids.create(column.name, column.type));
  const state = ids.create(names.take(PROFILE_AVAILABILITY), "string");
  const items = found.map((column, index) => ({
    column: kept[index] ?? column,
    value: call("if", column.type, [...inReach, columnRef(column)], (args) => {
      const otherwise = column.type === "string" ? sql`''` : sql`NULL`;
      return sql`CASE WHEN ${at(args, 0)} <= ${at(args, 1)} THEN ${at(args, 2)} ELSE ${otherwise} END`;
    }),
  }));
  const availability = call("if", "string", [...inReach, hash, columnRef(sha1)], (args) => {
    const isUnasked = sql`${at(args, 2)} = '' OR ${at(args, 0)} > ${at(args, 1)}`;
    return sql`CASE WHEN ${isUnasked} THEN '' WHEN ${at(args, 3)} = '' THEN 'Missing' ELSE 'Available' END`;
  });
  const columns = [...joined.columns.slice(0, from).filter(({ id }) => id !== place.id), ...kept, state];
  return computed(joined, [...items, { column: state, value: availability }], columns);
}
