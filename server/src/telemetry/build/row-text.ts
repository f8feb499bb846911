import type { LogCell } from "../../logs/log.ts";
import type { TextSink } from "./text-sink.ts";
import type { SourceRow } from "./world-source.ts";

/**
 * Rows as text on their way into DuckDB, whose CSV reader takes them several times faster than any call per cell: fields
 * end at a unit separator, lines at a line feed, and what contains one of these is quoted. Both signs are so rare in logs
 * that nearly nothing is.
 */
export const FIELD_END = "\u001f";
export const QUOTE = "\u001e";

/** Puts one line of a table, with its end. */
export function putRow(sink: TextSink, { atTicks, itemId, visibleAtTicks, cells }: SourceRow): void {
  sink.put(`${atTicks}${FIELD_END}${itemId}${FIELD_END}${visibleAtTicks}`);
  if (cells.length > 0) {
    sink.put(FIELD_END);
    const text = cells.join(FIELD_END);
    sink.put(isPlain(text, cells.length) ? text : cells.map(fieldOf).join(FIELD_END));
  }
  sink.put("\n");
}

/** Puts one line of the truth, with its end. */
export function putCause(sink: TextSink, row: SourceRow): void {
  const { itemId, table, activityId, actor, stepId, atTicks, visibleAtTicks, summary } = row;
  const story = stepId === null ? STORYLESS : [stepId, atTicks, visibleAtTicks, summary].map(fieldOf).join(FIELD_END);
  sink.put(`${itemId}${FIELD_END}${table}${FIELD_END}${activityId}${FIELD_END}${fieldOf(actor)}${FIELD_END}${story}\n`);
}

const STORYLESS = FIELD_END.repeat(3);

/** Whether no cell contains a sign that means something. A search per sign is much faster than one for a class of them. */
function isPlain(text: string, cellCount: number): boolean {
  return !text.includes("\n") && !text.includes("\r") && !text.includes(QUOTE) && count(FIELD_END, text) === cellCount - 1;
}

const SIGNS = ["\n", "\r", QUOTE, FIELD_END];

function fieldOf(cell: LogCell): string {
  const text = String(cell ?? "");
  return SIGNS.some((sign) => text.includes(sign)) ? `${QUOTE}${text.replaceAll(QUOTE, QUOTE + QUOTE)}${QUOTE}` : text;
}

function count(sign: string, text: string): number {
  let found = 0;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) found++;
  return found;
}
