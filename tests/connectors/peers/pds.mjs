// A real Bluesky server on this machine: the PDS and the PLC directory it needs, both on the loopback only.
// node pds.mjs FOLDER writes one line of JSON with its address once it answers; it ends with its standard input.
import net from "node:net";
import path from "node:path";
import { randomBytes } from "node:crypto";

const LOOPBACK = "127.0.0.1";

// Both servers listen on every interface and have no setting for it.
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (...given) {
  const [first, ...rest] = given;
  if (typeof first === "number") return listen.call(this, { port: first, host: LOOPBACK }, ...rest.filter((one) => typeof one === "function"));
  if (first === undefined || typeof first === "function") return listen.call(this, { port: 0, host: LOOPBACK }, ...given);
  if (typeof first === "object" && first.path === undefined) return listen.call(this, { ...first, host: LOOPBACK }, ...rest);
  return listen.apply(this, given);
};

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once("error", reject);
    probe.listen(0, () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

const { PDS, envToCfg, envToSecrets, readEnv } = await import("@atproto/pds");
const plc = await import("@did-plc/server");

const folder = process.argv[2];
const [port, plcPort] = [await freePort(), await freePort()];
const directory = plc.PlcServer.create({ db: plc.Database.mock(), port: plcPort });
await directory.start();

const env = {
  ...readEnv(),
  devMode: true,
  port,
  hostname: "localhost",
  didPlcUrl: `http://${LOOPBACK}:${plcPort}`,
  serviceHandleDomains: [".test"],
  inviteRequired: false,
  rateLimitsEnabled: false,
  disableSsrfProtection: true,
  crawlers: [],
  dataDirectory: folder,
  blobstoreDiskLocation: path.join(folder, "blobs"),
  blobstoreDiskTmpLocation: path.join(folder, "blobs-tmp"),
  jwtSecret: randomBytes(16).toString("hex"),
  adminPassword: randomBytes(16).toString("hex"),
  plcRotationKeyK256PrivateKeyHex: randomBytes(32).toString("hex"),
};
const server = await PDS.create(envToCfg(env), envToSecrets(env));
await server.start();

let ending = false;
const end = async () => {
  if (ending) return;
  ending = true;
  setTimeout(() => process.exit(0), 3000).unref();
  await server.destroy();
  await directory.destroy();
  process.exit(0);
};
process.stdin.resume();
process.stdin.once("end", end);
process.once("SIGTERM", end);
process.stdout.write(JSON.stringify({ server: `http://${LOOPBACK}:${port}` }) + "\n");
