import type { AdHocInject } from "@mailroom/server/contract";
import { Button, Modal, Select, TextInput, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useSendAdHoc } from "../api/facilitation.ts";
import { ErrorNotice } from "../widgets/ErrorNotice.tsx";
import styles from "./Facilitate.module.css";

const CHANNELS: readonly { readonly value: AdHocInject["channel"]; readonly label: string }[] = [
  { value: "mail", label: "E-mail" },
  { value: "chat", label: "Chat" },
  { value: "phone", label: "Phone call" },
  { value: "ticket", label: "Ticket" },
  { value: "press", label: "Press" },
  { value: "form", label: "Form" },
  { value: "note", label: "Note" },
];

interface Props {
  readonly exerciseId: string;
  readonly teams: readonly { readonly teamId: string; readonly name: string }[];
  readonly onClose: () => void;
}

/** A message that no scenario planned, to one team or to all. It goes out at once. */
export function AdHocDialog({ exerciseId, teams, onClose }: Props) {
  const [teamId, setTeamId] = useState<string>("");
  const [channel, setChannel] = useState<AdHocInject["channel"]>("mail");
  const [from, setFrom] = useState("");
  const [subject, setSubject] = useState("");
  const [body, setBody] = useState("");
  const send = useSendAdHoc(exerciseId);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send.mutate({ teamId: teamId === "" ? null : teamId, channel, from, subject, body }, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title="Compose an inject" size="md">
      <form className={styles["form"]} onSubmit={submit}>
        <Select
          label="To"
          allowDeselect={false}
          data={[{ value: "", label: "Every team" }, ...teams.map((team) => ({ value: team.teamId, label: team.name }))]}
          value={teamId}
          onChange={(value) => setTeamId(value ?? "")}
        />
        <Select
          label="As"
          allowDeselect={false}
          data={[...CHANNELS]}
          value={channel}
          onChange={(value) => value !== null && setChannel(value)}
        />
        <TextInput label="From" required maxLength={120} value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
        <TextInput label="Subject" required maxLength={200} value={subject} onChange={(event) => setSubject(event.currentTarget.value)} />
        <Textarea
          label="Text"
          description="Markdown"
          required
          autosize
          minRows={4}
          maxRows={12}
          maxLength={8000}
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
        />
        {send.isError && <ErrorNotice error={send.error} />}
        <Button type="submit" size="sm" loading={send.isPending} disabled={[from, subject, body].some((text) => text.trim() === "")}>
          Send now
        </Button>
      </form>
    </Modal>
  );
}
