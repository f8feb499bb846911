import { z } from "zod";
import { Ipv4Address, Ipv4Network, LocalId, Prose, Share } from "./parts.ts";

const Hour = z.number().min(0).max(24);

const Habits = z.strictObject({
  outlook: Share.describe("Probability that a person uses Outlook at all."),
  owa: Share,
  phone: Share,
  startHour: Hour.describe("Local time; 8.5 is half past eight."),
  endHour: Hour,
  mailsPerDay: z.number().min(0).max(500),
  shifts: z
    .array(Hour)
    .min(2)
    .max(4)
    .optional()
    .describe("Local hours at which shifts begin; people take turns week by week, and a shift is as long as `startHour` to `endHour`."),
  travel: Share.optional().describe("Probability that a person travels within a fortnight and works from a hotel; 0.1 if left out."),
});

const Host = z.strictObject({
  role: LocalId.describe("Texts and steps refer to it as `host.<role>`."),
  kind: z
    .enum([
      "exchange",
      "domain-controller",
      "member-server",
      "backup-server",
      "jump-host",
      "workstation",
      "firewall",
      "mail-relay",
      "load-balancer",
      "web-proxy",
    ])
    .describe(
      "A `backup-server` starts the backup of every other server and keeps it; over a `jump-host` the technicians of the `provider` reach the servers; a `firewall` logs what crosses the edge; through a `mail-relay` all mail from and to the internet goes; a `load-balancer` spreads web requests over the Exchange servers; through a `web-proxy` people's browsers go out.",
    ),
  name: z.string().regex(/^[A-Z0-9][A-Z0-9-]{0,14}$/, "A NetBIOS name is at most 15 capital letters, digits and `-`"),
  ip: Ipv4Address,
  exchange: z
    .strictObject({
      product: z.enum(["2010", "2013", "2016", "2019"]),
      build: z.string().regex(/^1[45]\.\d\.\d{3,4}\.\d{1,2}$/, "A build looks like `15.1.2176.2`"),
      availabilityGroup: z
        .string()
        .regex(/^[A-Z0-9][A-Z0-9-]{0,14}$/, "A NetBIOS name is at most 15 capital letters, digits and `-`")
        .optional()
        .describe("Name of the database availability group; servers with the same one hold copies of each other's databases."),
    })
    .optional(),
  balancing: z
    .strictObject({
      hidesClients: z.boolean().describe("True: the servers' logs show the balancer's address instead of the client's (source NAT)."),
      forwardsClients: z.boolean().describe("True: it adds `X-Forwarded-For`, which Exchange believes and IIS logs in a field of its own."),
    })
    .optional()
    .describe("For a `load-balancer` only."),
  edr: z.boolean().describe("True: an EDR sensor fills the Device tables for it."),
});

const Provider = z
  .strictObject({
    name: Prose,
    network: Ipv4Network.describe("Of the provider on the internet: where its technicians come from."),
    pool: Ipv4Network.describe("Within the site's network: the VPN gives technicians an address of it."),
    technicians: z.number().int().min(1).max(5),
  })
  .describe("A managed-service provider that looks after the servers over the `jump-host`, morning, evening and in the night.");

/** `casts/<id>.yaml`: an organisation with its hosts, people and habits. Names that it leaves open are drawn from the seed. */
export const CastFile = z.strictObject({
  organisation: z.strictObject({
    name: Prose,
    domain: z.string(),
    netbios: z.string().regex(/^[A-Z0-9-]{1,15}$/, "A NetBIOS domain is at most 15 capital letters, digits and `-`"),
    sector: Prose,
    facts: z.array(z.strictObject({ label: Prose, value: Prose })).optional(),
  }),
  site: z.strictObject({
    city: Prose,
    network: Ipv4Network,
    publicNetwork: Ipv4Network,
    mailHost: z.string(),
    hybrid: z.boolean().optional().describe("True: mail from and to the internet passes the mail cloud, which fills the Email tables."),
  }),
  hosts: z.array(Host).min(1),
  provider: Provider.optional(),
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
  modelledOn: Prose.optional().describe("Published activity that it is shaped after; only instructors read it."),
  workingHours: z
    .strictObject({
      from: Hour.describe("UTC; after `to` means over midnight."),
      to: Hour,
      restsOnWeekends: z.boolean(),
    })
    .optional()
    .describe("Human steps with a jitter are moved into these hours; left out, it works at any hour."),
  tooling: z
    .strictObject({
      staticNames: z
        .array(z.string().regex(/^\//, "A name below the front end begins with `/`"))
        .optional()
        .describe("Names below the front end that its tool asks for."),
      shell: z.enum(["chopper", "cmd", "direct"]).optional().describe("How its pages are told what to run; `chopper` if left out."),
    })
    .optional(),
  infrastructure: z
    .strictObject({
      rotatesAddresses: z.boolean().optional().describe("True: another address for each step."),
      endpoints: z
        .array(
          z.strictObject({
            purpose: z.enum(["c2", "download", "upload", "relay", "pool"]),
            network: z.string().describe("CIDR block that its address is drawn from."),
            name: z.string().optional().describe("Under `.example`; left out, it is known by its number only."),
            port: z.number().int().min(1).max(65_535),
          }),
        )
        .optional(),
    })
    .optional(),
  features: z
    .array(
      z.strictObject({
        axis: z.enum(["tooling", "write-method", "first-commands", "persistence", "credentials", "infrastructure", "naming", "aim"]),
        says: Prose,
        table: Prose,
        column: Prose,
        matches: Prose.describe("Regular expression over the column, case-insensitive."),
      }),
    )
    .optional()
    .describe("What tells it from every other actor, as rows show it. Tests hold the profiles of this repository to it."),
});
export type ActorFile = z.infer<typeof ActorFile>;
