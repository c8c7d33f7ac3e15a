import { expect, request, type Page } from "@playwright/test";
import { leads } from "./pages";

// The demonstration's accounts; all share one password.
export type Account =
  | "admin"
  | "direction"
  | "proviseure"
  | "enseignant"
  | "cpe"
  | "infirmiere"
  | "redacteur"
  | "observateur"
  | "gestionnaire"
  | "secretariat"
  | "referent"
  | "collectivite"
  | "parent"
  | "eleve"
  | "professeur";

export const PASSWORD = "demo-portevoix";

export async function signIn(page: Page, account: string, password = PASSWORD, server = "") {
  await page.goto(`${server}/connexion`);
  await page.getByLabel("Identifiant").fill(account);
  await page.getByLabel("Mot de passe", { exact: true }).fill(password);
  await leads(page.getByRole("button", { name: "Se connecter" }));
}

async function open(baseURL: string, account: Account) {
  const client = await request.newContext({ baseURL });
  const form = { identifiant: account, mot_de_passe: PASSWORD };
  const answer = await client.post("/connexion", { form, headers: { Origin: baseURL }, maxRedirects: 0 });
  expect(answer.status(), `sign-in of ${account}`).toBe(303);
  const state = await client.storageState();
  await client.dispose();
  return state;
}

const opened = new Map<string, ReturnType<typeof open>>();

export async function signOut(page: Page) {
  await page.getByLabel(/Mon compte/).click();
  await leads(page.getByRole("button", { name: "Se déconnecter" }));
}

// The cookies of a signed-in person. Checking a password is slow by design, so do it once per worker.
export function session(baseURL: string, account: Account) {
  const key = `${account} ${baseURL}`;
  const state = opened.get(key) ?? open(baseURL, account);
  opened.set(key, state);
  return state;
}
