import type { Page } from "@playwright/test";
import {
  add,
  addForm,
  ANNOUNCER,
  choosePerson,
  gain,
  give,
  line,
  LYCEE,
  openRights,
  personField,
  question,
  recap,
  role,
  said,
  take,
  validate,
} from "../support/access";
import { expectAccessible } from "../support/accessibility";
import type { Account } from "../support/accounts";
import { tryToDeploy } from "../support/api";
import { choose, criterion, deployByForm, NEW, target, text } from "../support/compose";
import { announcement } from "../support/home";
import { serverForSpec } from "../support/own-server";
import { expect, test, unique, visit } from "../support/test";

// A separate server, because the roles given here would disturb other specs.
const server = serverForSpec();

const PROFESSOR = "Aurélie Royer";
const WATCHER = "Émetteur – accès tableau de bord (consultation)";
const MESSENGER = "Émetteur – messagerie";

const service = (page: Page) =>
  page.getByRole("navigation", { name: "Menu principal" }).getByText("Communication ciblée");

for (const [account, search] of [
  ["admin", "royer"],
  ["direction", "aurélie ro"],
] as [Account, string][]) {
  test(`${account} gives the professor a role and removes it, with immediate effect`, async ({ as }) => {
    test.setTimeout(300_000);
    const [giver, professor] = [await as(account, server.baseURL), await as("professeur", server.baseURL)];
    await visit(professor, "/");
    await expect(service(professor)).toHaveCount(0);

    await openRights(giver, LYCEE, "Accès utilisateur");
    await give(giver, search, PROFESSOR, ANNOUNCER);
    await giver.getByRole("button", { name: "Valider" }).click();
    await expect(question(giver)).toContainText("Ajouts");
    await expect(question(giver)).toContainText("1 personne reçoit un rôle");
    await expect(question(giver)).toContainText(`${PROFESSOR} – ${ANNOUNCER}`);
    await question(giver).getByRole("button", { name: "Enregistrer" }).click();
    await expect(said(giver)).toContainText("Enregistré. 1 accès ajouté.");
    await expect(line(giver, PROFESSOR, ANNOUNCER).getByRole("button", { name: "Retirer" })).toBeVisible();

    await visit(professor, "/");
    await expect(service(professor)).toBeVisible();
    const announced = unique("Sortie au théâtre");
    await visit(professor, NEW);
    await choose(target(professor, 1), "Profil", "Enseignant");
    await text(professor).fill(announced);
    await deployByForm(professor);
    const colleague = await as("enseignant", server.baseURL);
    await visit(colleague, "/");
    await expect(announcement(colleague, announced)).toBeVisible();
    await visit(professor, NEW);

    await take(giver, PROFESSOR, ANNOUNCER);
    await validate(giver);
    await expect(said(giver)).toContainText("Enregistré. 1 accès retiré.");
    await expect(line(giver, PROFESSOR, ANNOUNCER)).toHaveCount(0);

    expect((await tryToDeploy(professor, { text: unique("Trop tard") })).status()).toBe(403);
    const refused = await professor.goto(NEW);
    expect(refused?.status()).toBe(403);
    await expect(professor.getByRole("main")).toContainText("Il vous manque le droit « Créer une communication ».");
    await expect(service(professor)).toHaveCount(0);
  });
}

test("a population is counted before it gets a role, with a warning about pupils", async ({ as }) => {
  const page = await as("admin", server.baseURL);
  await openRights(page, LYCEE, "Accès population");
  const form = addForm(page);
  await expect(gain(page)).toContainText("Choisissez au moins un critère");
  await role(page).selectOption({ label: MESSENGER });
  await choose(form, "Profil", "Élève");
  await expect(form.getByRole("alert")).toContainText(/Attention\s: ce rôle irait à \d+ élèves/);
  await criterion(form, "Profil").getByRole("button", { name: "Tout décocher" }).click();
  await choose(form, "Profil", "Vie scolaire");
  await expect(form.getByRole("alert")).toHaveCount(0);
  await expect(gain(page)).toContainText("Vie scolaire");
  await expect(gain(page)).toContainText("recevront ce rôle");
  await expect(gain(page)).toHaveAttribute("aria-busy", "false");
  await expect(gain(page).locator(".gain-count")).toHaveText(/^\d+$/);
  const counted = await gain(page).locator(".gain-count").innerText();
  expect(Number(counted)).toBeGreaterThan(1);

  await add(page).click();
  const added = line(page, "Vie scolaire", MESSENGER);
  await expect(added).toContainText("À ajouter");
  await expect(added.getByRole("cell").nth(1)).toHaveText(counted);
  await added.getByRole("button", { name: "Ne pas ajouter" }).click();
  await expect(added).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Récapitulatif des droits d’accès" })).toBeFocused();
  await expect(page.getByRole("button", { name: "Valider" })).toBeDisabled();

  await choose(form, "Profil", "Vie scolaire");
  await add(page).click();
  await validate(page);
  await expect(said(page)).toContainText("Enregistré. 1 accès ajouté.");
  await expect(added.getByRole("button", { name: "Retirer" })).toBeVisible();
  await expect(added).toContainText("Dominique Vautrin");

  await page.getByRole("link", { name: "Informations générales" }).click();
  const who = page.getByRole("table", { name: "Qui a accès, et pourquoi" });
  await page.getByLabel("Nom", { exact: true }).fill("thiébaut");
  await page.getByRole("button", { name: "Filtrer" }).click();
  await expect(who.getByRole("row").filter({ hasText: "Nadège Thiébaut" })).toContainText(
    /par la population «\s*Vie scolaire\s*» \(Lycée Pierre et Marie Curie\)/,
  );
});

test("errors of a line are shown at their fields", async ({ as }) => {
  const page = await as("direction", server.baseURL);
  await page.setViewportSize({ width: 390, height: 844 });
  await openRights(page, LYCEE, "Accès population");
  await add(page).click();
  await expect(addForm(page)).toContainText("Renseigner ce champ");
  await expect(role(page), "it is far above the button on a phone").toBeFocused();
  await expect(addForm(page).getByText("Renseigner ce champ")).toBeInViewport();
  await expect(addForm(page)).toContainText("Choisir au moins un critère");
  await expect(role(page)).toHaveAttribute("aria-invalid", "true");
  await expect(recap(page)).not.toContainText("À ajouter");
  await openRights(page, LYCEE, "Accès utilisateur");
  await role(page).selectOption({ label: MESSENGER });
  await choosePerson(page, "thiebaut", "Nadège Thiébaut");
  await add(page).click();
  await expect(addForm(page).getByRole("alert")).toContainText("Cette cible a déjà ce rôle");
});

test("a role by function cannot be removed, and the page says why", async ({ as }) => {
  const page = await as("direction", server.baseURL);
  await openRights(page, LYCEE, "Accès population");
  const head = line(page, "Chef d’établissement", "Émetteur – administrateur");
  await expect(head).toContainText("Par sa fonction : change avec l’annuaire");
  await expect(head.getByRole("button")).toHaveCount(0);
  await openRights(page, LYCEE, "Accès utilisateur");
  await expect(line(page, "Inês Da Costa", "Émetteur – administrateur")).toContainText(
    /Donné par .+\s: se retire sur sa page/,
  );
});

test("two administrators at once: the second is told, and nothing is lost", async ({ as }) => {
  test.setTimeout(300_000);
  const [first, second] = [await as("admin", server.baseURL), await as("direction", server.baseURL)];
  await openRights(first, LYCEE, "Accès utilisateur");
  await openRights(second, LYCEE, "Accès utilisateur");
  await give(first, "royer", PROFESSOR, WATCHER);
  await give(second, "humbert", "Chantal Humbert", WATCHER);
  await validate(first);
  await expect(said(first)).toContainText("Enregistré");

  await validate(second);
  await expect(said(second)).toContainText("Quelqu’un d’autre a modifié ces droits entre-temps");
  await expect(said(second)).toContainText(`${PROFESSOR} – ${WATCHER}, par Dominique Vautrin`);
  await expect(line(second, PROFESSOR, WATCHER).getByRole("button", { name: "Retirer" })).toBeVisible();
  await expect(line(second, "Chantal Humbert", WATCHER)).toContainText("À ajouter");
  await validate(second);
  await expect(said(second)).toContainText("Enregistré. 1 accès ajouté.");
  await openRights(first, LYCEE, "Accès utilisateur");
  await expect(line(first, "Chantal Humbert", WATCHER)).toContainText("Jean-Marc Lefèvre");
  await expect(line(first, PROFESSOR, WATCHER)).toContainText("Dominique Vautrin");
});

test("an authority keeps an administrator, and a role on all its schools gives a warning", async ({ as }) => {
  const page = await as("admin", server.baseURL);
  await openRights(page, "Mon bureau numérique", "Accès utilisateur");
  await take(page, "Inês Da Costa", "Émetteur – administrateur");
  await validate(page);
  await expect(said(page)).toContainText("Rien n’a été enregistré.");
  await expect(said(page)).toContainText("n’aurait plus d’Émetteur – administrateur");
  await expect(line(page, "Inês Da Costa", "Émetteur – administrateur")).toContainText("À retirer");
  await line(page, "Inês Da Costa", "Émetteur – administrateur")
    .getByRole("button", { name: "Ne pas retirer" })
    .click();
  await choosePerson(page, "royer", PROFESSOR);
  await expect(addForm(page).getByRole("alert")).toContainText("toute la collectivité");

  await openRights(page, "Mon bureau numérique", "Accès population");
  await role(page).selectOption({ label: MESSENGER });
  await choose(addForm(page), "Profil", "Direction");
  await add(page).click();
  const extent = addForm(page).getByRole("group", { name: /Étendue/ });
  await expect(extent, "nothing is assumed").toContainText("Renseigner ce champ");
  await extent.getByRole("radio", { name: /Toute la collectivité/ }).check();
  await expect(addForm(page).getByRole("alert")).toContainText("toute la collectivité");
  await extent.getByRole("radio", { name: /Chacun dans ses établissements/ }).check();
  await expect(addForm(page).getByRole("alert")).toHaveCount(0);
  await add(page).click();
  await expect(line(page, "Direction", MESSENGER)).toContainText("Chacun dans ses établissements");
});

test("a person is found, chosen and given a role with the keyboard only", async ({ as }) => {
  const page = await as("direction", server.baseURL);
  await openRights(page, LYCEE, "Accès utilisateur");
  await role(page).focus();
  await page.keyboard.press("End");
  await expect(role(page)).toHaveValue("recipient_manager");
  await page.keyboard.press("Tab");
  await expect(personField(page)).toBeFocused();
  await page.keyboard.type("li");
  const options = page.getByRole("listbox", { name: "Personnes trouvées" }).getByRole("option");
  await expect(personField(page)).toHaveAttribute("aria-expanded", "true");
  await expect(options.nth(1)).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(options.nth(0)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  const id = await options.nth(0).getAttribute("id");
  await expect(personField(page)).toHaveAttribute("aria-activedescendant", id ?? "");
  // While signs are composed Enter ends that, and chooses nobody.
  await personField(page).dispatchEvent("keydown", { key: "Enter", isComposing: true });
  await page.keyboard.press("Escape");
  await expect(personField(page)).toHaveAttribute("aria-expanded", "false");
  await expect(personField(page)).toHaveValue("li");
  await page.keyboard.press("ControlOrMeta+a");
  // The answer to a shorter name may show the same person, and the last answer takes its place.
  const found = page.waitForResponse(
    (answer) =>
      answer.url().endsWith("/api/access/people") && (answer.request().postData() ?? "").includes('"pierron"'),
  );
  await page.keyboard.type("pierron");
  await (await found).finished();
  await expect(options).toHaveText([/Éric Pierron/]);
  await expect(async () => {
    await page.keyboard.press("ArrowDown");
    await expect(options).toHaveAttribute("aria-selected", "true", { timeout: 5_000 });
  }).toPass();
  await page.keyboard.press("Enter");
  await expect(personField(page)).toHaveValue("Éric Pierron");
  await expect(personField(page)).toHaveAttribute("aria-expanded", "false");
  await expect(gain(page)).toContainText("Éric Pierron");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(add(page)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(line(page, "Éric Pierron", "Destinataire – gestionnaire")).toContainText("À ajouter");

  await page.getByRole("button", { name: "Valider" }).focus();
  await page.keyboard.press("Enter");
  await expect(question(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(question(page)).toBeHidden();
  await expect(page.getByRole("button", { name: "Valider" })).toBeFocused();
  await page.keyboard.press("Enter");
  await question(page).getByRole("button", { name: "Enregistrer" }).focus();
  await page.keyboard.press("Enter");
  await expect(said(page)).toContainText("Enregistré. 1 accès ajouté.");
  await expect(said(page)).toBeFocused();
});

test("a search that finds nobody says so", async ({ as }) => {
  const page = await as("direction", server.baseURL);
  await openRights(page, LYCEE, "Accès utilisateur");
  await personField(page).fill("zzzz");
  await expect(addForm(page)).toContainText("Personne ne correspond");
  await personField(page).fill("z");
  await expect(addForm(page)).toContainText("Saisissez au moins deux lettres");
});

test("leaving with unsaved lines asks first", async ({ as }) => {
  const page = await as("direction", server.baseURL);
  await openRights(page, LYCEE, "Accès utilisateur");
  await give(page, "royer", PROFESSOR, MESSENGER);
  const asked = page.waitForEvent("dialog");
  const click = page.getByRole("link", { name: "Informations générales" }).click({ noWaitAfter: true });
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  await click;
  await expect(line(page, PROFESSOR, MESSENGER)).toContainText("À ajouter");
  await line(page, PROFESSOR, MESSENGER).getByRole("button", { name: "Ne pas ajouter" }).click();
  await page.getByRole("link", { name: "Informations générales" }).click();
  await expect(page.getByRole("heading", { name: "Qui a accès, et pourquoi" })).toBeVisible();
});

test("accessible: the three tabs, with pending lines, open lists and the dialog", async ({ as }) => {
  test.setTimeout(360_000);
  const page = await as("admin", server.baseURL);
  const examine = async () => {
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${page.url()} at ${width} px scrolls sideways`).toBeLessThanOrEqual(0);
      await expectAccessible(page);
    }
  };
  await openRights(page);
  await examine();
  await openRights(page, LYCEE, "Accès population");
  await role(page).selectOption({ label: ANNOUNCER });
  await choose(addForm(page), "Profil", "Parent");
  await expect(addForm(page).getByRole("alert")).toBeVisible();
  await examine();
  await add(page).click();
  await expect(line(page, "Parents", ANNOUNCER)).toBeVisible();
  await page.getByRole("button", { name: "Valider" }).click();
  await expect(question(page)).toBeVisible();
  await examine();
  await page.keyboard.press("Escape");
  await line(page, "Parents", ANNOUNCER).getByRole("button", { name: "Ne pas ajouter" }).click();
  await add(page).click();
  await expect(addForm(page)).toContainText("Choisir au moins un critère");
  await examine();
  await openRights(page, LYCEE, "Accès utilisateur");
  await personField(page).fill("li");
  await expect(page.getByRole("listbox", { name: "Personnes trouvées" }).getByRole("option").first()).toBeVisible();
  await examine();
});

test("the count of the last criteria is shown, though an earlier one is answered late", async ({ as }) => {
  const page = await as("admin", server.baseURL);
  await openRights(page, LYCEE, "Accès population");
  const held: (() => void)[] = [];
  await page.route("**/api/access/population", async (route) => {
    const answer = await route.fetch();
    // The first question is answered after the others.
    if (held.length === 0) await new Promise<void>((go) => void held.push(go));
    await route.fulfill({ response: answer });
  });
  const form = addForm(page);
  await choose(form, "Profil", "Élève");
  await expect.poll(() => held.length).toBe(1);
  await choose(form, "Profil", "Vie scolaire");
  await criterion(form, "Profil").getByRole("checkbox", { name: "Élève" }).uncheck();
  await expect(gain(page)).toHaveAttribute("aria-busy", "false");
  await expect(gain(page)).toContainText("Vie scolaire");
  await expect(gain(page)).not.toContainText("Élève");
  const counted = (await gain(page).textContent()) ?? "";
  const late = page.waitForResponse("**/api/access/population");
  held[0]?.();
  await late;
  await expect(gain(page)).toHaveText(counted);
  await expect(gain(page)).not.toContainText("Élève");
});

test("a population that cannot be counted says so, and can be counted again", async ({ as }) => {
  const page = await as("admin", server.baseURL);
  await openRights(page, LYCEE, "Accès population");
  const survey = "**/api/access/population";
  const form = addForm(page);
  const again = form.getByRole("alert").getByRole("button", { name: "Réessayer" });
  await role(page).selectOption({ label: MESSENGER });
  for (const { status, body, profile } of [
    { status: 413, body: '"TooLarge"', profile: "Vie scolaire" },
    { status: 500, body: '{"Internal":{"request":null}}', profile: "Enseignant" },
    { status: 503, body: '"Busy"', profile: "Direction" },
  ]) {
    await page.route(survey, (route) => route.fulfill({ status, contentType: "application/json", body }));
    await choose(form, "Profil", profile);
    await expect(again).toBeVisible();
    await expect(gain(page)).toHaveAttribute("aria-busy", "false");
    await expect(gain(page)).toContainText("n’a pas pu être calculé");
    await add(page).click();
    await expect(again).toBeVisible();
    await expect(add(page), "nothing is waited for").not.toHaveAttribute("aria-busy", "true");
    await expect(recap(page)).not.toContainText("À ajouter");
    await page.unroute(survey);
    // The others are asked for again by themselves.
    if (status === 413) {
      await again.click();
      await expect(gain(page)).toBeFocused();
    }
    await expect(again).toHaveCount(0);
    await expect(gain(page)).toContainText("recevront ce rôle");
  }
  await add(page).click();
  await expect(recap(page).getByRole("row").filter({ hasText: "À ajouter" })).toHaveCount(1);
});

test("a search for a person that is not answered says so, and is asked again", async ({ as }) => {
  const page = await as("direction", server.baseURL);
  await openRights(page, LYCEE, "Accès utilisateur");
  await page.route("**/api/access/people", (route) => route.abort());
  await personField(page).fill("pierron");
  await expect(addForm(page).getByText("Le serveur ne répond pas")).toBeVisible();
  await page.unroute("**/api/access/people");
  const options = page.getByRole("listbox", { name: "Personnes trouvées" }).getByRole("option");
  await expect(options).toHaveText([/Éric Pierron/]);
});
