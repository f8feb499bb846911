import type { ReportBody, ReportView } from "@mailroom/server/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { api, client } from "../api/client.ts";
import { errorCode } from "../api/errors.ts";
import { useConnection } from "../api/live/connection-store.ts";
import { withKey } from "../api/with-key.ts";
import {
  type ReportSession,
  type SaveState,
  beginSave,
  confirmSave,
  edit,
  failSave,
  meet,
  openSession,
  saveStateOf,
  settleConflict,
} from "./report-session.ts";
import { unsentReport } from "./unsent.ts";

/** A pause in typing of this length sends what was typed. */
const AUTOSAVE_MS = 1200;

export interface ReportEditing {
  readonly body: ReportBody;
  readonly revision: number;
  readonly saveState: SaveState;
  readonly conflict: ReportSession["conflict"];
  readonly change: (body: ReportBody) => void;
  readonly saveNow: () => void;
  readonly settle: (keep: "mine" | "theirs") => void;
}

/** Edits a report with autosave; `view` is what the server last said, also by way of the live channel. */
export function useReportSession(exerciseId: string, view: ReportView): ReportEditing {
  const [session, setSession] = useState(() => openSession(view, unsentReport(exerciseId).read()));
  const cache = useQueryClient();
  const saveState = saveStateOf(session);

  const save = async (): Promise<void> => {
    if (session.sending !== null || session.conflict !== null) return;
    const { body, revision } = session;
    setSession(beginSave);
    try {
      const saved = await withKey((key) => client.report.save({ key, exerciseId, baseRevision: revision, body }));
      setSession((now) => confirmSave(now, saved));
      cache.setQueryData(api.report.get.queryKey({ input: { exerciseId } }), saved);
    } catch (error) {
      if (errorCode(error) === "CONFLICT") {
        const theirs = await client.report.get({ exerciseId });
        setSession((now) => meet(now, theirs));
        cache.setQueryData(api.report.get.queryKey({ input: { exerciseId } }), theirs);
      } else setSession((now) => failSave(now, error));
    }
  };
  const autosave = useEffectEvent(() => void save().catch((error: unknown) => setSession((now) => failSave(now, error))));

  useEffect(() => {
    if (saveState === "saved") return unsentReport(exerciseId).drop();
    unsentReport(exerciseId).keep({ base: session.confirmed, baseRevision: session.revision, body: session.body });
    if (saveState !== "unsaved") return undefined;
    const timer = setTimeout(() => autosave(), AUTOSAVE_MS);
    return () => clearTimeout(timer);
  }, [exerciseId, saveState, session.body, session.confirmed, session.revision]);

  // What could not be saved is sent again when the server is back, without anybody asking.
  const resume = useEffectEvent(() => saveState === "failed" && autosave());
  useEffect(
    () =>
      useConnection.subscribe(({ connection }, before) => {
        if (connection.kind === "live" && before.connection.kind !== "live") resume();
      }),
    [],
  );

  // A version that this page did not save comes over the live channel; it waits while a save of ours is under way.
  const [met, setMet] = useState(view);
  if (met !== view && session.sending === null) {
    setMet(view);
    setSession(meet(session, view));
  }

  return {
    body: session.body,
    revision: session.revision,
    saveState,
    conflict: session.conflict,
    change: (body) => setSession((now) => edit(now, body)),
    saveNow: () => void save().catch((error: unknown) => setSession((now) => failSave(now, error))),
    settle: (keep) => setSession((now) => settleConflict(now, keep)),
  };
}
