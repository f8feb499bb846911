import type { EventOf, LabEvent, LabEventKind } from "./events.ts";

type Listener = (event: LabEvent) => void;

/**
 * In-process bus. Listeners run at once, in the order of subscription, and must return quickly: work that takes time starts
 * a promise of its own. A listener that throws is reported and hurts nobody else.
 */
export interface EventBus {
  announce(event: LabEvent): void;
  /** Returns the way to stop listening. */
  subscribe(listener: Listener): () => void;
  on<Kind extends LabEventKind>(kind: Kind, listener: (event: EventOf<Kind>) => void): () => void;
}

export function createEventBus(onListenerError: (error: unknown, event: LabEvent) => void): EventBus {
  const listeners = new Set<Listener>();
  const subscribe = (listener: Listener): (() => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  };
  return {
    announce(event) {
      for (const listener of listeners) {
        try {
          listener(event);
        } catch (error) {
          onListenerError(error, event);
        }
      }
    },
    subscribe,
    on(kind, listener) {
      return subscribe((event) => {
        if (isOfKind(event, kind)) listener(event);
      });
    },
  };
}

function isOfKind<Kind extends LabEventKind>(event: LabEvent, kind: Kind): event is EventOf<Kind> {
  return event.kind === kind;
}
