import { expect, type Page } from "@playwright/test";
import { PASSWORD } from "./accounts";
import { ours } from "./api";

export interface Provider {
  nom: string;
  protocole: "oidc" | "cas";
  adresse: string;
  // The claim that is the directory's identifier.
  claim: string;
  client?: string;
  secret?: string;
}

// Adds a provider of sign-on as the form of the administration does, and puts it into service. Returns its page.
export async function addProvider(admin: Page, { claim, ...fields }: Provider): Promise<string> {
  const form = { ...fields, revendication: claim, correspondance: "identifier", pkce: "auto", actuel: PASSWORD };
  const sent = await admin.request.post("/administration/connexion/nouveau", {
    form: { ...form, "secret-envoi": "basic", userinfo: "none", portees: "" },
    headers: await ours(admin),
    maxRedirects: 0,
  });
  expect(sent.status(), await sent.text()).toBe(303);
  const [page = ""] = (sent.headers()["location"] ?? "").split("?");
  await turn(admin, page, "reprendre");
  return page;
}

async function turn(admin: Page, page: string, action: "suspendre" | "reprendre") {
  const turned = await admin.request.post(`${page}/etat`, {
    form: { action },
    headers: await ours(admin),
    maxRedirects: 0,
  });
  expect(turned.status(), await turned.text()).toBe(303);
}

// Puts a provider out of service and back: what it said about itself is forgotten.
export async function forgetProvider(admin: Page, page: string) {
  await turn(admin, page, "suspendre");
  await turn(admin, page, "reprendre");
}
