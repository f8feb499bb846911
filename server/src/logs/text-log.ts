import { KqlType } from "../../contract/index.ts";
import type { SimTime } from "../base/sim-time.ts";
import type { Activity, ActivityKind, HostRef } from "../range/activity.ts";
import type { LogDefinition, LogRow, NativeLog, SensorContext } from "./log.ts";
import { isExchange2010 } from "./since-2013.ts";
import { buildOf } from "./exchange-version.ts";
import { numberedFile, type LogWriter } from "./log-instance.ts";
import { csvCell } from "./native/csv.ts";
import { exchangeHeader } from "./native/exchange-header.ts";
import { milliStamp, wholeMilli } from "./stamp.ts";
import { cellIndexes, defineTable, rowShape } from "./table.ts";
import type { ColumnDoc, TableText } from "./table.ts";

/** Where Exchange 2013 and later are installed, as the paths in tables show it. */
const INSTALLATION = "C:\\Program Files\\Microsoft\\Exchange Server\\V15\\";

const INSTALLATION_2010 = "C:\\Program Files\\Microsoft\\Exchange Server\\V14\\";

/** One line of a text log before it has a form. */
export interface TextLine<View> {
  readonly host: HostRef;
  readonly at: SimTime;
  readonly view: View;
}

/** How an Exchange component writes a text file with a `#Fields` line. */
export interface TextLogPlan<View> {
  readonly text: TableText;
  readonly summary: readonly string[];
  readonly kinds: readonly ActivityKind[];
  /** The file's fields in order, the first of them the line's own time. */
  readonly fields: readonly string[];
  /** What the fields of a line hold; those without a reader stay empty, as in real files. */
  readonly readers: Readonly<Record<string, (view: View, at: SimTime) => string>>;
  readonly docs?: Readonly<Record<string, ColumnDoc>>;
  lines(activity: Activity, context: SensorContext): readonly TextLine<View>[];
  /** Folder and file below the installation. `at` is the line's time; `numbered` makes `<stamp>-N.LOG` of it. */
  fileOf(view: View, at: SimTime, numbered: (writer: LogWriter, stampOf: (at: SimTime) => string) => string): string;
  /**
   * `proxy`: a bare header row stands before the `#` lines and commas in values become blanks, as HttpProxy and EWS write.
   * `csv`: ordinary quoting and no such row, as transport and ECP write. `quoted-proxy`: the bare row and ordinary quoting.
   */
  readonly form: "proxy" | "quoted-proxy" | "csv";
  /** Of `#Log-type:`, by the file's path below the installation. */
  logType(file: string): string;
  /** Of `#Version:`; null: the build that the line's own columns give; a function: from the line's cells by column. */
  readonly version: string | null | ((cell: (column: string) => string, isOf2010: boolean) => string);
  readonly software?: string;
  /** Fields of Exchange 2013, where they differ. */
  readonly fields2013?: readonly string[];
  /** Fields of Exchange 2010, for a log that it has too. */
  readonly fields2010?: readonly string[];
}

/** Name of a field as a column: `connector-id` → `connectorId`; names without dashes stay as they are. */
export function columnOf(field: string): string {
  return field.replaceAll(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase());
}

interface Written<View> {
  readonly view: View;
  readonly at: SimTime;
  readonly host: HostRef;
  readonly context: SensorContext;
}

/** A text log of an Exchange server as table rows and as files: all fields are columns, and all are text. */
export function textLog<View>(plan: TextLogPlan<View>): LogDefinition {
  const columns = plan.fields.slice(1).map(columnOf);
  const schema = { TimeGenerated: "datetime", ...Object.fromEntries(columns.map((name) => [name, "string"])) };
  const readers = Object.entries(plan.readers).map(([field, read]): [string, (line: Written<View>) => string] => [
    columnOf(field),
    plan.form === "proxy" ? ({ view, at }) => blankCommas(read(view, at)) : ({ view, at }) => read(view, at),
  ]);
  const shape = rowShape<Written<View>>({
    ...Object.fromEntries(readers),
    Computer: ({ host }) => host.fqdn,
    FilePath: ({ view, at, host, context }) =>
      (isExchange2010(host) ? INSTALLATION_2010 : INSTALLATION) +
      plan.fileOf(view, at, (writer, stampOf) => numberedFile(context.directory.restartsOf(host.name), writer, stampOf, at)),
  });
  const table = defineTable(plan.text, schema, shape.names, { Computer: KqlType.enum.string, FilePath: KqlType.enum.string }, plan.docs);
  return {
    table,
    summary: plan.summary,
    collection: "file-tail",
    kinds: plan.kinds,
    rows: (activity, context) => {
      const lines = plan.lines(activity, context);
      return lines.map(({ host, at: instant, view }): LogRow => {
        const at = wholeMilli(context.clock(host.name, instant));
        const written = { at, subMicroTicks: 0, hostName: host.name, recordNumber: 0, cells: shape.cellsOf({ view, at, host, context }) };
        return isExchange2010(host) ? { ...written, isOf2010: true } : written;
      });
    },
    native: textNative(plan, table),
  };
}

function textNative<View>(plan: TextLogPlan<View>, table: LogDefinition["table"]): NativeLog {
  const [fileAt] = cellIndexes(table, ["FilePath"]) as [number];
  const [minorAt] = cellIndexes(table, ["MinorVersion"]) as [number];
  const editions = [plan.fields, plan.fields2013 ?? plan.fields, plan.fields2010 ?? plan.fields].map((fields) => ({
    header: fields.join(","),
    indexes: cellIndexes(table, fields.slice(1).map(columnOf)),
  }));
  const editionOf = (row: LogRow): (typeof editions)[number] | undefined =>
    editions[row.isOf2010 === true ? 2 : row.cells[minorAt] === "0" ? 1 : 0];
  const pathOf = (row: LogRow): string => String(row.cells[fileAt]).slice(INSTALLATION.length);
  const isQuoted = plan.form !== "proxy";
  return {
    hasBom: true,
    fileOf: (row) => `${row.hostName}/${pathOf(row).replaceAll("\\", "/")}`,
    header: (_file, first) => {
      const fields = editionOf(first)?.header ?? "";
      const version =
        typeof plan.version === "function"
          ? plan.version(cellsOf(table, first), first.isOf2010 === true)
          : (plan.version ?? versionOf(table, first));
      const block = exchangeHeader(version, plan.logType(pathOf(first)), first.at, fields, plan.software);
      return plan.form === "csv" ? block : `${fields}\r\n${block}`;
    },
    line: (row) => {
      const cells = (editionOf(row)?.indexes ?? []).map((index) => {
        const text = index < 0 ? "" : String(row.cells[index]);
        return isQuoted ? csvCell(text) : text;
      });
      return `${milliStamp(row.at)},${cells.join(",")}\r\n`;
    },
  };
}

function cellsOf(table: LogDefinition["table"], row: LogRow): (column: string) => string {
  return (column) => String(row.cells[table.filled.indexOf(column, 1) - 1] ?? "");
}

/** `15.01.2176.004` of the four columns that say so in the rows of every log whose header has the build. */
function versionOf(table: LogDefinition["table"], row: LogRow): string {
  const widths = { MajorVersion: 2, MinorVersion: 2, BuildVersion: 4, RevisionVersion: 3 };
  const indexes = cellIndexes(table, Object.keys(widths));
  return Object.values(widths)
    .map((width, part) => String(row.cells[indexes[part] ?? -1] ?? "").padStart(width, "0"))
    .join(".");
}

/** The four columns of the build, for logs that print it in every line. */
export function buildReaders<View>(hostOf: (view: View) => HostRef): Readonly<Record<string, (view: View) => string>> {
  return {
    MajorVersion: (view) => String(buildOf(hostOf(view)).major),
    MinorVersion: (view) => String(buildOf(hostOf(view)).minor),
    BuildVersion: (view) => String(buildOf(hostOf(view)).build),
    RevisionVersion: (view) => String(buildOf(hostOf(view)).revision),
  };
}

function blankCommas(text: string): string {
  return text.includes(",") ? text.replaceAll(",", " ") : text;
}
