import { portevoix, startServer, temporarySqlite } from "./server";

// One server with the whole demonstration, its last weeks included.
export default async function screenshotsSetup() {
  const { databaseUrl, remove } = await temporarySqlite();
  await portevoix({ databaseUrl }, "migrate");
  await portevoix({ databaseUrl }, "demo");
  const server = await startServer({ databaseUrl });
  process.env.PORTEVOIX_BASE_URL = server.baseURL;
  return async () => {
    await server.stop();
    await remove();
  };
}
