import { once } from "node:events";
import { isIPv4, type AddressInfo } from "node:net";
import { labAddress } from "../../announced-address.ts";
import { LISTENER_KEY_FILE, loadSecret } from "../../auth/secret.ts";
import { ConfigError, readConfig } from "../../config.ts";
import { askLabAt } from "../../listener/ask-lab.ts";
import { startLookAlike } from "../../listener/look-alike-listener.ts";
import { isDocumentationIpv4 } from "../../scenario/lint/documentation-address.ts";
import { type Command, UsageError } from "../command.ts";
import { readArguments } from "../read-arguments.ts";

const USAGE = "mailroom exchange --listen [--port N] [--host ADDRESS] [--exercise ID] [--as ADDRESS]";
const USUAL_PORT = "8444";
const USUAL_SOURCE = "198.51.100.200";

/** Runs beside the lab, on its machine and with its data folder, where the lab has left the key and its address. */
export const exchangeListenCommand: Command = {
  name: "exchange",
  usage: USAGE,
  summary:
    "Answer web requests as the simulated server of a running exercise would; each becomes rows in that exercise's logs. Nothing that is sent is executed or kept.",
  async run(args, context) {
    const { values, positionals } = readArguments(args, {
      listen: { type: "boolean" },
      port: { type: "string", default: USUAL_PORT },
      host: { type: "string", default: "127.0.0.1" },
      exercise: { type: "string" },
      as: { type: "string", default: USUAL_SOURCE },
    });
    if (values.listen !== true || positionals.length > 0) throw new UsageError(`Say --listen: ${USAGE}`);
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError("--port takes a number from 0 to 65535.");
    if (!isIPv4(values.as) || !isDocumentationIpv4(values.as))
      throw new UsageError("--as takes a documentation or private address, such as 198.51.100.200.");
    try {
      const config = readConfig(process.env);
      const lab = labAddress(config);
      const ask = askLabAt(lab, await loadSecret(config.dataDirectory, LISTENER_KEY_FILE), values.exercise ?? null);
      const server = await startLookAlike({ host: values.host, port, loggedAs: values.as, ask, onRequest: context.print });
      const { address, port: taken } = server.address() as AddressInfo;
      context.print(`The simulated server answers at http://${address}:${taken}/ for the lab at ${lab}. Stop it with Ctrl+C.`);
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => server.close());
      process.once("SIGINT", () => server.closeAllConnections());
      await once(server, "close");
      return 0;
    } catch (error) {
      if (error instanceof ConfigError) context.printError(error.message);
      else if (error instanceof Error && "code" in error && error.code === "EADDRINUSE")
        context.printError(`Port ${port} is taken; choose another with --port.`);
      else throw error;
      return 1;
    }
  },
};
