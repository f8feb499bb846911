import { Button, Menu } from "@mantine/core";
import { IconLayoutDashboard, IconLogout, IconPencilBolt, IconUser } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { signOut } from "../api/auth.ts";
import { useMe } from "../api/session.ts";

/** Who is signed in, the seats open to them, and the way out. Nothing for nobody. */
export function AccountMenu() {
  const me = useMe();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const user = me.data?.user ?? null;
  if (user === null) return null;
  const leave = async (): Promise<void> => {
    await signOut().catch(() => undefined);
    await navigate({ to: "/" });
    cache.clear();
    await cache.refetchQueries();
  };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="subtle" color="gray" leftSection={<IconUser size={15} />} maw={180}>
          {user.displayName}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {user.role === "instructor" && (
          <>
            <Menu.Item component={Link} to="/run" leftSection={<IconLayoutDashboard size={15} />}>
              My exercises
            </Menu.Item>
            <Menu.Item component={Link} to="/studio" leftSection={<IconPencilBolt size={15} />}>
              Studio
            </Menu.Item>
            <Menu.Divider />
          </>
        )}
        <Menu.Item leftSection={<IconLogout size={15} />} onClick={() => void leave()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
