import { addMicros, MICROS_PER_MINUTE } from "../../base/sim-time.ts";
import { hex32 } from "../estate/identity.ts";
import { eventKind } from "../kernel/event-kind.ts";
import { stretchInterval } from "../kernel/volume.ts";
import { exchangeStateOf } from "../exchange/front-end.ts";
import { mailMovesAt } from "../exchange/outages.ts";
import { healthMailboxesOn } from "../exchange/database-copies.ts";
import { deliverToMailboxes, passHub } from "../mail/hub.ts";
import { MessageTrack } from "../mail/message.ts";
import { tickGuid } from "../mail/message-ids.ts";
import { ordinaryCause } from "../people/cause.ts";

const EVERY_MICROS = 5 * MICROS_PER_MINUTE;

/** The health service mails itself every five minutes to see whether transport works. */
export const mailProbe = eventKind<{ readonly server: string; readonly n: number }>("health/mail", (world, { server: name, n }, at) => {
  world.schedule(mailProbe, addMicros(at, stretchInterval(world, EVERY_MICROS)), { server: name, n: n + 1 });
  const server = world.estate.exchangeServers.find(({ host }) => host.name === name);
  if (server === undefined || mailMovesAt(exchangeStateOf(world, server), at) !== at) return;
  const mounted = healthMailboxesOn(world, server);
  const health = mounted[n % mounted.length];
  if (health === undefined) return;
  const draws = world.stream(`system/health/${name}/mail/${n}`);
  const begin = addMicros(at, draws.between(200_000, 900_000));
  const isProxyProbe = n % 2 === 0;
  const message = {
    messageId: `<${hex32(draws.uint32())}${hex32(draws.uint32())}${hex32(draws.uint32())}${hex32(draws.uint32())}@${server.host.fqdn}>`,
    networkMessageId: tickGuid(begin, draws),
    sender: isProxyProbe ? `inboundproxy@${world.estate.organisation.domain}` : "maildeliveryprobe@maildeliveryprobe.example",
    recipients: [health.address],
    subject: isProxyProbe ? "Inbound proxy probe" : `${hex32(draws.uint32())}-maildeliveryprobe`,
    totalBytes: draws.between(2_300, 3_100),
    messageClass: "IPM.Note",
  } as const;
  const occasion = { at: begin, draws, cause: ordinaryCause("system/health") };
  const track = new MessageTrack(world, server, message, occasion, "Incoming");
  const details = { messageInfo: "0cA: ", customData: "S:ProbeType=InboundProxy;S:DeliveryPriority=Normal" };
  passHub(world, track, server, "127.0.0.1", details, () =>
    track.arriveFrom({ ip: "127.0.0.1", port: draws.between(49_152, 65_535), name: "inboundproxy", isEncrypted: false }),
  );
  deliverToMailboxes(world, track, server, [health.address], draws);
});

export const MAIL_PROBE_KINDS = [mailProbe];
