import { Button, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import styles from "./Home.module.css";
import { normaliseCode } from "../base/join-code.ts";

/** Join by code: the code now, the name on the next page, which also shows what one joins. */
export function JoinCard({ displayName }: { readonly displayName: string }) {
  const navigate = useNavigate();
  const [code, setCode] = useState("");
  const [isComplained, setComplained] = useState(false);
  const complete = normaliseCode(code);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (complete === null) setComplained(true);
    else void navigate({ to: "/join/$code", params: { code: complete } });
  };
  return (
    <form className={styles["card"]} onSubmit={submit} aria-labelledby="join-title" noValidate>
      <h2 id="join-title" className={styles["cardTitle"]}>
        Join an exercise
      </h2>
      <p className="muted">{displayName === "" ? "No account needed: a code and a name." : `You will join as ${displayName}.`}</p>
      <TextInput
        label="Code from your facilitator"
        placeholder="ABC-234"
        size="md"
        autoComplete="off"
        spellCheck={false}
        classNames={{ input: styles["codeInput"] ?? "" }}
        value={code}
        error={isComplained && complete === null ? "A code has six letters and digits, without I, O, 0 and 1." : undefined}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Button type="submit" fullWidth mt="sm" size="sm">
        Continue
      </Button>
    </form>
  );
}
