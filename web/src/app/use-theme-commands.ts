import { useMantineColorScheme } from "@mantine/core";
import { useCommands } from "../commands/registry.ts";

/** Light, dark and system, in the palette. */
export function useThemeCommands(): void {
  const { setColorScheme } = useMantineColorScheme();
  useCommands([
    { id: "theme.light", title: "Use the light theme", group: "Console", keywords: "colour", run: () => setColorScheme("light") },
    { id: "theme.dark", title: "Use the dark theme", group: "Console", keywords: "colour", run: () => setColorScheme("dark") },
    { id: "theme.auto", title: "Use the system's theme", group: "Console", keywords: "colour auto", run: () => setColorScheme("auto") },
  ]);
}
