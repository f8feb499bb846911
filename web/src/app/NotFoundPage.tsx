import { IconMapOff } from "@tabler/icons-react";
import { EmptyState } from "../widgets/EmptyState.tsx";
import { LinkButton } from "../widgets/LinkButton.tsx";
import { PageHeader } from "../widgets/PageHeader.tsx";
import { PlainLayout } from "./PlainLayout.tsx";

export function NotFoundPage() {
  return (
    <PlainLayout>
      <PageHeader title="Nothing at this address" />
      <EmptyState
        headline="This page does not exist"
        icon={<IconMapOff size={40} stroke={1.4} />}
        action={<LinkButton to="/">Go home</LinkButton>}
      >
        The link may be mistyped, or the exercise may be gone.
      </EmptyState>
    </PlainLayout>
  );
}
