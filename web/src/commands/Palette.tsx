import { Spotlight, spotlight } from "@mantine/spotlight";
import { useState } from "react";
import { groupBy } from "../base/group-by.ts";
import { Kbd } from "../widgets/Kbd.tsx";
import styles from "./Palette.module.css";
import { type Command, allCommands, useRegistry } from "./registry.ts";

/** Commands that contain every word of the query, in title, group or keywords. */
export function findCommands(commands: readonly Command[], query: string): readonly Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter((command) => {
    if (command.isHiddenInPalette === true || command.isEnabled === false) return false;
    const text = `${command.title} ${command.group} ${command.keywords ?? ""}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** What belongs to the page first, the console's own settings last. */
function pageFirst(commands: readonly Command[]): readonly Command[] {
  const rank = (command: Command): number => (command.group === "Console" ? 2 : command.group === "Go to" ? 1 : 0);
  return commands.toSorted((a, b) => rank(a) - rank(b));
}

/** Everything that can be done now, found by typing. Opens with Ctrl/⌘ K. */
export function Palette() {
  const [query, setQuery] = useState("");
  const commands = allCommands(useRegistry((registry) => registry.sets));
  const found = pageFirst(findCommands(commands, query));
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      maxHeight={420}
      overlayProps={{ blur: 0 }}
      // The dialog is the content node; a label on the root would land on its wrapper.
      attributes={{ content: { "aria-label": "Command palette" } }}
    >
      <Spotlight.Search placeholder="Go to a page or do something …" aria-label="Find a command" />
      <Spotlight.ActionsList>
        {groupBy(found, (command) => command.group).map(([group, members]) => (
          <Spotlight.ActionsGroup key={group} label={group}>
            {members.map((command) => (
              <Spotlight.Action key={command.id} onClick={() => command.run()}>
                <span className={styles["title"]}>{command.title}</span>
                {command.keys?.[0] !== undefined && <Kbd keys={command.keys[0]} />}
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {found.length === 0 && <Spotlight.Empty>Nothing by that name</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

export function openPalette(): void {
  spotlight.open();
}
