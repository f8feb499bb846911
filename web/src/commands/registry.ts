import { useEffect, useId, useRef } from "react";
import { create } from "zustand";

/** Something a person can do, known to the palette, the keyboard and the help overlay alike. */
export interface Command {
  /** Stable, `area.act`: `go.hunt`, `alert.judge-true`. */
  readonly id: string;
  readonly title: string;
  /** Heading in palette and help. */
  readonly group: string;
  /** Shortcuts as `parseHotkey` reads them; all of them are shown. */
  readonly keys?: readonly string[];
  /** More words that the palette finds it by. */
  readonly keywords?: string;
  /** Greyed out and deaf while false. */
  readonly isEnabled?: boolean;
  /** Keyboard only, such as moving in a list: shown in help, not in the palette. */
  readonly isHiddenInPalette?: boolean;
  readonly run: () => void;
}

interface Registry {
  readonly sets: ReadonlyMap<string, readonly Command[]>;
  readonly put: (owner: string, commands: readonly Command[]) => void;
  readonly drop: (owner: string) => void;
}

/** Commands by the component that offers them; a Map keeps the order in which they came. */
export const useRegistry = create<Registry>()((set) => ({
  sets: new Map(),
  put: (owner, commands) => set(({ sets }) => ({ sets: new Map(sets).set(owner, commands) })),
  drop: (owner) =>
    set(({ sets }) => {
      const rest = new Map(sets);
      rest.delete(owner);
      return { sets: rest };
    }),
}));

/** All commands on offer, earliest registered first. */
export function allCommands(sets: ReadonlyMap<string, readonly Command[]>): readonly Command[] {
  return [...sets.values()].flat();
}

/** What of a command the lists show; `run` is left out because it is new on every render. */
function faceOf(command: Command): string {
  return JSON.stringify([
    command.id,
    command.title,
    command.group,
    command.keys,
    command.keywords,
    command.isEnabled,
    command.isHiddenInPalette,
  ]);
}

/**
 * Offers commands while the component is mounted. Pass them inline: the newest `run` is always the one called, and the
 * registry changes only when something visible does.
 */
export function useCommands(commands: readonly Command[]): void {
  const owner = useId();
  const latest = useRef(commands);
  const put = useRegistry((registry) => registry.put);
  const drop = useRegistry((registry) => registry.drop);
  const faces = commands.map(faceOf).join("\n");

  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => {
    put(
      owner,
      latest.current.map((command, index) => ({ ...command, run: () => latest.current[index]?.run() })),
    );
    // `faces` says when the visible part of the commands changed, though the effect does not read it.
    // eslint-disable-next-line react/exhaustive-effect-dependencies
  }, [owner, faces, put]);
  useEffect(() => () => drop(owner), [owner, drop]);
}
