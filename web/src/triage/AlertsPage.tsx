import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { useAlerts } from "../api/alerts.ts";
import { useMe } from "../api/session.ts";
import { countOf } from "../base/plural.ts";
import { useExerciseId } from "../base/use-exercise-id.ts";
import { useCommands } from "../commands/registry.ts";
import { Loaded } from "../widgets/Loaded.tsx";
import { EmptyState } from "../widgets/EmptyState.tsx";
import { PageHeader } from "../widgets/PageHeader.tsx";
import { SplitPane } from "../widgets/SplitPane.tsx";
import { AlertDetailPane } from "./AlertDetailPane.tsx";
import { AlertQueue } from "./AlertQueue.tsx";
import { QueueFilters } from "./QueueFilters.tsx";
import { type AlertSearch, isShown } from "./alert-search.ts";

/** The triage queue: list at the left, the chosen alert at the right. Filters and choice are in the address. */
export function AlertsPage() {
  const exerciseId = useExerciseId();
  const { alertId } = useParams({ strict: false });
  const search = useSearch({ from: "/x/$exerciseId/alerts" });
  const navigate = useNavigate();
  const alerts = useAlerts(exerciseId);
  const myId = useMe().data?.user?.id ?? "";
  const filter = search.show ?? "open";
  const shown = useMemo(
    () =>
      // The chosen alert stays in the list even when a verdict takes it out of the filter: the reader keeps their place.
      (alerts.data ?? []).filter(
        (alert) =>
          alert.id === alertId || (isShown(filter, alert, myId) && (search.severity === undefined || alert.severity === search.severity)),
      ),
    [alerts.data, alertId, filter, myId, search.severity],
  );

  const choose = (id: string): void =>
    void navigate({ to: "/x/$exerciseId/alerts/$alertId", params: { exerciseId, alertId: id }, search: true });
  const refilter = (search: AlertSearch): void =>
    void (alertId === undefined
      ? navigate({ to: "/x/$exerciseId/alerts", params: { exerciseId }, search, replace: true })
      : navigate({ to: "/x/$exerciseId/alerts/$alertId", params: { exerciseId, alertId }, search, replace: true }));
  const step = (by: 1 | -1): void => {
    const at = shown.findIndex((alert) => alert.id === alertId);
    const next = shown[at === -1 ? 0 : Math.max(0, Math.min(shown.length - 1, at + by))];
    if (next !== undefined) choose(next.id);
  };
  useCommands([
    { id: "alerts.next", title: "Next alert", group: "Alerts", keys: ["j", "down"], isHiddenInPalette: true, run: () => step(1) },
    { id: "alerts.previous", title: "Previous alert", group: "Alerts", keys: ["k", "up"], isHiddenInPalette: true, run: () => step(-1) },
  ]);

  const open = alerts.data?.filter((alert) => alert.status !== "closed").length ?? 0;
  return (
    <>
      <PageHeader
        title="Alerts"
        subtitle={alerts.data === undefined ? undefined : `${open} open of ${countOf(alerts.data.length, "alert")}`}
        actions={<QueueFilters search={search} onChange={refilter} />}
      />
      <Loaded query={alerts} lines={8}>
        {(all) => (
          <SplitPane
            sized="first"
            storageKey="alerts"
            defaultPx={420}
            minPx={260}
            maxPx={760}
            label="Alert list width"
            first={<AlertQueue alerts={shown} totalCount={all.length} chosenId={alertId} onChoose={choose} />}
            second={
              alertId === undefined ? (
                <EmptyState headline={all.length === 0 ? "Nothing to judge yet" : "No alert chosen"}>
                  {all.length === 0
                    ? "Detection rules run on the exercise clock; what they raise appears here."
                    : "Choose one from the list, or press j and k to walk through it."}
                </EmptyState>
              ) : (
                <AlertDetailPane key={alertId} exerciseId={exerciseId} alertId={alertId} alerts={all} />
              )
            }
          />
        )}
      </Loaded>
    </>
  );
}
