import { convert } from "../../functions/convert.ts";
import type { KqlType } from "../../../../contract/index.ts";
import { diagnose, refuse } from "../../diagnostics/catalogue.ts";
import { constantText, literalExpr, type Expr } from "../../plan/expr.ts";
import type { Rel } from "../../plan/rel.ts";
import type { ExpressionOf } from "../../syntax/nodes.ts";
import { EXTERNAL_FORMATS, externalRecords, formatOfName, type ExternalFormat } from "../../values/external-records.ts";
import type { Binder, Environment } from "../scope.ts";

type Node = ExpressionOf<"externaldata">;

/** Every cell becomes a literal of the statement. */
const CELLS_MAX = 200_000;

function optionOf(node: Node, name: string): string | null {
  return node.options.find((option) => option.name.toLowerCase() === name)?.text.trim() ?? null;
}

function formatOf(node: Node, address: string): ExternalFormat {
  const written = optionOf(node, "format");
  if (written === null) return formatOfName(address);
  const found = EXTERNAL_FORMATS.find((format) => format === written.toLowerCase());
  if (found === undefined)
    throw refuse("kql/unsupported", node.span, {
      what: `The format \`${written}\` of \`externaldata\``,
      instead: `Use ${EXTERNAL_FORMATS.join(", ")}.`,
    });
  return found;
}

function cellOf(text: string, type: KqlType): Expr {
  if (type === "string") return literalExpr("string", text);
  if (text === "") return literalExpr(type, null);
  if (type !== "dynamic") return convert(literalExpr("string", text), type);
  try {
    JSON.parse(text);
    return literalExpr("dynamic", text);
  } catch {
    return literalExpr("dynamic", JSON.stringify(text));
  }
}

/** The text behind an address, out of the exercise's own files. Nothing is ever fetched. */
function fileAt(address: string, node: Node, position: number, binder: Binder): string {
  const { external } = binder.context;
  // Storage secrets after `;` or `?` are no part of the name.
  const text = external?.file(address) ?? external?.file(address.replace(/[;?].*$/, "")) ?? null;
  if (text !== null) return text;
  throw refuse("kql/no-such-file", node.addresses[position]?.span ?? node.span, {
    address,
    known: external?.addresses ?? [],
  });
}

/** `externaldata (columns) [addresses] with (options)`: rows of files that the exercise ships. */
export function bindExternalData(node: Node, env: Environment, binder: Binder): Rel {
  if (optionOf(node, "ingestionmapping") !== null || optionOf(node, "ingestionmappingreference") !== null)
    throw refuse("kql/unsupported", node.span, {
      what: "An ingestion mapping of `externaldata`",
      instead: "Declare the columns in the order of the file, and pick from `dynamic` ones with `column.name`.",
    });
  const names = node.schema.map(({ name }) => name);
  const ignoresFirst = /^(?:true|1)$/i.test(optionOf(node, "ignorefirstrecord") ?? "");
  const records = node.addresses.flatMap((written, position) => {
    const address = constantText(binder.scalar(written, { row: null, env }));
    if (address === null) throw refuse("kql/not-constant", written.span, { what: "An address of `externaldata`" });
    return externalRecords(fileAt(address, node, position, binder), formatOf(node, address), names, ignoresFirst);
  });
  if (records.length * names.length > CELLS_MAX)
    throw refuse("kql/too-complex", node.span, { what: `its external data has more than ${CELLS_MAX} cells` });
  binder.context.warnings.push(diagnose("kql/shipped-file", node.span, {}, "information"));
  const columns = node.schema.map((column) => binder.context.ids.create(column.name, column.type));
  const ordinal = binder.context.ids.create("", "long");
  return {
    kind: "rows",
    rows: records.map((record, index) => [
      ...columns.map((column, position) => cellOf(record[position] ?? "", column.type)),
      literalExpr("long", BigInt(index)),
    ]),
    ordinal,
    all: [...columns, ordinal],
    columns,
    itemId: null,
    ordering: [{ column: ordinal, isDescending: false, nulls: "last" }],
  };
}
