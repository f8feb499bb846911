import { ActionIcon, Button, Group, TextInput, Tooltip } from "@mantine/core";
import type { Cell, KqlColumn } from "@mailroom/server/contract";
import { IconFilter, IconFilterOff, IconPin, IconPinFilled, IconSearch, IconStar, IconStarFilled } from "@tabler/icons-react";
import { useState } from "react";
import { SidePanel } from "../../widgets/SidePanel.tsx";
import { type Entity, entitiesOfRow } from "../kql/entities.ts";
import type { PivotMode } from "../kql/literal.ts";
import { cellText, prettyJson, prettyXml } from "../result/cell-text.ts";
import { isEmptyCell, type ResultRow, type ResultTable } from "../result/result-table.ts";
import styles from "./inspector.module.css";

export type InspectorProps = {
  readonly table: ResultTable;
  readonly row: ResultRow;
  readonly isPinned: boolean;
  /** Columns that the person keeps at the top. */
  readonly favourites: readonly string[];
  readonly isActive: (column: KqlColumn, cell: Cell, mode: PivotMode) => boolean;
  readonly onPivot: (column: KqlColumn, cell: Cell, mode: PivotMode) => void;
  readonly onFavourite: (column: string) => void;
  readonly onPin: () => void;
  readonly onPinWithNote: () => void;
  readonly onAround: (() => void) | null;
  readonly onEverything: (entity: Entity) => void;
  readonly onClose: () => void;
};

/** Everything about one row, beside the grid, so that reading it does not move the rows. */
export function Inspector(props: InspectorProps) {
  const { table, row, isPinned, favourites } = props;
  const [filter, setFilter] = useState("");
  const entities = entitiesOfRow(table.columns, row.cells);
  const wanted = filter.trim().toLowerCase();
  const fields = table.columns
    .map((column, index) => ({ column, cell: row.cells[index] ?? null }))
    .filter(({ column, cell }) => (wanted === "" ? !isEmptyCell(cell) : `${column.name} ${cellText(cell)}`.toLowerCase().includes(wanted)))
    .toSorted((a, b) => Number(favourites.includes(b.column.name)) - Number(favourites.includes(a.column.name)));
  const emptyCount = row.cells.filter((cell) => isEmptyCell(cell)).length;
  return (
    <SidePanel title="Row" onClose={props.onClose}>
      <Group gap={6} mb={10}>
        <Button
          variant={isPinned ? "light" : "filled"}
          leftSection={isPinned ? <IconStarFilled size={14} /> : <IconStar size={14} />}
          onClick={props.onPin}
        >
          {isPinned ? "Pinned as evidence" : "Pin as evidence"}
        </Button>
        <Button variant="default" onClick={props.onPinWithNote}>
          {isPinned ? "Change note" : "Pin with note"}
        </Button>
        {props.onAround !== null && (
          <Button variant="default" onClick={props.onAround}>
            Around ± 30 min
          </Button>
        )}
      </Group>
      {entities.length > 0 && <EntityList entities={entities} onEverything={props.onEverything} />}
      <TextInput
        aria-label="Filter fields"
        placeholder="Filter fields and values"
        leftSection={<IconSearch size={14} />}
        value={filter}
        onChange={(event) => setFilter(event.currentTarget.value)}
        mb={6}
      />
      <dl className={styles["fields"]}>
        {fields.map(({ column, cell }) => (
          <Field key={column.name} column={column} cell={cell} {...props} isFavourite={favourites.includes(column.name)} />
        ))}
      </dl>
      {wanted === "" && emptyCount > 0 && (
        <p className={styles["hint"]}>{emptyCount} empty fields are not shown. Filter by name to see them.</p>
      )}
    </SidePanel>
  );
}

function EntityList({ entities, onEverything }: { readonly entities: readonly Entity[]; readonly onEverything: (entity: Entity) => void }) {
  return (
    <section aria-label="Entities" className={styles["entities"]}>
      <h3 className={styles["heading"]}>Everything about</h3>
      <ul>
        {entities.map((entity) => (
          <li key={`${entity.kind}:${entity.value}`}>
            <button
              type="button"
              className={styles["entity"]}
              title={`Open a query over every table for this ${entity.kind}`}
              onClick={() => onEverything(entity)}
            >
              <span className={styles["kind"]}>{entity.kind}</span>
              <span className={styles["value"]}>{entity.value}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

type FieldProps = Pick<InspectorProps, "isActive" | "onPivot" | "onFavourite"> & {
  readonly column: KqlColumn;
  readonly cell: Cell;
  readonly isFavourite: boolean;
};

function Field({ column, cell, isFavourite, isActive, onPivot, onFavourite }: FieldProps) {
  const pretty = prettyJson(cell) ?? prettyXml(cell);
  return (
    <div className={styles["field"]}>
      <dt>
        <span className={styles["name"]}>{column.name}</span>
        <span className={styles["type"]}>{column.type}</span>
        <span className={styles["actions"]}>
          <PivotButton mode="include" column={column} cell={cell} isActive={isActive} onPivot={onPivot} />
          <PivotButton mode="exclude" column={column} cell={cell} isActive={isActive} onPivot={onPivot} />
          <Tooltip label={isFavourite ? "Do not keep at the top" : "Keep at the top"}>
            <ActionIcon
              size={24}
              aria-label={`Keep ${column.name} at the top`}
              aria-pressed={isFavourite}
              onClick={() => onFavourite(column.name)}
            >
              {isFavourite ? <IconPinFilled size={14} /> : <IconPin size={14} />}
            </ActionIcon>
          </Tooltip>
        </span>
      </dt>
      <dd>{cell === null ? <i className={styles["null"]}>null</i> : pretty === null ? cellText(cell) : <pre>{pretty}</pre>}</dd>
    </div>
  );
}

function PivotButton({
  mode,
  column,
  cell,
  isActive,
  onPivot,
}: Pick<FieldProps, "column" | "cell" | "isActive" | "onPivot"> & { readonly mode: PivotMode }) {
  const isOn = isActive(column, cell, mode);
  const words = mode === "include" ? "Only rows with this value" : "Without this value";
  return (
    <Tooltip label={words}>
      <ActionIcon
        size={24}
        variant={isOn ? "light" : "subtle"}
        aria-label={`${words}: ${column.name}`}
        aria-pressed={isOn}
        onClick={() => onPivot(column, cell, mode)}
      >
        {mode === "include" ? <IconFilter size={14} /> : <IconFilterOff size={14} />}
      </ActionIcon>
    </Tooltip>
  );
}
