import { Button, Tooltip } from "@mantine/core";
import { IconBolt, IconBoltOff, IconLoader2 } from "@tabler/icons-react";
import { useConnection } from "../api/live/connection-store.ts";
import { retryLiveNow } from "../api/live/use-live.ts";
import styles from "./ConnectionState.module.css";

/** How the live channel stands, as icon and word; when it is down, a button tries again at once. */
export function ConnectionState() {
  const connection = useConnection((store) => store.connection);
  switch (connection.kind) {
    case "off":
      return null;
    case "live":
      return (
        <span className={styles["root"]} data-kind="live">
          <IconBolt size={14} aria-hidden="true" /> Live
        </span>
      );
    case "connecting":
      return (
        <span className={styles["root"]} data-kind="connecting">
          <IconLoader2 size={14} aria-hidden="true" /> Connecting
        </span>
      );
    case "waiting":
      return (
        <Tooltip label="The connection was lost. What you see may be old; everything you saved is safe.">
          <Button size="compact-sm" color="orange" variant="light" leftSection={<IconBoltOff size={14} />} onClick={retryLiveNow}>
            Offline · retry
          </Button>
        </Tooltip>
      );
    case "refused":
      return (
        <span className={styles["root"]} data-kind="refused" role="alert">
          <IconBoltOff size={14} aria-hidden="true" /> {connection.reason}
        </span>
      );
  }
}
