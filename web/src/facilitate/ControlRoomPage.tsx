export function ControlRoomPage() {
  return null;
}
