import { z } from "zod";
import { ConfigError, readConfig } from "../../config.ts";
import { DatabaseUnusable } from "../../db/engine.ts";
import { issueLink } from "../../issue-link.ts";
import { type Command, UsageError } from "../command.ts";
import { readArguments } from "../read-arguments.ts";

const USAGE = "mailroom instructor link [e-mail address]";

/** Reads the same environment as the server: MAILROOM_DATA, DATABASE_URL, HOST, PORT, MAILROOM_URL. */
export const instructorLinkCommand: Command = {
  name: "instructor link",
  usage: USAGE,
  summary: "Draw a one-time sign-in link: for the first instructor, or for the one with this address, who is made if need be.",
  async run(args, context) {
    const { positionals } = readArguments(args, {});
    const [email, ...rest] = positionals;
    if (rest.length > 0 || (email !== undefined && !z.email().safeParse(email).success))
      throw new UsageError(`Give one address, or none: ${USAGE}`);
    try {
      context.print(await issueLink(readConfig(process.env), email));
      return 0;
    } catch (error) {
      if (!(error instanceof ConfigError || error instanceof DatabaseUnusable)) throw error;
      context.printError(error.message);
      return 1;
    }
  },
};
