import type { KqlTable } from "../../contract/index.ts";
import { alertEvidenceLog, alertInfoLog } from "./alert-info.ts";
import { agentLog } from "./agent-log.ts";
import { auditQueueLog } from "./audit-queue.ts";
import { commonSecurityLog } from "./common-security-log.ts";
import { deviceEventsLog } from "./device-events.ts";
import { deviceFileLog } from "./device-file-events.ts";
import { deviceImageLoadLog } from "./device-image-load-events.ts";
import { deviceInfoLog, deviceNetworkInfoLog } from "./device-info.ts";
import { deviceLogonLog } from "./device-logon-events.ts";
import { deviceNetworkLog } from "./device-network-events.ts";
import { deviceProcessLog } from "./device-process-events.ts";
import { deviceRegistryLog } from "./device-registry-events.ts";
import { dnsEventsLog } from "./dns-events.ts";
import { ecpActivityLog } from "./ecp-activity.ts";
import { ecpServerLog } from "./ecp-server.ts";
import { emailAttachmentLog, emailEventsLog, emailUrlLog } from "./email-events.ts";
import { eventLog } from "./event.ts";
import { httpErrLog } from "./http-err.ts";
import { httpProxyLog } from "./http-proxy.ts";
import { identityDirectoryLog } from "./identity-directory-events.ts";
import { identityInfoLog } from "./identity-info.ts";
import { identityLogonLog } from "./identity-logon-events.ts";
import { identityQueryLog } from "./identity-query-events.ts";
import { iisLog } from "./iis.ts";
import type { LogDefinition } from "./log.ts";
import { mapiHttpLog } from "./mapi-http.ts";
import { messageTrackingLog } from "./message-tracking.ts";
import { remotePowerShellLog } from "./remote-powershell.ts";
import { rpcClientAccessLog } from "./rpc-client-access.ts";
import { securityAlertLog } from "./security-alert.ts";
import { securityEventLog } from "./security-event.ts";
import { since2013 } from "./since-2013.ts";
import { smtpProtocolLog } from "./smtp-protocol.ts";
import { squidProxyLog } from "./squid-proxy.ts";
import { syslogLog } from "./syslog.ts";
import { threatIntelIndicatorsLog, threatIntelligenceIndicatorLog } from "./threat-intelligence.ts";
import { transportConnectivityLog } from "./transport-connectivity.ts";
import { webServicesLog } from "./web-services.ts";
import { windowsEventLog } from "./windows-event.ts";

/** Every log of the lab. A new log is a new file and a line here. */
export const LOG_CATALOGUE: readonly LogDefinition[] = [
  iisLog,
  since2013(httpProxyLog),
  httpErrLog,
  since2013(ecpServerLog),
  since2013(ecpActivityLog, "back"),
  since2013(webServicesLog, "back"),
  since2013(mapiHttpLog, "back"),
  rpcClientAccessLog,
  since2013(remotePowerShellLog),
  since2013(auditQueueLog),
  messageTrackingLog,
  since2013(smtpProtocolLog),
  since2013(transportConnectivityLog),
  since2013(agentLog),
  securityEventLog,
  eventLog,
  windowsEventLog,
  deviceProcessLog,
  deviceFileLog,
  deviceNetworkLog,
  deviceLogonLog,
  deviceRegistryLog,
  deviceImageLoadLog,
  deviceEventsLog,
  deviceInfoLog,
  deviceNetworkInfoLog,
  commonSecurityLog,
  squidProxyLog,
  syslogLog,
  dnsEventsLog,
  identityLogonLog,
  identityQueryLog,
  identityDirectoryLog,
  identityInfoLog,
  emailEventsLog,
  emailAttachmentLog,
  emailUrlLog,
  securityAlertLog,
  alertInfoLog,
  alertEvidenceLog,
  threatIntelligenceIndicatorLog,
  threatIntelIndicatorsLog,
];

/** Their tables, in the same order. */
export const LOG_TABLES: readonly KqlTable[] = LOG_CATALOGUE.map((log) => log.table);
