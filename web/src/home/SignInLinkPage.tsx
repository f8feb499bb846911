import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useRouterState } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { setCredentials, signInWithLink } from "../api/auth.ts";
import { ErrorNotice } from "../widgets/ErrorNotice.tsx";
import { Notice } from "../widgets/Notice.tsx";
import { PageHeader } from "../widgets/PageHeader.tsx";
import styles from "./Home.module.css";

const PASSWORD_MIN = 10;

/**
 * `/sign-in/link#TOKEN`: redeems a one-time link. The token is in the fragment, which browsers send to nobody, and is used
 * only when the person presses the button: link scanners that merely open the page spend nothing.
 */
export function SignInLinkPage() {
  const token = useRouterState({ select: (state) => state.location.hash });
  const cache = useQueryClient();
  const redeem = useMutation({ mutationFn: () => signInWithLink(token), onSuccess: () => cache.invalidateQueries() });
  return (
    <>
      <PageHeader title="Sign in by link" />
      <div className={styles["narrow"]}>
        {token === "" ? (
          <Notice tone="warn" title="This link is not complete" action={<Link to="/sign-in">Sign in</Link>}>
            Copy the whole line that the server printed.
          </Notice>
        ) : redeem.isSuccess ? (
          <CredentialsForm />
        ) : (
          <div className={styles["form"]}>
            <p>This link works once. It signs you in as the first instructor; then you choose a name and a password.</p>
            {redeem.isError && <ErrorNotice error={redeem.error} />}
            <Button size="sm" loading={redeem.isPending} onClick={() => redeem.mutate()}>
              Sign in
            </Button>
          </div>
        )}
      </div>
    </>
  );
}

function CredentialsForm() {
  const [displayName, setDisplayName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const navigate = useNavigate();
  const cache = useQueryClient();
  const save = useMutation({
    mutationFn: () => setCredentials({ displayName: displayName.trim(), email: email.trim(), password }),
    onSuccess: async () => {
      await cache.invalidateQueries();
      await navigate({ to: "/run" });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className={styles["form"]} onSubmit={submit}>
      <p role="status">You are signed in. Choose how you come back next time.</p>
      <TextInput
        label="Your name"
        size="sm"
        required
        maxLength={60}
        autoComplete="name"
        value={displayName}
        onChange={(event) => setDisplayName(event.currentTarget.value)}
      />
      <TextInput
        label="E-mail address"
        description="Only for signing in; nothing is sent."
        type="email"
        size="sm"
        required
        autoComplete="username"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label="Password"
        description={`At least ${PASSWORD_MIN} characters.`}
        size="sm"
        required
        minLength={PASSWORD_MIN}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ "aria-label": "Show the password", tabIndex: 0 }}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {save.isError && <ErrorNotice error={save.error} />}
      <Button type="submit" size="sm" loading={save.isPending}>
        Save and go on
      </Button>
    </form>
  );
}
