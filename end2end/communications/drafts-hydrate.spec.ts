import type { Page } from "@playwright/test";
import { call, form, formKey, perimeters, TEACHERS } from "../support/api";
import { choose, deployByForm, NEW, severity, target, text, valueOf } from "../support/compose";
import { day, expect, hydrated, slowScripts, test, unique, visit } from "../support/test";
import { kept } from "../support/writing";

const saved = (page: Page) => page.getByRole("status").filter({ hasText: /Brouillon enregistré à \d\d:\d\d/ });

// The line of a draft in the list of drafts.
function draft(page: Page, written: string) {
  const drafts = page.getByRole("region", { name: /Vous avez \d+ brouillons?/ });
  return drafts.getByRole("listitem").filter({ hasText: written });
}

// The latest draft is offered; the others are folded.
async function unfold(page: Page) {
  const others = page.getByText("Voir les autres brouillons");
  if (await others.isVisible()) await others.click();
}

async function resume(page: Page, written: string) {
  await visit(page, NEW);
  await unfold(page);
  await draft(page, written).getByRole("link", { name: "Reprendre" }).click();
  await hydrated(page);
}

test("a draft keeps all input after its page is closed", async ({ as }) => {
  const written = unique("Sortie au musée");
  const first = await as("infirmiere");
  await visit(first, NEW);
  await choose(target(first, 1), "Profil", "Élève", "Parent");
  await choose(target(first, 1), "Niveau", "2de");
  await first.getByRole("button", { name: "Ajouter une cible" }).click();
  await choose(target(first, 2), "Profil", "Enseignant");
  await severity(first, "Alerte").check();
  await text(first).fill(written);
  await first.getByRole("radio", { name: "URL externe" }).check();
  await first.getByLabel("Adresse du site").fill("https://musee.example/");
  await first.getByRole("textbox", { name: "Dernier jour" }).fill(day(2));
  await expect(saved(first)).toBeVisible();
  await kept(first, { text: written, last_day: day(2) });
  await first.close();

  const later = await as("infirmiere");
  await resume(later, written);
  await expect(valueOf(target(later, 1), "Profil")).toHaveText("Élève, Parent");
  await expect(valueOf(target(later, 1), "Niveau")).toHaveText("2de");
  await expect(valueOf(target(later, 2), "Profil")).toHaveText("Enseignant");
  await expect(severity(later, "Alerte")).toBeChecked();
  await expect(text(later)).toHaveValue(written);
  await expect(later.getByLabel("Adresse du site")).toHaveValue("https://musee.example/");
  await expect(later.getByRole("textbox", { name: "Dernier jour" })).toHaveValue(day(2));
});

test("a reload restores the input", async ({ as }) => {
  const written = unique("Vaccination");
  const page = await as("infirmiere");
  await visit(page, NEW);
  await text(page).fill(written);
  await expect(page).toHaveURL(/\?brouillon=\d+/);
  await visit(page, page.url());
  await expect(text(page)).toHaveValue(written);
});

test("input typed just before the page closes is kept too", async ({ as }) => {
  const written = unique("Dernière phrase");
  const hurried = await as("infirmiere");
  await visit(hurried, NEW);
  await text(hurried).fill(written);
  await hurried.close({ runBeforeUnload: true });

  const later = await as("infirmiere");
  await expect(async () => {
    await visit(later, NEW);
    await unfold(later);
    expect(await draft(later, written).count()).toBe(1);
  }).toPass();
  await resume(later, written);
  await expect(text(later)).toHaveValue(written);
});

test("input typed before the scripts were loaded is kept too", async ({ as }) => {
  const written = unique("Réseau lent");
  const page = await as("infirmiere");
  const come = await slowScripts(page);
  await page.goto(NEW, { waitUntil: "domcontentloaded" });
  await text(page).fill(written);
  await page.getByRole("textbox", { name: "Dernier jour" }).fill(day(3));
  come();
  await expect(page).toHaveURL(/\?brouillon=\d+/);
  await expect(text(page)).toHaveValue(written);
  await visit(page, page.url());
  await expect(text(page)).toHaveValue(written);
  await expect(page.getByRole("textbox", { name: "Dernier jour" })).toHaveValue(day(3));
});

test("Réinitialiser leaves no draft, even if a save was in progress", async ({ as }) => {
  const written = unique("À oublier");
  const page = await as("infirmiere");
  await visit(page, NEW);
  let release = () => {};
  const released = new Promise<void>((done) => (release = done));
  let saves = 0;
  await page.route("**/api/communications/drafts/save", async (route) => {
    saves += 1;
    await released;
    await route.continue();
  });
  await text(page).fill(written);
  await expect.poll(() => saves).toBe(1);
  await page.getByRole("button", { name: "Réinitialiser" }).click();
  const discarded = page.waitForResponse("**/api/communications/drafts/discard");
  const dialog = page.getByRole("dialog", { name: "Réinitialiser le formulaire ?" });
  await dialog.getByRole("button", { name: "Réinitialiser" }).click();
  await expect(text(page)).toHaveValue("");
  release();
  await discarded;
  // A timer of the page that is set later and for longer than the pause between a change and its save.
  await page.evaluate(() => new Promise((done) => setTimeout(done, 1_500)));
  expect(saves, "the empty form is no draft").toBe(1);
  await expect(saved(page)).toHaveCount(0);
  await expect.poll(() => new URL(page.url()).search).toBe("");
  await visit(page, NEW);
  await expect(draft(page, written)).toHaveCount(0);
});

test("Supprimer deletes a draft", async ({ as }) => {
  const written = unique("À jeter");
  const page = await as("infirmiere");
  await visit(page, NEW);
  await text(page).fill(written);
  await expect(page).toHaveURL(/\?brouillon=\d+/);
  const address = page.url();
  await visit(page, NEW);
  await unfold(page);
  await draft(page, written).getByRole("button", { name: "Supprimer" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Création d’une nouvelle communication");
  await expect(draft(page, written)).toHaveCount(0);
  const focused = () => page.evaluate(() => document.activeElement?.id);
  await expect.poll(focused, "the focus stays near the list").toMatch(/^(brouillons|cible-1)$/);
  await visit(page, address);
  await expect(page.getByText("Ce brouillon n’est plus là.")).toBeVisible();
  await expect(text(page)).toHaveValue("");
});

test("once the latest draft is deleted, the next one is offered", async ({ as }) => {
  const page = await as("admin");
  const [older, latest] = [unique("Avant-dernier"), unique("Dernier")];
  for (const one of [older, latest]) {
    await visit(page, NEW);
    await text(page).fill(one);
    await expect(saved(page)).toBeVisible();
  }
  await visit(page, NEW);
  await expect(draft(page, latest)).toBeVisible();
  await expect(draft(page, older), "folded").toBeHidden();
  await draft(page, latest).getByRole("button", { name: "Supprimer" }).click();
  await expect(draft(page, latest)).toHaveCount(0);
  await expect(draft(page, older)).toBeVisible();
  await draft(page, older).getByRole("button", { name: "Supprimer" }).click();
  await expect(draft(page, older)).toHaveCount(0);
});

test("deployment deletes the draft", async ({ as }) => {
  const written = unique("Infirmerie fermée");
  const page = await as("infirmiere");
  await visit(page, NEW);
  await choose(target(page, 1), "Profil", "Enseignant");
  await text(page).fill(written);
  await expect(saved(page)).toBeVisible();
  await deployByForm(page);
  await visit(page, NEW);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(draft(page, written)).toHaveCount(0);
});

test("only its author sees a draft", async ({ as }) => {
  const [author, other] = [await as("infirmiere"), await as("direction")];
  await visit(author, NEW);
  await text(author).fill(unique("Confidentiel"));
  await expect(author).toHaveURL(/\?brouillon=\d+/);
  await visit(other, author.url());
  await expect(text(other)).toHaveValue("");
  await expect(other.getByText("Ce brouillon n’est plus là.")).toBeVisible();
});

test("Back after sending says at the top that the draft is gone", async ({ as }) => {
  const page = await as("infirmiere");
  await visit(page, NEW);
  await choose(target(page, 1), "Profil", "Enseignant");
  await text(page).fill(unique("Envoyée"));
  await expect(saved(page)).toBeVisible();
  await deployByForm(page);
  await page.goBack();
  await hydrated(page);
  const gone = page.getByRole("note").filter({ hasText: "Ce brouillon n’est plus là." });
  await expect(gone).toBeFocused();
  await expect(gone, "not where the button was").toBeInViewport();
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

// Nobody else writes as the administrator.
test("Tout supprimer asks first, and leaves the form in hand", async ({ as }) => {
  const page = await as("admin");
  const [written, ...old] = [unique("En main"), unique("Ancien"), unique("Plus ancien")];
  for (const one of [...old, written]) {
    await visit(page, NEW);
    await text(page).fill(one);
    await expect(saved(page)).toBeVisible();
  }
  await page.getByText("Voir les autres brouillons").click();
  await page.getByText("Tout supprimer").click();
  await expect(page.getByText("sauf ce que vous écrivez sur cette page")).toBeVisible();
  for (const one of old) await expect(draft(page, one)).toBeVisible();
  await page.getByRole("button", { name: "Supprimer tous les brouillons" }).click();
  for (const one of old) await expect(draft(page, one)).toHaveCount(0);
  await expect(text(page)).toHaveValue(written);
  await visit(page, page.url());
  await expect(text(page)).toHaveValue(written);
  await expect(page.getByText("Tout supprimer")).toHaveCount(0);
});

test("a school that left the perimeter is seen in a draft, and can be taken out", async ({ as }) => {
  const [page, authority] = [await as("direction"), await as("collectivite")];
  const written = unique("Établissement parti");
  const [own] = await perimeters(page);
  const known = own?.schools.map(({ id }) => id) ?? [];
  const all = (await perimeters(authority)).flatMap(({ schools }) => schools);
  const gone = all.find(({ id }) => !known.includes(id));
  const chosen = [known[0], gone?.id].map(String);
  const aimed = { ...TEACHERS, custom_establishments: true, establishments: chosen };
  const input = form({ text: written, perimeter: own?.key ?? "", targets: [aimed] });
  const answer = await call(page, "communications/drafts/save", { form_key: formKey(), input, mark: null });
  expect(answer.status(), await answer.text()).toBe(200);
  const [id] = await answer.json();

  await visit(page, `${NEW}?brouillon=${id}`);
  const schools = target(page, 1).getByRole("group", { name: /Établissements/ });
  const box = schools.getByRole("checkbox", { name: /qui n’est plus dans votre périmètre/ });
  await expect(box).toBeChecked();
  await expect(schools).toContainText(gone?.name ?? "the name");
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(page.locator("#erreurs")).toBeVisible();
  await box.uncheck();
  await deployByForm(page);
});
