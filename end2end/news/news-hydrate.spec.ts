import { choose, NEW, people, question, reach, target } from "../support/compose";
import { clickInto } from "../support/cursor";
import { picture } from "../support/picture";
import { expect, hydrated, test, unique } from "../support/test";

test("a news item with a picture appears on the open home page of its readers", async ({ as }) => {
  const [writer, reader] = [await as("redacteur"), await as("parent")];
  const title = unique("Exposition");
  await reader.goto("/");
  await hydrated(reader);
  await writer.goto(NEW);
  await hydrated(writer);
  await choose(target(writer, 1), "Profil", "Parent");
  const parents = await people(reach(target(writer, 1)));
  await writer.getByRole("textbox", { name: /^Titre/ }).fill(title);
  await expect(writer.getByRole("toolbar", { name: "Mise en forme" })).toBeVisible();
  await clickInto(writer.getByRole("textbox", { name: /^Texte de l.actualité/ }));
  await writer.keyboard.type("Au CDI, toute la semaine");
  await writer.getByLabel("Choisir une image").setInputFiles(picture("affiche.png"));
  await expect(writer.getByText("L’image est jointe.")).toBeVisible();
  await writer.getByRole("checkbox", { name: /Image décorative/ }).check();
  await writer.getByRole("button", { name: "Déployer" }).click();
  await expect(question(writer)).toContainText(`${parents} personnes la verront`);
  await expect(question(writer)).toContainText("Image décorative");
  await question(writer).getByRole("button", { name: "Valider" }).click();
  await expect(reader.getByRole("link", { name: title })).toBeVisible();
});

test("a picture can be taken out again, and a file that is none is refused", async ({ as }) => {
  const page = await as("redacteur");
  await page.goto(NEW);
  await hydrated(page);
  const input = page.getByLabel("Choisir une image");
  await input.setInputFiles({ name: "page.png", mimeType: "image/png", buffer: Buffer.from("<html></html>") });
  await expect(page.getByRole("alert").filter({ hasText: "n’est pas une image acceptée" })).toBeVisible();
  await expect(input).toHaveAccessibleDescription(/n’est pas une image acceptée/);
  await expect(input).toHaveAttribute("aria-invalid", "true");
  await input.setInputFiles(picture("affiche.png"));
  await expect(page.getByText("L’image est jointe.")).toBeVisible();
  await expect(input).not.toHaveAttribute("aria-invalid");
  await page.getByRole("button", { name: "Retirer Image" }).click();
  await expect(page.getByText("L’image n’est plus jointe.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Retirer Image" })).toHaveCount(0);
});

test("a news item goes on without a picture that was refused", async ({ as }) => {
  const page = await as("redacteur");
  await page.goto(NEW);
  await hydrated(page);
  await page.getByRole("textbox", { name: /^Titre/ }).fill(unique("Sans image"));
  await expect(page.getByRole("toolbar", { name: "Mise en forme" })).toBeVisible();
  await clickInto(page.getByRole("textbox", { name: /^Texte de l.actualité/ }));
  await page.keyboard.type("Au gymnase");
  const input = page.getByLabel("Choisir une image");
  await input.setInputFiles({ name: "page.png", mimeType: "image/png", buffer: Buffer.from("<html></html>") });
  const refused = page.getByRole("alert").filter({ hasText: "n’est pas une image acceptée" });
  await expect(refused).toBeVisible();
  await page.getByRole("button", { name: "Retirer page.png" }).click();
  await expect(refused).toHaveCount(0);
  await expect(input).toBeFocused();
  await expect(input).not.toHaveAttribute("aria-invalid");
  await expect(page.getByText("L’image est jointe.")).toHaveCount(0);
  await page.getByRole("button", { name: "Déployer" }).click();
  await expect(question(page)).toBeVisible();
});

test("of two pictures the one chosen last stays, however late the first one is", async ({ as }) => {
  const page = await as("redacteur");
  await page.goto(NEW);
  await hydrated(page);
  let release = () => {};
  const released = new Promise<void>((done) => (release = done));
  const addresses = "**/communications/images";
  await page.route(
    addresses,
    async (route) => {
      await released;
      await route.continue().catch(() => {});
    },
    { times: 1 },
  );
  const input = page.getByLabel("Choisir une image");
  const [first] = await Promise.all([page.waitForRequest(addresses), input.setInputFiles(picture("premiere.png"))]);
  const givenUp = page.waitForEvent("requestfailed", (request) => request === first);
  await input.setInputFiles(picture("seconde.png"));
  await givenUp;
  const shown = page.locator(".picture-chosen img");
  await expect(shown).toBeVisible();
  const token = /images\/[0-9a-f]+/.exec((await shown.getAttribute("src")) ?? "")?.[0] ?? "";
  release();
  await page.getByRole("textbox", { name: /^Titre/ }).fill(unique("Deux images"));
  await expect(page).toHaveURL(/\?brouillon=\d+/);
  await page.goto(page.url());
  await hydrated(page);
  await expect(shown).toHaveAttribute("src", new RegExp(token));
});
