import { Outlet, useRouter, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { HelpOverlay } from "../commands/HelpOverlay.tsx";
import { Palette, openPalette } from "../commands/Palette.tsx";
import { useCommands } from "../commands/registry.ts";
import { useKeyboard } from "../commands/use-keyboard.ts";
import { startReading, watchReadingStart } from "../widgets/reading-start.ts";
import styles from "./RootLayout.module.css";
import { useThemeCommands } from "./use-theme-commands.ts";

/** After a change of page, focus goes to its heading, as a fresh page load would start reading there. */
function useFocusOnNavigation(): void {
  const pathname = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const before = useRef<string | undefined>(undefined);
  useEffect(watchReadingStart, []);
  useEffect(() => {
    const isFirst = before.current === undefined;
    const wasAlert = isSamePage(before.current, pathname);
    before.current = pathname;
    if (isFirst || wasAlert) return;
    startReading();
  }, [pathname]);
}

/** Choosing another alert in the queue changes the address but not the page; focus stays in the list. */
function isSamePage(before: string | undefined, after: string | undefined): boolean {
  const page = (pathname: string | undefined): string => (pathname ?? "").split("/").slice(0, 4).join("/");
  return page(before) === page(after);
}

/** What every page has: skip link, palette, help, shortcuts, focus management. */
export function RootLayout() {
  const [isHelpOpen, setHelpOpen] = useState(false);
  const router = useRouter();
  useKeyboard();
  useFocusOnNavigation();
  useThemeCommands();
  useCommands([
    { id: "app.palette", title: "Command palette", group: "Console", keys: ["!mod+k"], isHiddenInPalette: true, run: openPalette },
    { id: "app.help", title: "Keyboard shortcuts", group: "Console", keys: ["?"], run: () => setHelpOpen(true) },
    { id: "app.home", title: "Go home", group: "Go to", keywords: "exercises", run: () => void router.navigate({ to: "/" }) },
  ]);
  return (
    <>
      <a href="#main" className={styles["skip"]}>
        Skip to the page
      </a>
      <Outlet />
      <Palette />
      <HelpOverlay isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </>
  );
}
