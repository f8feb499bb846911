import { SegmentedControl, TextInput } from "@mantine/core";
import type { SchemaView } from "@mailroom/server/contract";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { EmptyState } from "../../widgets/EmptyState.tsx";
import type { ResultTable } from "../result/result-table.ts";
import { searchSchema } from "./search-schema.ts";
import { TableEntry } from "./TableEntry.tsx";
import { HistoryList, type HistoryListProps } from "./HistoryList.tsx";
import styles from "./schema.module.css";

export type SchemaPanelProps = {
  readonly schema: SchemaView;
  /** The rows on the screen, for the most frequent values of a field; null before the first run. */
  readonly result: ResultTable | null;
  readonly history: HistoryListProps;
  readonly onInsert: (text: string) => void;
  readonly onOpenSample: (text: string) => void;
  readonly onPivot: (columnName: string, valueIndex: number, mode: "include" | "exclude") => void;
};

type Shelf = "tables" | "history" | "samples";

/** What can be asked: tables with what they record and what they miss, what was asked before, and queries to begin with. */
export function SchemaPanel(props: SchemaPanelProps) {
  const { schema, onOpenSample } = props;
  const [shelf, setShelf] = useState<Shelf>("tables");
  return (
    <aside className={styles["panel"]} aria-label="Schema, history and samples">
      <SegmentedControl
        aria-label="Shelf"
        size="xs"
        fullWidth
        value={shelf}
        onChange={(value) => setShelf(value)}
        data={[
          { value: "tables", label: "Tables" },
          { value: "history", label: "History" },
          { value: "samples", label: "Samples" },
        ]}
      />
      {shelf === "tables" && <TableTree {...props} />}
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
  return (
    <>
      <TextInput
        id="hunt-schema-search"
        aria-label="Search tables and fields"
        placeholder="Search tables and fields"
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
      </ul>
      {found.length === 0 && (
        <EmptyState isCompact headline="No table or field by that name">
          Try a part of it, or a word of what it records.
        </EmptyState>
      )}
    </>
  );
}
