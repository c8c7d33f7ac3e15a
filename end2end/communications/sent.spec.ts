import { call, deploy } from "../support/api";
import { day, expect, shown, test, unique } from "../support/test";

// *Communications émises*, without JavaScript: the filter is a plain form.

test("the list is searched, filtered and sorted, and the address keeps it", async ({ as }) => {
  const page = await as("direction");
  const mark = unique("Élections");
  const running = `${mark} en cours`;
  const later = `${mark} bientôt`;
  const gone = `${mark} annulées`;
  const id = await deploy(page, { text: running });
  const published = async () =>
    (await (await call(page, "communications/detail", { id })).json()).facts.schools.published;
  await expect.poll(published).toBe(1);
  await deploy(page, { text: later, first_day: day(20), last_day: day(30), severity: "warning" });
  await call(page, "communications/cancel", { id: await deploy(page, { text: gone }) });

  await page.goto("/communications/emises");
  const filter = page.getByRole("search", { name: "Communications émises" });
  const titles = page.getByRole("table", { name: "Communications émises" }).getByRole("rowheader").getByRole("link");
  await filter.getByLabel("Rechercher").fill(mark.toUpperCase().replace("É", "e"));
  await filter.getByRole("button", { name: "Filtrer" }).click();
  await expect(titles).toHaveText([gone, later, running]);
  await expect(page.getByText("3 communications")).toBeVisible();

  await filter.getByLabel("Tri").selectOption("Plus anciennes");
  await filter.getByRole("button", { name: "Filtrer" }).click();
  await expect(titles).toHaveText([running, later, gone]);

  for (const [status, left] of [
    ["Programmée", later],
    ["Annulée", gone],
    ["Déployée", running],
  ] as const) {
    await filter.getByLabel("Statut").selectOption(status);
    await filter.getByRole("button", { name: "Filtrer" }).click();
    await expect(titles).toHaveText([left]);
    await expect(page.getByRole("cell", { name: status })).toBeVisible();
  }
  await filter.getByLabel("Statut").selectOption("Tous");
  await filter.getByLabel("Période, du").fill(day(25));
  await filter.getByRole("button", { name: "Filtrer" }).click();
  await expect(titles).toHaveText([later]);
  await expect(page.getByRole("row").filter({ hasText: later })).toContainText(`${shown(day(20))} – ${shown(day(30))}`);

  const kept = page.url();
  await page.goto("/communications/emises");
  await page.goto(kept);
  await expect(titles).toHaveText([later]);
  await expect(filter.getByLabel("Période, du")).toHaveValue(day(25));
  await page.getByRole("link", { name: "Effacer les critères" }).click();
  await expect(filter.getByLabel("Rechercher")).toHaveValue("");
});

test("filters by author and channel; a sentence says that nothing was found", async ({ as }) => {
  const page = await as("direction");
  const text = unique("Du professeur");
  await deploy(await as("enseignant"), { text });
  const q = encodeURIComponent(text);
  await page.goto(`/communications/emises?q=${q}&auteur=benali&canal=announcement`);
  await expect(page.getByRole("row").filter({ hasText: text })).toContainText("Karim Benali");
  await page.goto(`/communications/emises?q=${q}&auteur=personne`);
  await expect(page.getByRole("heading", { name: "Rien ne correspond à ces critères" })).toBeVisible();
  await page.getByRole("link", { name: "Effacer les filtres" }).click();
  await expect(page.getByRole("table", { name: "Communications émises" })).toBeVisible();
});

test("invalid filters find nothing and cause no error", async ({ as, consoleErrors }) => {
  const page = await as("direction");
  for (const query of ["q=%25&page=999", "q=_%27%22%5C", "du=hier&au=9999-99-99", "statut=x&tri=y&page=-1", "q=%00"]) {
    const answer = await page.goto(`/communications/emises?${query}`);
    expect(answer?.status(), query).toBe(200);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Communications émises");
  }
  // An invalid day is shown unchanged, and the browser reports it.
  expect(consoleErrors.splice(0).filter((line) => !line.startsWith("The specified value"))).toEqual([]);
});

test("a long list is divided into pages", async ({ as }) => {
  const page = await as("direction");
  const mark = unique("Série");
  for (let number = 1; number <= 26; number += 1) await deploy(page, { text: `${mark} n° ${number}.` });
  await page.goto(`/communications/emises?q=${encodeURIComponent(mark)}`);
  await expect(page.getByRole("row")).toHaveCount(1 + 25);
  const pages = page.getByRole("navigation", { name: "Pages" });
  await expect(pages).toContainText("1 – 25 sur 26");
  await pages.getByRole("link", { name: "Suivante" }).click();
  await expect(page.getByRole("link", { name: `${mark} n° 1.` })).toBeVisible();
  await expect(page.getByRole("row")).toHaveCount(1 + 1);
});

test("the states of each school are shown and exported", async ({ as }) => {
  const page = await as("proviseure");
  const id = await deploy(page, { text: unique("Deux écoles") });
  await page.goto(`/communications/${id}?onglet=etats`);
  const schools = page.getByRole("table", { name: "État de publication par établissement" }).getByRole("rowheader");
  await expect(schools).toHaveText([/Collège Louis Pasteur/, /Lycée Pierre et Marie Curie/]);
  await page.getByRole("searchbox", { name: "Établissement" }).fill("college");
  await page.getByRole("button", { name: "Filtrer" }).click();
  await expect(schools).toHaveText([/Collège Louis Pasteur/]);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Exporter (CSV)" }).click();
  expect((await download).suggestedFilename()).toBe(`etats-${id}.csv`);
  const csv = await (await page.request.get(`/communications/${id}/etats.csv`)).text();
  expect(csv).toMatch(/^\ufeffUAI;Établissement;/);
  expect(csv).toContain("0570052X;Collège Louis Pasteur;Metz;");
});
