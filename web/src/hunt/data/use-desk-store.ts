import type { HuntDesk } from "@mailroom/server/contract";
import { useEffect, useState } from "react";
import { fromWireDesk, newDesk } from "../desk/desk.ts";
import { DeskKeeper, type DeskShelf } from "../state/desk-keeper.ts";
import { createHuntStore, type HuntStore } from "../state/hunt-store.ts";
import { saveDesk } from "./use-hunt-data.ts";

function browserShelf(): DeskShelf | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/**
 * The hunt page's store over the saved tabs, kept on the server from then on. What this browser could not deliver last time goes
 * first: it is newer than what the server has.
 */
export function useDeskStore(exerciseId: string, saved: HuntDesk): { readonly store: HuntStore; readonly isKept: boolean } {
  const [isKept, setKept] = useState(true);
  const [{ store, keeper }] = useState(() => {
    const made = new DeskKeeper({ exerciseId, shelf: browserShelf(), save: (desk) => saveDesk(exerciseId, desk), onHealth: setKept });
    const desk = made.undelivered() ?? fromWireDesk(saved) ?? newDesk(crypto.randomUUID());
    return { store: createHuntStore(desk), keeper: made };
  });
  useEffect(() => {
    let known = store.getState().desk;
    const stop = store.subscribe(({ desk }) => {
      if (desk.tabs === known.tabs && desk.activeId === known.activeId) return;
      known = desk;
      keeper.keep(desk);
    });
    const flush = () => keeper.flush();
    window.addEventListener("pagehide", flush);
    return () => {
      stop();
      window.removeEventListener("pagehide", flush);
      flush();
    };
  }, [store, keeper]);
  return { store, isKept };
}
