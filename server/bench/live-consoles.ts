import WebSocket from "ws";

/** Many consoles in a process of their own: notes when each event arrives, and tells the parent at the end. */
const [url = "", consoles = "0", events = "0"] = process.argv.slice(2);
const arrivals: number[][] = Array.from({ length: Number(events) }, () => []);
let ready = 0;
let finished = 0;

for (let n = 0; n < Number(consoles); n++) {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  let seen = 0;
  socket.on("message", (data: Buffer) => {
    const now = Date.now();
    if (data.includes('"hello"')) {
      if (++ready === Number(consoles)) process.send?.("ready");
      return;
    }
    arrivals[seen++]?.push(now);
    if (seen === Number(events) && ++finished === Number(consoles)) {
      process.send?.(arrivals, () => process.exit(0));
    }
  });
}
