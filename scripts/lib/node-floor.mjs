// Checked before anything modern is imported: an old Node should meet a sentence, not a syntax error.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Mailroom needs Node 20.19 or newer; this is ${process.versions.node}. Install a current LTS from nodejs.org and try again.`,
  );
  process.exit(1);
}
