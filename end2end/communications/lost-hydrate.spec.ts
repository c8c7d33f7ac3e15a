import type { Page } from "@playwright/test";
import { PASSWORD, signIn, signOut } from "../support/accounts";
import { choose, deployByForm, NEW, question, target, text } from "../support/compose";
import { leads } from "../support/pages";
import { expect, hydrated, test, unique, visit } from "../support/test";
import { channel, fileInput, files, joined, pdf, write } from "../support/writing";

// Nothing typed is lost, and nothing blocks whoever writes.

const status = (page: Page, text: string | RegExp) => page.getByRole("status").filter({ hasText: text });
const saved = (page: Page) => status(page, /Brouillon enregistré à \d\d:\d\d/);
const SAVE = "**/api/communications/drafts/save*";

test("a reload right after the last key shows the newest text", async ({ as }) => {
  const page = await as("infirmiere");
  const written = unique("Avant le rechargement");
  await visit(page, NEW);
  await text(page).fill(written);
  await expect(saved(page)).toBeVisible();
  // The beacon of the closing page does not arrive in time.
  await page.route(SAVE, (route) => route.abort());
  await text(page).fill(`${written}, et la suite`);
  await page.reload();
  await hydrated(page);
  await expect(text(page)).toHaveValue(`${written}, et la suite`);
  await page.unroute(SAVE);
  await text(page).press("End");
  await page.keyboard.type(" !");
  await expect(saved(page)).toBeVisible();
  await visit(page, page.url());
  await expect(text(page)).toHaveValue(`${written}, et la suite !`);
});

test("what is typed after the end of the session is there after signing in again", async ({ page, baseURL }) => {
  const written = unique("Après la session");
  await signIn(page, "infirmiere", PASSWORD, baseURL);
  await visit(page, NEW);
  await text(page).fill(written);
  await expect(page).toHaveURL(/\?brouillon=\d+/);
  await page.context().clearCookies();
  await text(page).fill(`${written}, encore`);
  await expect(status(page, "Brouillon non enregistré")).toBeVisible();
  await page.reload();
  await page.getByLabel("Identifiant").fill("infirmiere");
  await page.getByLabel("Mot de passe", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Se connecter" }).click();
  await hydrated(page);
  await expect(text(page)).toHaveValue(`${written}, encore`);
  await expect(page.getByText("Votre saisie a été retrouvée.")).toBeVisible();
});

test("what was not saved is never shown to somebody else", async ({ page, baseURL }) => {
  const written = unique("Confidentiel");
  await signIn(page, "infirmiere", PASSWORD, baseURL);
  await visit(page, NEW);
  await page.route(SAVE, (route) => route.abort());
  await text(page).fill(written);
  await expect(status(page, "Brouillon non enregistré")).toBeVisible();
  await page.context().clearCookies();
  await signIn(page, "enseignant", PASSWORD, baseURL);
  await hydrated(page);
  await visit(page, NEW);
  await expect(text(page)).toHaveValue("");
  await expect.poll(() => page.evaluate(() => Object.keys(sessionStorage))).toEqual([]);
});

test("a save that failed is tried again", async ({ as }) => {
  const page = await as("infirmiere");
  await visit(page, NEW);
  let tries = 0;
  await page.route(SAVE, async (route) => {
    tries += 1;
    if (tries < 3) await route.fulfill({ status: 502, contentType: "text/html", body: "<h1>Bad Gateway</h1>" });
    else await route.continue();
  });
  await text(page).fill(unique("Obstiné"));
  await expect(status(page, "Brouillon non enregistré")).toBeVisible();
  await expect(saved(page)).toBeVisible();
});

test("a page whose text is too long for a beacon asks before it closes", async ({ as }) => {
  const page = await as("infirmiere");
  await visit(page, NEW);
  await page.route(SAVE, (route) => route.abort());
  // 40 kB as text, 80 kB as it is sent.
  await text(page).fill('"'.repeat(40_000));
  await text(page).press("End");
  await page.keyboard.type("!");
  await expect(status(page, "Brouillon non enregistré")).toBeVisible();
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.accept();
});

test("a page whose draft could not be saved asks before it closes", async ({ as }) => {
  const page = await as("infirmiere");
  await visit(page, NEW);
  await page.route(SAVE, (route) => route.abort());
  await text(page).fill(unique("Sans réseau"));
  await text(page).press("End");
  await page.keyboard.type("!");
  await expect(status(page, "Brouillon non enregistré")).toBeVisible();
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type(), "the tab alone has it").toBe("beforeunload");
  await dialog.accept();
});

test("a form whose writer signed out in another tab does not say that this one keeps it", async ({ page, baseURL }) => {
  await signIn(page, "infirmiere", PASSWORD, baseURL);
  await visit(page, NEW);
  await text(page).fill(unique("Avant"));
  await expect(saved(page)).toBeVisible();
  const other = await page.context().newPage();
  await visit(other, "/");
  await signOut(other);
  await expect(other.getByLabel("Identifiant")).toBeVisible();
  await text(page).fill(unique("Après"));
  await expect(status(page, "Brouillon non enregistré")).toBeVisible();
  // Neither at the top, nor beside the button.
  await expect(page.getByText("Brouillon non enregistré")).toHaveCount(2);
  await expect(page.getByText("cet onglet garde votre saisie")).toHaveCount(0);
});

test("two pages of one draft do not overwrite each other", async ({ as }) => {
  const first = await as("infirmiere");
  const [one, other] = [unique("Première page"), unique("Seconde page")];
  await visit(first, NEW);
  await text(first).fill(unique("Au départ"));
  await expect(first).toHaveURL(/\?brouillon=\d+/);
  const address = first.url();
  const second = await first.context().newPage();
  await visit(second, address);
  const stored = first.waitForResponse(
    (answer) => /drafts\/save/.test(answer.url()) && (answer.request().postData() ?? "").includes(one),
  );
  await text(first).fill(one);
  expect((await stored).status()).toBe(200);
  await text(second).fill(other);
  await expect(second.getByText("Ce brouillon a été modifié dans une autre page.")).toBeVisible();
  await expect(second).not.toHaveURL(address);
  await visit(first, address);
  await expect(text(first)).toHaveValue(one);
  await visit(second, second.url());
  await expect(text(second)).toHaveValue(other);
});

test("deleting another draft leaves the form in hand", async ({ as }) => {
  const page = await as("infirmiere");
  const [old, written] = [unique("Ancien"), unique("En cours")];
  await visit(page, NEW);
  await text(page).fill(old);
  await expect(saved(page)).toBeVisible();
  await visit(page, NEW);
  await text(page).fill(written);
  // Another test may have left a newer draft of the same person: then this one is among the others.
  const others = page.getByText("Voir les autres brouillons");
  if ((await others.count()) > 0) await others.click();
  const line = page.getByRole("listitem").filter({ hasText: old });
  await line.getByRole("button", { name: "Supprimer" }).click();
  await expect(line).toHaveCount(0);
  await expect(text(page)).toHaveValue(written);
});

test("Back after a deployment is a form that says what happened", async ({ as }) => {
  const page = await as("infirmiere");
  await visit(page, NEW);
  await choose(target(page, 1), "Profil", "Enseignant");
  await text(page).fill(unique("Déployé"));
  await expect(saved(page)).toBeVisible();
  await deployByForm(page);
  await page.goBack();
  await hydrated(page);
  await expect(page.getByText("Ce brouillon n’est plus là.")).toBeVisible();
  await expect(text(page)).toHaveValue("");
});

test("the list of errors does not take the focus while they are corrected", async ({ as }) => {
  const page = await as("direction");
  await visit(page, NEW);
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(page.locator("#erreurs")).toBeFocused();
  await text(page).focus();
  await page.keyboard.type("a");
  await expect(page.locator("#erreurs")).toHaveCount(0);
  await page.keyboard.press("Backspace");
  await expect(page.locator("#erreurs")).toBeVisible();
  await page.keyboard.type("Réunion");
  await expect(text(page)).toHaveValue("Réunion");
  await expect(text(page)).toBeFocused();
});

test("Déployer does not wait for a count that will not come", async ({ as }) => {
  const page = await as("direction");
  await visit(page, NEW);
  await text(page).fill(unique("Sans compte"));
  const survey = "**/api/communications/survey";
  await page.route(survey, (route) =>
    route.fulfill({ status: 413, contentType: "application/json", body: '"TooLarge"' }),
  );
  await choose(target(page, 1), "Profil", "Enseignant");
  const deploy = page.getByRole("button", { name: "Déployer" });
  await deploy.click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(deploy).not.toHaveAttribute("aria-busy", "true");
  await page.unroute(survey);
  await deploy.click();
  await expect(question(page)).toBeVisible();
});

test("Déployer does not wait for perimeters that will not come", async ({ as }) => {
  const page = await as("direction");
  const perimeters = "**/api/communications/perimeters";
  await visit(page, NEW);
  await page.route(perimeters, (route) =>
    route.fulfill({ status: 413, contentType: "application/json", body: '"TooLarge"' }),
  );
  await channel(page, "Messagerie ENT").check();
  await write(page, unique("Sans périmètre"), "À demain");
  const deploy = page.getByRole("button", { name: "Déployer" });
  await deploy.click();
  await expect(page.getByRole("alert").filter({ hasText: "trop volumineuse" })).toBeVisible();
  await expect(deploy).not.toHaveAttribute("aria-busy", "true");
  await page.unroute(perimeters);
  await deploy.click();
  await expect(question(page)).toBeVisible();
});

for (const [status, body] of [
  [413, '"TooLarge"'],
  [500, '{"Internal":{"request":null}}'],
  [503, '"Busy"'],
] as const) {
  test(`a count and a channel answered by ${status} end with a sentence and Réessayer`, async ({ as }) => {
    const page = await as("direction");
    await visit(page, NEW);
    const deploy = page.getByRole("button", { name: "Déployer" });
    const again = page.getByRole("alert").getByRole("button", { name: "Réessayer" });
    const counted = page.getByRole("complementary", { name: "Destinataires" }).locator(".audience-total");
    for (const [address, change] of [
      ["**/api/communications/survey", () => choose(target(page, 1), "Profil", "Enseignant")],
      ["**/api/communications/perimeters", () => channel(page, "Messagerie ENT").check()],
    ] as const) {
      await page.route(address, (route) => route.fulfill({ status, contentType: "application/json", body }));
      await change();
      await expect(again).toBeVisible();
      await deploy.click();
      await expect(again).toBeVisible();
      await expect(deploy, "nothing is waited for").not.toHaveAttribute("aria-busy", "true");
      await page.unroute(address);
      // The others are asked for again by themselves.
      if (status === 413) {
        await again.click();
        await expect(counted).toBeFocused();
      }
      await expect(again).toHaveCount(0);
      await expect(counted).toHaveAttribute("aria-busy", "false");
    }
  });
}

// Drops something with files, as a browser reports it.
async function drop(page: Page, selector: string, folder: boolean) {
  await page.evaluate(
    ([selector, folder]) => {
      const dropped = new DataTransfer();
      dropped.items.add(new File(folder ? [] : ["Bonjour"], folder ? "Photos" : "mot.txt", { type: "text/plain" }));
      if (folder) {
        const entry = { isDirectory: true, isFile: false, name: "Photos" };
        DataTransferItem.prototype.webkitGetAsEntry = () => entry as FileSystemEntry;
      }
      const event = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: dropped });
      document.querySelector(selector as string)?.dispatchEvent(event);
      if (!event.defaultPrevented) throw new Error("the browser would open the file in its tab");
    },
    [selector, folder] as const,
  );
}

test("files dropped anywhere are joined, a folder is explained", async ({ as }) => {
  const page = await as("direction");
  await visit(page, NEW);
  await drop(page, "h1", false);
  await channel(page, "Messagerie ENT").check();
  await expect(files(page)).toHaveCount(0);
  await drop(page, "h1", false);
  await joined(page, 1);
  await expect(fileInput(page), "the field that took it is in view").toBeInViewport();
  await expect(fileInput(page)).toBeFocused();
  await drop(page, ".dropzone", true);
  await expect(page.getByRole("alert").filter({ hasText: "« Photos » est un dossier" })).toBeVisible();
  await expect(files(page)).toHaveCount(1);
});

test("the text is saved while many files are on their way", async ({ as }) => {
  const page = await as("cpe");
  await visit(page, NEW);
  await channel(page, "Messagerie ENT").check();
  let [on, most] = [0, 0];
  let release = () => {};
  const released = new Promise<void>((done) => (release = done));
  await page.route("**/communications/pieces-jointes", async (route) => {
    on += 1;
    most = Math.max(most, on);
    await released;
    on -= 1;
    await route.continue();
  });
  await fileInput(page).setInputFiles(Array.from({ length: 8 }, (_, number) => pdf(`fichier ${number}.pdf`)));
  await page.getByRole("textbox", { name: /^Objet/ }).fill(unique("Pendant l’envoi"));
  await expect(saved(page)).toBeVisible();
  expect(most).toBeLessThanOrEqual(2);
  release();
  await joined(page, 8);
});

test("where WebAssembly does not arrive, what is typed is there again until it was saved", async ({
  as,
  consoleErrors,
}) => {
  const page = await as("cpe");
  const written = unique("Sans brouillon");
  const subject = page.getByRole("textbox", { name: /^Objet/ });
  const body = page.getByRole("textbox", { name: /^Texte du message/ });
  const plain = page.getByText("Une partie de cette page n’a pas pu être chargée.");
  const notice = page.locator("#page-simple");
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto(NEW);
  await expect(plain).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-listening", "true");
  await page.getByRole("radio", { name: "Messagerie ENT" }).check();
  await subject.fill(written);
  await body.fill("Bonjour");
  await page.reload();
  await expect(plain).toBeVisible();
  await expect(subject).toHaveValue(written);
  await expect(body).toHaveValue("Bonjour");
  await expect(notice).toContainText("Votre saisie a été retrouvée.");

  // Each button saves first; from then on the draft has it.
  await leads(page.getByRole("button", { name: "Ajouter une cible" }));
  await expect(page).toHaveURL(/\?brouillon=\d+/);
  await expect(plain).toBeVisible();
  await expect(subject).toHaveValue(written);
  await expect(notice).not.toContainText("Votre saisie a été retrouvée.");
  await expect(page.locator("html")).toHaveAttribute("data-listening", "true");
  await page.goto(NEW);
  await expect(plain).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-listening", "true");
  await page.getByRole("radio", { name: "Messagerie ENT" }).check();
  await expect(subject).toHaveValue("");
  // The next page misses its package too, and may say so only now.
  await page.goto("about:blank");
  consoleErrors.length = 0;
});

for (const [what, block] of [
  [
    "is not there",
    (page: Page) =>
      page.addInitScript(() => {
        Object.defineProperty(window, "WebAssembly", { value: undefined });
      }),
  ],
  ["does not arrive", (page: Page) => page.route("**/*.wasm", (route) => route.abort())],
  [
    "is answered by a proxy",
    (page: Page) =>
      page.route("**/*.wasm", (route) =>
        route.fulfill({ status: 502, contentType: "text/html", body: "<h1>502</h1>" }),
      ),
  ],
] as const) {
  test(`where WebAssembly ${what}, the plain form serves`, async ({ as, consoleErrors }) => {
    const page = await as("cpe");
    await block(page);
    await page.goto(NEW);
    await expect(page.getByText("Une partie de cette page n’a pas pu être chargée.")).toBeVisible();
    await page.getByRole("radio", { name: "Messagerie ENT" }).check();
    const subject = unique("Sans WebAssembly");
    await page.getByRole("textbox", { name: /^Objet/ }).fill(subject);
    await page.getByRole("textbox", { name: /^Texte du message/ }).fill("Bonjour");
    await fileInput(page).setInputFiles(pdf("plan.pdf"));
    await page.getByRole("button", { name: "Joindre", exact: true }).click();
    await expect(files(page)).toHaveCount(1);
    await expect(page.getByRole("textbox", { name: /^Objet/ })).toHaveValue(subject);
    await expect(page.getByRole("textbox", { name: /^Texte du message/ })).toHaveValue("Bonjour");
    await page.getByRole("button", { name: "Déployer" }).click();
    await page.getByRole("button", { name: "Valider" }).click();
    await expect(page).toHaveURL(/\/communications\/\d+\?deploye=1/);
    // The next page misses its package too, and may say so only now.
    await page.goto("about:blank");
    consoleErrors.length = 0;
  });
}
