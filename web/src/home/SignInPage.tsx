import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { signInWithPassword } from "../api/auth.ts";
import { ErrorNotice } from "../widgets/ErrorNotice.tsx";
import { PageHeader } from "../widgets/PageHeader.tsx";
import styles from "./Home.module.css";

/** For instructors; trainees need no account. */
export function SignInPage() {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const navigate = useNavigate();
  const cache = useQueryClient();
  const signIn = useMutation({
    mutationFn: () => signInWithPassword(email.trim(), password),
    onSuccess: async () => {
      await cache.invalidateQueries();
      await navigate({ to: "/run" });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <>
      <PageHeader title="Instructor sign-in" />
      <div className={styles["narrow"]}>
        <form className={styles["form"]} onSubmit={submit}>
          <TextInput
            label="E-mail address"
            type="email"
            size="sm"
            autoComplete="username"
            required
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label="Password"
            size="sm"
            autoComplete="current-password"
            required
            value={password}
            visibilityToggleButtonProps={{ "aria-label": "Show the password", tabIndex: 0 }}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {signIn.isError && <ErrorNotice error={signIn.error} />}
          <Button type="submit" size="sm" loading={signIn.isPending}>
            Sign in
          </Button>
        </form>
        <p className="muted">First time here? Open the one-time link that the server printed when it started.</p>
      </div>
    </>
  );
}
