import { expectAccessible } from "../support/accessibility";
import { PASSWORD } from "../support/accounts";
import { deploy } from "../support/api";
import { day, expect, shown, test, unique } from "../support/test";

// *Journal*, without JavaScript: the filter is a plain form. Other tests write entries meanwhile.

const table = "Journal, les plus récentes d’abord";

test("actions and refusals are listed, searched and filtered", async ({ as, page, baseURL }) => {
  const refused = await page.request.post("/connexion", {
    form: { identifiant: "referent", mot_de_passe: "pas le bon du tout" },
    headers: { Origin: baseURL ?? "" },
    maxRedirects: 0,
  });
  expect(refused.status()).toBe(401);

  const admin = await as("admin");
  await admin.goto("/administration/journal");
  await expect(admin.getByRole("heading", { level: 1 })).toHaveText("Journal");
  const filter = admin.getByRole("search", { name: "Journal" });
  const rows = admin.getByRole("table", { name: table }).getByRole("row");
  await filter.getByLabel("Rechercher").fill("RÉFERENT");
  await filter.getByRole("button", { name: "Filtrer" }).click();
  await expect(rows.nth(1)).toContainText("Connexion");
  await expect(rows.nth(1)).toContainText("Refusé");
  await expect(rows.nth(1)).toContainText("Identifiant ou mot de passe incorrect");
  await expect(rows.nth(1)).toContainText(shown(day()));
  await expectAccessible(admin);

  await filter.getByLabel("Résultat").selectOption("Fait");
  await filter.getByRole("button", { name: "Filtrer" }).click();
  await expect(admin.getByRole("heading", { name: "Rien ne correspond à ces critères" })).toBeVisible();
  await expectAccessible(admin);
  await admin.getByRole("link", { name: "Effacer les critères" }).click();
  await expect(filter.getByLabel("Rechercher")).toHaveValue("");

  await filter.getByLabel("Action").selectOption("Connexion");
  await filter.getByLabel("Du", { exact: true }).fill(day(2));
  await filter.getByRole("button", { name: "Filtrer" }).click();
  await expect(admin.getByRole("heading", { name: "Rien ne correspond à ces critères" })).toBeVisible();
  await filter.getByLabel("Du", { exact: true }).fill(day());
  await filter.getByLabel("Au", { exact: true }).fill(day());
  await filter.getByRole("button", { name: "Filtrer" }).click();
  await expect(rows.nth(1)).toContainText("Connexion");
});

test("the file contains the filtered entries as text", async ({ as }) => {
  const text = `=${unique("SOMME")}`;
  await deploy(await as("direction"), { text });
  const admin = await as("admin");
  const address = `/administration/journal?q=${encodeURIComponent(text)}`;
  await admin.goto(address);
  const download = admin.waitForEvent("download");
  await admin.getByRole("link", { name: "Exporter (CSV)" }).click();
  expect((await download).suggestedFilename()).toBe("journal.csv");
  const answer = await admin.request.get(address.replace("journal?", "journal.csv?"));
  expect(answer.headers()["cache-control"]).toBe("no-store");
  expect(answer.headers()["x-content-type-options"]).toBe("nosniff");
  expect(answer.headers()["content-disposition"]).toMatch(/^attachment;/);
  const lines = (await answer.text()).trimEnd().split("\r\n");
  // The demonstration has schools in two time zones.
  expect(lines[0]).toMatch(/^\ufeffN°;Date;Heure \(heure de [^)]+\);Qui;Adresse;Action;Sur quoi;Détail;Résultat$/);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(`;'${text};`);
});

test("older entries are on the next page", async ({ as, page, baseURL }) => {
  // Checking a password is slow by design.
  test.setTimeout(300_000);
  const admin = await as("admin");
  // More entries than fit on a page: each sign-in is one, and replaces the session before. Refusals would not do:
  // repeated ones are counted in one entry.
  for (let count = 0; count < 51; count += 1) {
    const opened = await page.request.post("/connexion", {
      form: { identifiant: "parent", mot_de_passe: PASSWORD },
      headers: { Origin: baseURL ?? "" },
      maxRedirects: 0,
    });
    expect(opened.status()).toBe(303);
  }
  await admin.goto("/administration/journal?action=sign_in&resultat=done");
  const pages = admin.getByRole("navigation", { name: "Pages" });
  const first = admin.getByRole("table", { name: table }).getByRole("row").nth(1);
  const latest = await first.innerText();
  await pages.getByRole("link", { name: "Plus anciennes" }).click();
  await expect(admin).toHaveURL(/resultat=done&avant=\d+$/);
  await expect(first).not.toHaveText(latest);
  await pages.getByRole("link", { name: "Les plus récentes" }).click();
  await expect(admin).toHaveURL(/journal\?action=sign_in&resultat=done$/);
});

test("only the administrator reads it; invalid filters find nothing and cause no error", async ({
  as,
  consoleErrors,
}) => {
  const head = await as("direction");
  for (const path of ["/administration/journal", "/administration/journal.csv"]) {
    const answer = await head.goto(path);
    expect(answer?.status(), path).toBe(403);
    expect(await head.content()).toContain("réservée à l’administrateur");
  }
  const admin = await as("admin");
  const queries = [
    "q=%25&avant=-1",
    "q=_%27%22%5C&avant=99999999999999999999",
    "du=hier&au=9999-99-99",
    "action=x&resultat=y",
    "q=%00",
  ];
  for (const query of queries) {
    const answer = await admin.goto(`/administration/journal?${query}`);
    expect(answer?.status(), query).toBe(200);
    await expect(admin.getByRole("heading", { level: 1 })).toHaveText("Journal");
  }
  // An invalid day is shown unchanged, and the browser reports it.
  expect(consoleErrors.splice(0).filter((line) => !line.startsWith("The specified value"))).toEqual([]);
});
