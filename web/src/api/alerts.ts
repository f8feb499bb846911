import type { AlertSummary, VerdictKind } from "@mailroom/server/contract";
import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, client } from "./client.ts";
import { withKey } from "./with-key.ts";

export function useAlerts(exerciseId: string) {
  return useQuery(api.alerts.list.queryOptions({ input: { exerciseId } }));
}

export function useAlert(exerciseId: string, alertId: string) {
  return useQuery(api.alerts.get.queryOptions({ input: { exerciseId, alertId } }));
}

/** Puts one alert, as the server now has it, into the list and into its own page. */
export function storeAlert(cache: QueryClient, exerciseId: string, alert: AlertSummary): void {
  cache.setQueryData(api.alerts.list.queryKey({ input: { exerciseId } }), (alerts) => upsertAlert(alerts, alert));
  cache.setQueryData(api.alerts.get.queryKey({ input: { exerciseId, alertId: alert.id } }), (detail) =>
    detail === undefined ? detail : { ...detail, ...alert },
  );
}

/** The list with this alert in it once, in order of arrival. */
export function upsertAlert(alerts: readonly AlertSummary[] | undefined, alert: AlertSummary): AlertSummary[] | undefined {
  return alerts && [...alerts.filter((one) => one.id !== alert.id), alert].sort((a, b) => a.number - b.number);
}

export type AlertAct =
  | { readonly act: "claim" | "release" | "reopen"; readonly alertId: string }
  | {
      readonly act: "judge";
      readonly alertId: string;
      readonly kind: VerdictKind;
      readonly confidence: number;
      readonly reason: string;
      readonly duplicateOf: string | null;
    }
  | { readonly act: "link"; readonly alertId: string; readonly evidenceIds: string[] };

function send(exerciseId: string, act: AlertAct, key: string): Promise<AlertSummary> {
  const ref = { exerciseId, alertId: act.alertId, key };
  switch (act.act) {
    case "claim":
      return client.alerts.claim(ref);
    case "release":
      return client.alerts.release(ref);
    case "reopen":
      return client.alerts.reopen(ref);
    case "judge":
      return client.alerts.judge({ ...ref, kind: act.kind, confidence: act.confidence, reason: act.reason, duplicateOf: act.duplicateOf });
    case "link":
      return client.alerts.linkEvidence({ ...ref, evidenceIds: act.evidenceIds });
  }
}

/** What the alert will look like when the server agrees; shown at once, put right by the answer. */
export function anticipate(alert: AlertSummary, act: AlertAct, me: { readonly id: string; readonly displayName: string }): AlertSummary {
  switch (act.act) {
    case "claim":
      return { ...alert, status: "claimed", claimedBy: { userId: me.id, displayName: me.displayName } };
    case "release":
      return { ...alert, status: "new", claimedBy: null };
    case "reopen":
      return { ...alert, status: alert.claimedBy === null ? "new" : "claimed", verdict: null };
    case "judge":
      return {
        ...alert,
        status: "closed",
        verdict: {
          kind: act.kind,
          confidence: act.confidence,
          reason: act.reason,
          duplicateOf: act.duplicateOf,
          byName: me.displayName,
          at: alert.lastRowAt,
        },
      };
    case "link":
      return { ...alert, evidenceIds: act.evidenceIds };
  }
}

/** One act on an alert: optimistic, taken back if the server refuses. */
export function useAlertAct(exerciseId: string, me: { readonly id: string; readonly displayName: string }) {
  const cache = useQueryClient();
  const listKey = api.alerts.list.queryKey({ input: { exerciseId } });
  return useMutation({
    mutationFn: (act: AlertAct) => withKey((key) => send(exerciseId, act, key)),
    onMutate: (act) => {
      const before = cache.getQueryData(listKey)?.find((alert) => alert.id === act.alertId);
      if (before !== undefined) storeAlert(cache, exerciseId, anticipate(before, act, me));
      return { before };
    },
    onError: (_error, _act, context) => {
      if (context?.before !== undefined) storeAlert(cache, exerciseId, context.before);
    },
    onSuccess: (alert) => storeAlert(cache, exerciseId, alert),
  });
}
