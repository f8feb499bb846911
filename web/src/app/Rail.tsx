import { IconArrowLeft, IconBellRinging, IconBooks, IconFileText, IconPin, IconReportAnalytics, IconTerminal2 } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useAlerts } from "../api/alerts.ts";
import { useEvidence } from "../api/evidence.ts";
import { useCommands } from "../commands/registry.ts";
import styles from "./Rail.module.css";

const PAGES = [
  { to: "/x/$exerciseId/brief", title: "Brief", keys: "g b", icon: IconBooks },
  { to: "/x/$exerciseId/alerts", title: "Alerts", keys: "g a", icon: IconBellRinging },
  { to: "/x/$exerciseId/hunt", title: "Hunt", keys: "g h", icon: IconTerminal2 },
  { to: "/x/$exerciseId/evidence", title: "Evidence", keys: "g e", icon: IconPin },
  { to: "/x/$exerciseId/case", title: "Case", keys: "g c", icon: IconFileText },
  { to: "/x/$exerciseId/debrief", title: "Debrief", keys: "g d", icon: IconReportAnalytics },
] as const;

interface Props {
  readonly exerciseId: string;
  readonly isDebriefOpen: boolean;
  /** Somebody without a team looks at a class: the pages of a team's work are not theirs. */
  readonly isFacilitator: boolean;
}

/** The pages of an exercise, with what waits on them. */
export function Rail({ exerciseId, isDebriefOpen, isFacilitator }: Props) {
  return isFacilitator ? <FacilitatorRail exerciseId={exerciseId} /> : <TeamRail exerciseId={exerciseId} isDebriefOpen={isDebriefOpen} />;
}

function FacilitatorRail({ exerciseId }: Pick<Props, "exerciseId">) {
  return (
    <nav className={styles["root"]} aria-label="Exercise">
      <ul className={styles["list"]}>
        <li>
          <Link to="/run/$exerciseId" params={{ exerciseId }} className={styles["link"]} title="Control room">
            <IconArrowLeft size={17} stroke={1.7} aria-hidden="true" />
            <span className={styles["title"]}>Control room</span>
          </Link>
        </li>
        <li>
          <Link
            to="/x/$exerciseId/brief"
            params={{ exerciseId }}
            className={styles["link"]}
            title="Brief"
            activeProps={{ "data-active": "true", "aria-current": "page" }}
          >
            <IconBooks size={17} stroke={1.7} aria-hidden="true" />
            <span className={styles["title"]}>Brief</span>
          </Link>
        </li>
      </ul>
    </nav>
  );
}

function TeamRail({ exerciseId, isDebriefOpen }: Omit<Props, "isFacilitator">) {
  const navigate = useNavigate();
  const openAlerts = useAlerts(exerciseId).data?.filter((alert) => alert.status !== "closed").length ?? 0;
  const pieces = useEvidence(exerciseId).data?.filter((piece) => !piece.isRemoved).length ?? 0;
  const badges: Readonly<Record<string, { readonly count: number; readonly words: string }>> = {
    Alerts: { count: openAlerts, words: "open" },
    Evidence: { count: pieces, words: "pinned" },
  };
  useCommands(
    PAGES.map(({ to, title, keys }) => ({
      id: `go.${title.toLowerCase()}`,
      title,
      group: "Go to",
      keys: [keys],
      run: () => void navigate({ to, params: { exerciseId } }),
    })),
  );
  return (
    <nav className={styles["root"]} aria-label="Exercise">
      <ul className={styles["list"]}>
        {PAGES.map(({ to, title, icon: Icon }) => {
          const badge = badges[title];
          return (
            <li key={title}>
              <Link
                to={to}
                params={{ exerciseId }}
                className={styles["link"]}
                title={title}
                activeProps={{ "data-active": "true", "aria-current": "page" }}
              >
                <Icon size={17} stroke={1.7} aria-hidden="true" />
                <span className={styles["title"]}>{title}</span>
                {badge !== undefined && badge.count > 0 && (
                  <span className={styles["count"]}>
                    {badge.count}
                    <span className="visually-hidden"> {badge.words}</span>
                  </span>
                )}
                {title === "Debrief" && !isDebriefOpen && <span className={styles["later"]}>later</span>}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
