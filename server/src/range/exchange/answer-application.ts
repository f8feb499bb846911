import { answerForgedRouting } from "./workloads/forged-routing.ts";
import { answerActiveSync } from "./workloads/active-sync.ts";
import { answerAutodiscover } from "./workloads/autodiscover.ts";
import { answerControlPanel } from "./workloads/control-panel.ts";
import { answerMapi } from "./workloads/mapi.ts";
import { answerOfflineAddressBook } from "./workloads/offline-address-book.ts";
import { answerOutlookWeb } from "./workloads/outlook-web.ts";
import { answerPowerShell } from "./workloads/power-shell.ts";
import { answerWebService } from "./workloads/web-services.ts";
import { hasTwoSites } from "./applications.ts";
import { answer, type Exchange, type Outcome } from "./outcome.ts";

/** Each application answers in its own way; a forged routing cookie is looked at before any of them. */
export function answerApplication(exchange: Exchange): Outcome {
  // Exchange 2010 has no front end that could believe a cookie, and no page that says how it feels.
  const isNew = hasTwoSites(exchange.server);
  if (isNew && exchange.request.backEndCookie !== "") return answerForgedRouting(exchange);
  if (isNew && exchange.request.stem.toLowerCase().endsWith("/healthcheck.htm")) return answer(200, { responseBytes: 20, frontEndMs: 0 });
  switch (exchange.application.protocol) {
    case "Mapi":
    case "RpcHttp":
      return answerMapi(exchange);
    case "Owa":
      return answerOutlookWeb(exchange);
    case "Ecp":
      return answerControlPanel(exchange);
    case "Eas":
      return answerActiveSync(exchange);
    case "Autodiscover":
      return answerAutodiscover(exchange);
    case "Oab":
      return answerOfflineAddressBook(exchange);
    case "PowerShell":
      return answerPowerShell(exchange);
    case "Ews":
    case "Rest":
    case "OwaCalendar":
      return answerWebService(exchange);
  }
}
