import { type RouterHistory, createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { alertSearch } from "../triage/alert-search.ts";
import { ErrorPage } from "./ErrorPage.tsx";
import { NotFoundPage } from "./NotFoundPage.tsx";
import { PageLoading } from "./PageLoading.tsx";
import { PlainLayout } from "./PlainLayout.tsx";
import { RootLayout } from "./RootLayout.tsx";
import { parseSearchText, writeSearchText } from "./search-codec.ts";

/** The named text parameters that an address really carries. */
function texts<K extends string>(search: Readonly<Record<string, unknown>>, ...names: readonly K[]): { readonly [Name in K]?: string } {
  const found: { [Name in K]?: string } = {};
  for (const name of names) {
    const value = search[name];
    if (typeof value === "string" && value !== "") found[name] = value;
  }
  return found;
}

const root = createRootRoute({ component: RootLayout, notFoundComponent: NotFoundPage });
const plain = createRoute({ getParentRoute: () => root, id: "plain", component: PlainLayout });

const home = createRoute({
  getParentRoute: () => plain,
  path: "/",
  component: lazyRouteComponent(() => import("../home/HomePage.tsx"), "HomePage"),
});
const join = createRoute({
  getParentRoute: () => plain,
  path: "/join/$code",
  component: lazyRouteComponent(() => import("../home/JoinPage.tsx"), "JoinPage"),
});
const signIn = createRoute({
  getParentRoute: () => plain,
  path: "/sign-in",
  component: lazyRouteComponent(() => import("../home/SignInPage.tsx"), "SignInPage"),
});
const signInLink = createRoute({
  getParentRoute: () => plain,
  path: "/sign-in/link",
  component: lazyRouteComponent(() => import("../home/SignInLinkPage.tsx"), "SignInLinkPage"),
});

const exercise = createRoute({
  getParentRoute: () => root,
  path: "/x/$exerciseId",
  component: lazyRouteComponent(() => import("./ExerciseShell.tsx"), "ExerciseShell"),
});
const exerciseIndex = createRoute({
  getParentRoute: () => exercise,
  path: "/",
  beforeLoad: ({ params }) => redirect({ to: "/x/$exerciseId/brief", params, replace: true, throw: true }),
});
const brief = createRoute({
  getParentRoute: () => exercise,
  path: "/brief",
  component: lazyRouteComponent(() => import("../brief/BriefPage.tsx"), "BriefPage"),
});
const alerts = createRoute({
  getParentRoute: () => exercise,
  path: "/alerts",
  validateSearch: alertSearch,
  component: lazyRouteComponent(() => import("../triage/AlertsPage.tsx"), "AlertsPage"),
});
const alert = createRoute({ getParentRoute: () => alerts, path: "/$alertId" });
const hunt = createRoute({
  getParentRoute: () => exercise,
  path: "/hunt",
  // The hunt page reads and versions its own address; everything passes through as text.
  validateSearch: (search: Record<string, unknown>) => search,
  component: lazyRouteComponent(() => import("../hunt/HuntPage.tsx"), "HuntPage"),
});
const evidence = createRoute({
  getParentRoute: () => exercise,
  path: "/evidence",
  validateSearch: (search: Record<string, unknown>) => texts(search, "label", "view", "piece"),
  component: lazyRouteComponent(() => import("../evidence/EvidencePage.tsx"), "EvidencePage"),
});
const caseFile = createRoute({
  getParentRoute: () => exercise,
  path: "/case",
  component: lazyRouteComponent(() => import("../case/CasePage.tsx"), "CasePage"),
});
const debrief = createRoute({
  getParentRoute: () => exercise,
  path: "/debrief",
  validateSearch: (search: Record<string, unknown>) => texts(search, "tab", "team"),
  component: lazyRouteComponent(() => import("../debrief/DebriefPage.tsx"), "DebriefPage"),
});

const run = createRoute({
  getParentRoute: () => plain,
  path: "/run",
  component: lazyRouteComponent(() => import("../facilitate/RunsPage.tsx"), "RunsPage"),
});
const controlRoomShell = createRoute({
  getParentRoute: () => root,
  path: "/run/$exerciseId",
  component: lazyRouteComponent(() => import("./ControlRoomShell.tsx"), "ControlRoomShell"),
});
const controlRoom = createRoute({
  getParentRoute: () => controlRoomShell,
  path: "/",
  validateSearch: (search: Record<string, unknown>) => texts(search, "tab"),
  component: lazyRouteComponent(() => import("../facilitate/ControlRoomPage.tsx"), "ControlRoomPage"),
});
const studio = createRoute({
  getParentRoute: () => plain,
  path: "/studio",
  component: lazyRouteComponent(() => import("../studio/StudioPage.tsx"), "StudioPage"),
});
const preview = createRoute({
  getParentRoute: () => plain,
  path: "/studio/$slug",
  validateSearch: (search: Record<string, unknown>) => texts(search, "seed"),
  component: lazyRouteComponent(() => import("../studio/PreviewPage.tsx"), "PreviewPage"),
});

const routeTree = root.addChildren([
  plain.addChildren([home, join, signIn, signInLink, run, studio, preview]),
  exercise.addChildren([exerciseIndex, brief, alerts.addChildren([alert]), hunt, evidence, caseFile, debrief]),
  controlRoomShell.addChildren([controlRoom]),
]);

/** Every address of the console; tests bring a history of their own. */
export function createAppRouter(history?: RouterHistory) {
  return createRouter({
    routeTree,
    ...(history === undefined ? {} : { history }),
    parseSearch: parseSearchText,
    stringifySearch: writeSearchText,
    defaultPreload: "intent",
    defaultErrorComponent: ErrorPage,
    defaultPendingComponent: PageLoading,
    defaultPendingMs: 150,
    scrollRestoration: true,
  });
}
