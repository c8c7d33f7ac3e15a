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

// Adds a provider of sign-on as the form of the administration does, and puts it into service.
export async function addProvider(admin: Page, { claim, ...fields }: Provider) {
  const form = { ...fields, revendication: claim, correspondance: "identifier", pkce: "auto", actuel: PASSWORD };
  const sent = await admin.request.post("/administration/connexion/nouveau", {
    form: { ...form, "secret-envoi": "basic", userinfo: "none", portees: "" },
    headers: await ours(admin),
    maxRedirects: 0,
  });
  expect(sent.status(), await sent.text()).toBe(303);
  const [page] = (sent.headers()["location"] ?? "").split("?");
  const started = await admin.request.post(`${page}/etat`, {
    form: { action: "reprendre" },
    headers: await ours(admin),
    maxRedirects: 0,
  });
  expect(started.status(), await started.text()).toBe(303);
}
