import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { applyLiveEvent, refetchExercise } from "./apply-event.ts";
import { useArrivals } from "./arrivals-store.ts";
import { useConnection } from "./connection-store.ts";
import { LiveClient } from "./live-client.ts";

function openSocket(url: string): WebSocket {
  return new WebSocket(url);
}

let current: LiveClient | null = null;

/** Follows an exercise while mounted. One page follows one exercise. */
export function useLive(exerciseId: string): void {
  const cache = useQueryClient();
  useEffect(() => {
    const client = new LiveClient({
      exerciseId,
      origin: window.location.origin,
      openSocket,
      random: Math.random,
      now: Date.now,
      onEvent: (event) => applyLiveEvent(cache, exerciseId, event),
      onFresh: () => refetchExercise(cache, exerciseId),
      onState: useConnection.getState().setConnection,
    });
    current = client;
    useArrivals.getState().clear();
    client.start();
    const retry = (): void => client.retryNow();
    window.addEventListener("online", retry);
    return () => {
      window.removeEventListener("online", retry);
      client.stop();
      current = null;
    };
  }, [cache, exerciseId]);
}

/** Tries the live channel again at once; nothing to do when it is up. */
export function retryLiveNow(): void {
  current?.retryNow();
}
