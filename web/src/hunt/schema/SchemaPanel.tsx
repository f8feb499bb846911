import { SegmentedControl, TextInput } from "@mantine/core";
import type { SchemaView } from "@mailroom/server/contract";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { EmptyState } from "../../widgets/EmptyState.tsx";
import type { ResultTable } from "../result/result-table.ts";
import { FunctionEntry } from "./FunctionEntry.tsx";
import { ListEntries } from "./ListEntries.tsx";
import { searchFunctions, searchSchema } from "./search-schema.ts";
import { TableEntry } from "./TableEntry.tsx";
import { SavedList, type SavedListProps } from "../saved/SavedList.tsx";
import { HistoryList, type HistoryListProps } from "./HistoryList.tsx";
import styles from "./schema.module.css";

export type SchemaPanelProps = {
  readonly schema: SchemaView;
  /** The rows on the screen, for the most frequent values of a field; null before the first run. */
  readonly result: ResultTable | null;
  readonly saved: SavedListProps;
  readonly history: HistoryListProps;
  readonly onInsert: (text: string) => void;
  readonly onOpenSample: (text: string) => void;
  readonly onPivot: (columnName: string, valueIndex: number, mode: "include" | "exclude") => void;
};

type Shelf = "tables" | "saved" | "history" | "samples";

/** What can be asked: tables with what they record and what they miss, functions and lists of the workspace, what was asked before, and queries to begin with. */
export function SchemaPanel(props: SchemaPanelProps) {
  const { schema, onOpenSample } = props;
  const [shelf, setShelf] = useState<Shelf>("tables");
  return (
    <aside className={styles["panel"]} aria-label="Schema, saved queries, history and samples">
      <SegmentedControl
        aria-label="Shelf"
        size="xs"
        fullWidth
        value={shelf}
        onChange={(value) => setShelf(value)}
        data={[
          { value: "tables", label: "Tables" },
          { value: "saved", label: "Saved" },
          { value: "history", label: "History" },
          { value: "samples", label: "Samples" },
        ]}
      />
      {shelf === "tables" && <TableTree {...props} />}
      {shelf === "saved" && <SavedList {...props.saved} />}
      {shelf === "history" && <HistoryList {...props.history} />}
      {shelf === "samples" && (
        <ul className={styles["list"]}>
          {schema.samples.map((sample) => (
            <li key={sample.title}>
              <button type="button" className={styles["sample"]} onClick={() => onOpenSample(sample.text)}>
                <strong>{sample.title}</strong>
                <code>{sample.text}</code>
              </button>
            </li>
          ))}
        </ul>
      )}
    </aside>
  );
}

function TableTree({ schema, result, onInsert, onOpenSample, onPivot }: SchemaPanelProps) {
  const [words, setWords] = useState("");
  const found = searchSchema(schema.tables, words);
  const functions = searchFunctions(schema.functions, words);
  const watchlists = schema.watchlists.filter(({ alias, columns }) => holds(words, alias, ...columns));
  const files = schema.files.filter((address) => holds(words, address));
  const hasLists = watchlists.length + files.length > 0;
  return (
    <>
      <TextInput
        id="hunt-schema-search"
        aria-label="Search tables, fields and functions"
        placeholder="Search tables, fields, functions"
        leftSection={<IconSearch size={14} />}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <ul className={styles["list"]}>
        {found.map(({ table, columns, isOpen }) => (
          <TableEntry
            key={table.name}
            table={table}
            columns={columns}
            isFound={isOpen}
            rowCount={schema.counts[table.name] ?? 0}
            result={result}
            onInsert={onInsert}
            onOpenSample={onOpenSample}
            onPivot={onPivot}
          />
        ))}
        {functions.length > 0 && <li className={styles["heading"]}>Functions</li>}
        {functions.map((fn) => (
          <FunctionEntry key={fn.name} fn={fn} onInsert={onInsert} />
        ))}
        {hasLists && <li className={styles["heading"]}>Lists</li>}
        <ListEntries watchlists={watchlists} files={files} onInsert={onInsert} />
      </ul>
      {found.length + functions.length === 0 && !hasLists && (
        <EmptyState isCompact headline="Nothing by that name">
          Try a part of it, or a word of what it records.
        </EmptyState>
      )}
    </>
  );
}

function holds(words: string, ...texts: readonly string[]): boolean {
  const all = texts.join(" ").toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
