import { z } from "zod";
import { DisplayName, Id, Slug } from "../primitives.ts";

/** What a signed-in person may be. A trainee has no account: joining by code or starting a guided scenario makes one. */
export const Role = z.enum(["trainee", "instructor"]);
export type Role = z.infer<typeof Role>;

export const Me = z.object({
  user: z.object({ id: Id, displayName: z.string(), role: Role, hasPassword: z.boolean() }).nullable(),
});
export type Me = z.infer<typeof Me>;

/** Codes are six characters of an alphabet without look-alikes; case, blanks and dashes are ignored on input. */
export const JoinCode = z
  .string()
  .transform((s) => s.toUpperCase().replaceAll(/[\s-]/g, ""))
  .pipe(z.string().regex(/^[A-HJ-NP-Z2-9]{6}$/));

/** Body of `POST /api/auth/join`. Without a team the server puts the person into the smallest one. */
export const JoinRequest = z.object({ code: JoinCode, displayName: DisplayName, teamId: Id.optional() });
export const JoinPreview = z.object({
  exerciseTitle: z.string(),
  scenarioTitle: z.string(),
  teams: z.array(z.object({ id: Id, name: z.string(), members: z.number().int() })),
});

/** Body of `POST /api/auth/solo`: a learner alone starts a guided scenario with a display name and nothing else. */
export const SoloRequest = z.object({ slug: Slug, displayName: DisplayName });

/** Body of `POST /api/auth/link`: redeems a one-time sign-in link. */
export const LinkRequest = z.object({ token: z.string().min(1).max(200) });
export type LinkRequest = z.infer<typeof LinkRequest>;

/** Body of `POST /api/auth/credentials`: an instructor who came by link chooses how to sign in from now on. */
export const CredentialsRequest = z.object({
  displayName: DisplayName,
  email: z.email().max(254),
  password: z.string().min(10).max(128),
});
export type CredentialsRequest = z.infer<typeof CredentialsRequest>;

/** Answer of join and solo; the session cookie comes with it. */
export const Joined = z.object({ exerciseId: Id, teamId: Id });
export type Joined = z.infer<typeof Joined>;
export type JoinCode = z.infer<typeof JoinCode>;
export type JoinRequest = z.infer<typeof JoinRequest>;
export type JoinPreview = z.infer<typeof JoinPreview>;
export type SoloRequest = z.infer<typeof SoloRequest>;
