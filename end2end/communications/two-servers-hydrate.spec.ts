import { PASSWORD, signIn, signOut } from "../support/accounts";
import { deploy } from "../support/api";
import { cancelByPage } from "../support/compose";
import { announcement, expectGone } from "../support/home";
import { fillWithDemo, startServer, temporaryPostgres, type Server } from "../support/server";
import { expect, test, unique, visit } from "../support/test";

// Two processes that share only the database.
let here: Server;
let there: Server;
let remove = async () => {};

test.beforeAll(async () => {
  test.setTimeout(240_000);
  const database = await temporaryPostgres();
  remove = database.remove;
  await fillWithDemo({ databaseUrl: database.databaseUrl });
  here = await startServer(database);
  there = await startServer(database);
});

test.afterAll(async () => {
  await Promise.all([here, there].map((server) => server?.stop()));
  await remove();
});

test("cancelling on one server removes the announcement from a home page of the other", async ({ as }) => {
  const announced = unique("Alerte levée");
  const direction = await as("direction", here.baseURL);
  const teacher = await as("enseignant", there.baseURL);
  await visit(teacher, "/");
  const id = await deploy(direction, { severity: "alert", text: announced });
  await expect(announcement(teacher, announced), "it appears there by itself").toBeVisible();
  await visit(direction, `/communications/${id}`);
  await expectGone(teacher, announced, 1_000, () => cancelByPage(direction));
});

test("a deployment on one server happens once, and can be followed on the other", async ({ as }) => {
  const announced = unique("Suivi ailleurs");
  const author = await as("direction", here.baseURL);
  const observer = await as("observateur", there.baseURL);
  const id = await deploy(author, { text: announced });
  await visit(observer, `/communications/${id}`);
  await expect(observer.getByRole("heading", { level: 1 })).toContainText("– Déployé");
  await visit(author, `/communications/${id}`);
  await cancelByPage(author);
  await expect(observer.getByRole("heading", { level: 1 })).toContainText("– Annulé");
});

test("signing out on one server signs out on the other", async ({ page, context, request }) => {
  await signIn(page, "professeur", PASSWORD, here.baseURL);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Bonjour");
  const cookies = await context.cookies(here.baseURL);
  const Cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const elsewhere = async () => {
    const headers = { Cookie, "Sec-Fetch-Site": "same-origin" };
    return (await request.get(`${there.baseURL}/api/announcements`, { headers })).status();
  };
  expect(await elsewhere()).toBe(200);
  await signOut(page);
  await expect(page).toHaveURL(/\/connexion/);
  await expect.poll(elsewhere).toBe(401);
});
