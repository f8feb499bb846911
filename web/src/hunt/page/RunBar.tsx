import { ActionIcon, Button, Tooltip } from "@mantine/core";
import {
  IconBinaryTree,
  IconBookmark,
  IconIndentIncrease,
  IconLayoutSidebar,
  IconLayoutSidebarRight,
  IconLink,
  IconPlayerPlayFilled,
  IconPlayerStopFilled,
  IconPlugConnected,
} from "@tabler/icons-react";
import { type ReactNode, useEffect, useState } from "react";
import styles from "./page.module.css";

type RunBarProps = {
  /** When the query under way was started, on `performance.now()`'s clock; null when none is. */
  readonly startedAtMs: number | null;
  readonly onRun: () => void;
  readonly onCancel: () => void;
  readonly onFormat: () => void;
  readonly onExplain: () => void;
  readonly onSave: () => void;
  readonly onCopyLink: () => void;
  readonly onConnect: () => void;
  readonly onToggleSchema: () => void;
  readonly onToggleInspector: () => void;
  readonly children: ReactNode;
};

/** The bar above the editor: run or cancel, layout, plan, link, and the time range at the right. */
export function RunBar({
  startedAtMs,
  onRun,
  onCancel,
  onFormat,
  onExplain,
  onSave,
  onCopyLink,
  onConnect,
  onToggleSchema,
  onToggleInspector,
  children,
}: RunBarProps) {
  return (
    <div className={styles["runBar"]}>
      <IconButton label="Schema panel ([)" onClick={onToggleSchema} icon={<IconLayoutSidebar size={16} />} />
      {startedAtMs === null ? (
        <Tooltip label="Runs the query under the cursor (Shift+Enter)">
          <Button leftSection={<IconPlayerPlayFilled size={13} />} onClick={onRun}>
            Run
          </Button>
        </Tooltip>
      ) : (
        <Button color="red" leftSection={<IconPlayerStopFilled size={13} />} onClick={onCancel}>
          Cancel
        </Button>
      )}
      {startedAtMs !== null && <Elapsed startedAtMs={startedAtMs} />}
      <IconButton label="Lay out the query (Shift+Alt+F)" onClick={onFormat} icon={<IconIndentIncrease size={16} />} />
      <IconButton label="Inspect query: plan and SQL" onClick={onExplain} icon={<IconBinaryTree size={16} />} />
      <IconButton label="Save the query for your team (Ctrl+S)" onClick={onSave} icon={<IconBookmark size={16} />} />
      <IconButton label="Copy a link to this query" onClick={onCopyLink} icon={<IconLink size={16} />} />
      <IconButton label="Connect a notebook or tool" onClick={onConnect} icon={<IconPlugConnected size={16} />} />
      <span className={styles["grow"]} />
      {children}
      <IconButton label="Row panel (])" onClick={onToggleInspector} icon={<IconLayoutSidebarRight size={16} />} />
    </div>
  );
}

function IconButton({ label, icon, onClick }: { readonly label: string; readonly icon: ReactNode; readonly onClick: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

/** Seconds since the start. Not announced: a number that changes ten times a second is noise to a screen reader. */
function Elapsed({ startedAtMs }: { readonly startedAtMs: number }) {
  const [nowMs, setNowMs] = useState(startedAtMs);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(performance.now()), 100);
    return () => clearInterval(timer);
  }, []);
  return (
    <span className={styles["elapsed"]} aria-hidden="true">
      {(Math.max(0, nowMs - startedAtMs) / 1000).toFixed(1)} s
    </span>
  );
}
