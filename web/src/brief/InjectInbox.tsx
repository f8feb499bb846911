import type { ReceivedInject } from "@mailroom/server/contract";
import { Button } from "@mantine/core";
import { IconForms, IconMail, IconMessage, IconNews, IconNote, IconPhone, IconTicket } from "@tabler/icons-react";
import { useAcknowledgeInject, useInjects } from "../api/exercises.ts";
import { EmptyState } from "../widgets/EmptyState.tsx";
import { Loaded } from "../widgets/Loaded.tsx";
import { Markdown } from "../widgets/Markdown.tsx";
import { Panel } from "../widgets/Panel.tsx";
import { StatusTag } from "../widgets/StatusTag.tsx";
import { TimeStamp } from "../widgets/TimeStamp.tsx";
import styles from "./Brief.module.css";

const CHANNEL: Readonly<Record<ReceivedInject["channel"], { readonly word: string; readonly icon: typeof IconMail }>> = {
  mail: { word: "E-mail", icon: IconMail },
  chat: { word: "Chat", icon: IconMessage },
  phone: { word: "Phone call", icon: IconPhone },
  ticket: { word: "Ticket", icon: IconTicket },
  press: { word: "Press", icon: IconNews },
  form: { word: "Form", icon: IconForms },
  note: { word: "Note", icon: IconNote },
};

/** What the outside world sent during the exercise, newest first. */
export function InjectInbox({ exerciseId }: { readonly exerciseId: string }) {
  const injects = useInjects(exerciseId);
  return (
    <Panel title="Messages received" isFlush>
      <Loaded query={injects} lines={3}>
        {(received) =>
          received.length === 0 ? (
            <EmptyState isCompact headline="No messages yet">
              Calls, mails and tickets arrive here while the clock runs.
            </EmptyState>
          ) : (
            <ul className={styles["inbox"]}>
              {received
                .toSorted((a, b) => b.sentAt.localeCompare(a.sentAt))
                .map((inject) => (
                  <InjectItem key={inject.id} exerciseId={exerciseId} inject={inject} />
                ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}

function InjectItem({ exerciseId, inject }: { readonly exerciseId: string; readonly inject: ReceivedInject }) {
  const acknowledge = useAcknowledgeInject(exerciseId);
  const { word, icon: Icon } = CHANNEL[inject.channel];
  return (
    <li className={styles["inject"]} data-new={!inject.isAcknowledged || undefined}>
      <div className={styles["injectHead"]}>
        <Icon size={15} aria-hidden="true" />
        <strong>{inject.subject}</strong>
        {!inject.isAcknowledged && <StatusTag tone="info">New</StatusTag>}
      </div>
      <p className={styles["injectFrom"]}>
        {word} from {inject.from} · <TimeStamp instant={inject.sentAt} withDay isToTheSecond />
      </p>
      <Markdown text={inject.body} />
      {!inject.isAcknowledged && (
        <Button variant="default" mt="xs" loading={acknowledge.isPending} onClick={() => acknowledge.mutate(inject.id)}>
          Acknowledge
        </Button>
      )}
    </li>
  );
}
