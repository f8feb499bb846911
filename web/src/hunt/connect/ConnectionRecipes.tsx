import { Button, Tabs } from "@mantine/core";
import { useStatus } from "../../widgets/status-store.ts";
import { Notice } from "../../widgets/Notice.tsx";
import { connectionRecipes } from "./connection-recipes.ts";
import styles from "./connect.module.css";

type ConnectionRecipesProps = {
  readonly cluster: string;
  readonly database: string;
  /** Of the token just made; null before one is. */
  readonly secret: string | null;
};

/** What each tool is told, with the new token filled in while it can be seen. */
export function ConnectionRecipes({ cluster, database, secret }: ConnectionRecipesProps) {
  const recipes = connectionRecipes({ cluster, database, token: secret ?? "YOUR TOKEN" });
  return (
    <section aria-label="How to connect">
      {secret !== null && (
        <Notice tone="good" role="status" title="Copy the token now: it is not shown again" action={<CopyButton text={secret} />}>
          <code className={styles["secret"]}>{secret}</code>
        </Notice>
      )}
      <dl className={styles["facts"]}>
        <dt>Cluster</dt>
        <dd>
          <code>{cluster}</code>
        </dd>
        <dt>Database</dt>
        <dd>
          <code>{database}</code>
        </dd>
      </dl>
      <Tabs defaultValue={recipes[0]?.id ?? null}>
        <Tabs.List>
          {recipes.map(({ id, title }) => (
            <Tabs.Tab key={id} value={id}>
              {title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {recipes.map(({ id, text }) => (
          <Tabs.Panel key={id} value={id} pt="xs">
            {/* Wide lines must scroll by keyboard too. */}
            {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
            <pre className={styles["recipe"]} tabIndex={0}>
              {text}
            </pre>
            <CopyButton text={text} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  );
}

function CopyButton({ text }: { readonly text: string }) {
  const setStatus = useStatus((state) => state.setStatus);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setStatus("Copied"),
      () => setStatus("The browser did not allow copying: select the text and copy it yourself"),
    );
  return (
    <Button variant="default" size="compact-sm" onClick={() => void copy()}>
      Copy
    </Button>
  );
}
