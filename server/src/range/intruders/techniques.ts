import type { Technique } from "./technique.ts";
import { ecpSession } from "./techniques/ecp-session.ts";
import { oabResetWritesPage } from "./techniques/oab-reset-writes-page.ts";
import { oabSettingsPoison } from "./techniques/oab-settings-poison.ts";
import { oabSettingsRead } from "./techniques/oab-settings-read.ts";
import { oabUrlChange } from "./techniques/oab-url-change.ts";
import { pageTouch } from "./techniques/page-touch.ts";
import { ssrfProbe } from "./techniques/ssrf-probe.ts";
import { webPageCheck } from "./techniques/web-page-check.ts";
import { webShellCommand } from "./techniques/web-shell-command.ts";
import { webShellSweep } from "./techniques/web-shell-sweep.ts";

/** Every technique that a story may name. */
export const ALL_TECHNIQUES: readonly Technique[] = [
  ssrfProbe,
  ecpSession,
  oabSettingsRead,
  oabSettingsPoison,
  oabResetWritesPage,
  webPageCheck,
  webShellCommand,
  webShellSweep,
  oabUrlChange,
  pageTouch,
];

export const TECHNIQUES_BY_NAME: ReadonlyMap<string, Technique> = new Map(
  ALL_TECHNIQUES.map((technique) => [technique.description.name, technique]),
);
