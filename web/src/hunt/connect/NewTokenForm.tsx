import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import styles from "./connect.module.css";

type NewTokenFormProps = { readonly isBusy: boolean; readonly onCreate: (name: string) => void };

export function NewTokenForm({ isBusy, onCreate }: NewTokenFormProps) {
  const [name, setName] = useState("");
  const trimmed = name.trim();
  return (
    <form
      className={styles["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (trimmed === "") return;
        onCreate(trimmed);
        setName("");
      }}
    >
      <TextInput
        label="What is it for?"
        placeholder="Notebook on my laptop"
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <Button type="submit" loading={isBusy} disabled={trimmed === ""}>
        Make a token
      </Button>
    </form>
  );
}
