import type { LogDefinition } from "../logs/log.ts";
import type { RowSink } from "./row-sink.ts";
import { TextFiles } from "./text-files.ts";

const BYTE_ORDER_MARK = "\uFEFF";

/** The files that the real product writes, below a folder per host. Tables that exist only in a workspace have none. */
export function nativeSink(folder: string, logs: readonly LogDefinition[]): RowSink {
  const files = new TextFiles(folder);
  const footers = new Map<string, string>();
  const natives = new Map(logs.map((log) => [log.table.name, log.native]));
  return {
    write: ({ table, row }) => {
      const native = natives.get(table) ?? null;
      if (native === null) return null;
      const file = native.fileOf(row);
      const head = (): string => (native.hasBom ? BYTE_ORDER_MARK : "") + native.header(file, row);
      // A file that the row begins has its head already.
      const again = row.opensBlock === true && files.isBegun(file) ? native.header(file, row) : "";
      if (native.footer !== undefined) footers.set(file, native.footer);
      return { file, position: files.append(file, again + native.line(row), head) };
    },
    close: () => {
      for (const [file, footer] of footers) files.end(file, footer);
      files.flush();
      return Promise.resolve();
    },
  };
}
