import type { Page } from "@playwright/test";
import { addProvider } from "../support/providers";
import { startFrontProxy, type FrontProxy } from "../support/saml/front-proxy";
import { fillWithDemo, startServer, temporarySqlite, type Server } from "../support/server";
import { expect, test } from "../support/test";

// EduConnect speaks SAML: a proxy in front of the portal checks it and speaks OpenID Connect (docs/SIGN-ON.md).

let database: { databaseUrl: string; remove: () => Promise<void> };
let portal: Server;
let proxy: FrontProxy;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  database = await temporarySqlite();
  proxy = await startFrontProxy([
    { login: "e.morin", references: ["{ECT}NANCY-METZ|2|77", "{AAF}NANCY-METZ|2|demo-eleve"] },
    { login: "deux.fois", references: ["{AAF}NANCY-METZ|1|demo-parent", "{AAF}REIMS|1|12"] },
  ]);
  await fillWithDemo(database);
  portal = await startServer({
    ...database,
    env: { PORTEVOIX_OUTBOUND_NETWORKS: "127.0.0.1" },
    isPublic: true,
  });
});

test.afterAll(async () => {
  await portal.stop();
  await Promise.all([proxy.stop(), database.remove()]);
});

// Signs in at the identity provider; its form goes on by a script, or by its button.
async function signInThere(page: Page, login: string) {
  await page.goto("/messagerie");
  await page.getByRole("link", { name: /EduConnect des tests/ }).click();
  await page.getByLabel("Identifiant").fill(login);
  await page.getByRole("button", { name: "Continuer" }).click();
  await page.getByRole("button", { name: "Submit" }).click();
}

test("a pupil of EduConnect comes in by the front proxy, and a doubtful identity does not", async ({ browser, as }) => {
  const admin = await as("admin", portal.baseURL);
  await addProvider(admin, {
    nom: "EduConnect des tests",
    protocole: "oidc",
    adresse: proxy.issuer,
    claim: "sub",
    client: proxy.clientId,
    secret: proxy.clientSecret,
  });
  const pupil = await browser.newContext({ baseURL: portal.baseURL });
  const page = await pupil.newPage();
  await signInThere(page, "e.morin");
  await expect(page).toHaveURL(`${portal.baseURL}/messagerie`);
  await pupil.close();

  const parent = await browser.newContext({ baseURL: portal.baseURL });
  const refused = await parent.newPage();
  await signInThere(refused, "deux.fois");
  await expect(refused.getByText("La connexion a été abandonnée.")).toBeVisible();
  await refused.goto("/messagerie");
  await expect(refused).toHaveURL(/\/connexion/);
  await parent.close();
});
