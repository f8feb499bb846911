import { z } from "zod";
import { LocalId, Prose, Share } from "./parts.ts";

const Hour = z.number().min(0).max(24);

const Habits = z.strictObject({
  outlook: Share.describe("Probability that a person uses Outlook at all."),
  owa: Share,
  phone: Share,
  startHour: Hour.describe("Local time; 8.5 is half past eight."),
  endHour: Hour,
  mailsPerDay: z.number().min(0).max(500),
});

const Host = z.strictObject({
  role: LocalId.describe("Texts and steps refer to it as `host.<role>`."),
  kind: z.enum(["exchange", "domain-controller", "member-server", "workstation"]),
  name: z.string().regex(/^[A-Z0-9][A-Z0-9-]{0,14}$/, "A NetBIOS name is at most 15 capital letters, digits and `-`"),
  ip: z.string(),
  exchange: z
    .strictObject({
      product: z.enum(["2013", "2016", "2019"]),
      build: z.string().regex(/^15\.\d\.\d{3,4}\.\d{1,2}$/, "A build looks like `15.1.2176.2`"),
    })
    .optional(),
  edr: z.boolean().describe("True: an EDR sensor fills the Device tables for it."),
});

/** `casts/<id>.yaml`: an organisation with its hosts, people and habits. Names that it leaves open are drawn from the seed. */
export const CastFile = z.strictObject({
  organisation: z.strictObject({
    name: Prose,
    domain: z.string(),
    netbios: z.string().regex(/^[A-Z0-9-]{1,15}$/, "A NetBIOS domain is at most 15 capital letters, digits and `-`"),
    sector: Prose,
    facts: z.array(z.strictObject({ label: Prose, value: Prose })).optional(),
  }),
  site: z.strictObject({ city: Prose, network: z.string(), publicNetwork: z.string(), mailHost: z.string() }),
  hosts: z.array(Host).min(1),
  people: z.array(
    z.strictObject({
      role: LocalId.describe("Texts and steps refer to it as `person.<role>`."),
      department: Prose,
      title: Prose,
      administrator: z.boolean().optional(),
      habits: Habits.optional().describe("Left out, the department's."),
    }),
  ),
  departments: z.array(z.strictObject({ name: Prose, headcount: z.number().int().min(1).max(5000), habits: Habits })).min(1),
});
export type CastFile = z.infer<typeof CastFile>;

/** `actors/<id>.yaml`: somebody who acts in stories. */
export const ActorFile = z.strictObject({
  coverName: Prose.describe("What the debrief calls it. Never the name of a real group."),
  kind: z.enum(["intruder", "staff", "third-party", "scanner"]),
  description: Prose,
  networks: z.array(z.string()).describe("CIDR blocks that its addresses are drawn from; empty for staff."),
  userAgents: z.array(Prose),
  autonomousSystem: z.string().optional(),
});
export type ActorFile = z.infer<typeof ActorFile>;
