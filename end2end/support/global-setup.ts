import { fillWithDemo, keepFilled, startServer, temporarySqlite } from "./server";

// One server with the demonstration for all specs; specs that need a separate server start it themselves.
export default async function globalSetup() {
  const removeFilled = await keepFilled();
  const { databaseUrl, remove } = await temporarySqlite();
  await fillWithDemo({ databaseUrl });
  const server = await startServer({ databaseUrl });
  process.env.PORTEVOIX_BASE_URL = server.baseURL;
  return async () => {
    await server.stop();
    await Promise.all([remove(), removeFilled()]);
  };
}
