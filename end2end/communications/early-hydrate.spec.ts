import { choose, criterion, NEW, severity, target, text, valueOf } from "../support/compose";
import { picture } from "../support/picture";
import { day, expect, hydrated, slowScripts, test, unique, visit } from "../support/test";
import { channel, fileInput, files, joined, kept, pdf, subjectField } from "../support/writing";

// What is chosen before the scripts come is kept, and the form shows what it holds.

test("a profile, a severity and a text chosen early are kept", async ({ as }) => {
  const page = await as("enseignant");
  const come = await slowScripts(page);
  const written = unique("Tôt");
  await page.goto(NEW);
  const first = target(page, 1);
  await criterion(first, "Profil").locator("summary").click();
  await first.getByRole("checkbox", { name: "Parent", exact: true }).check();
  await severity(page, "Alerte").check();
  await text(page).fill(written);
  come();
  await hydrated(page);
  await expect(valueOf(first, "Profil")).toHaveText("Parent");
  await expect(severity(page, "Alerte")).toBeChecked();
  await expect(text(page)).toHaveValue(written);
  // The form itself holds them: its draft does too.
  await expect(page).toHaveURL(/\?brouillon=\d+/);
  await visit(page, page.url());
  await expect(valueOf(target(page, 1), "Profil")).toHaveText("Parent");
  await expect(severity(page, "Alerte")).toBeChecked();
});

test("a file dropped before the scripts of the form are there is joined, and opens nowhere", async ({ as }) => {
  const page = await as("infirmiere");
  const come = await slowScripts(page);
  await page.goto(NEW);
  await expect(page.locator("html")).toHaveAttribute("data-listening", "true");
  const drop = () =>
    page.getByRole("heading", { level: 1 }).evaluate((element) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["Bonjour"], "mot.txt", { type: "text/plain" }));
      const event = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
      element.dispatchEvent(event);
      return event.defaultPrevented;
    });
  expect(await drop(), "an announcement has no files").toBe(true);
  await expect(page.locator("#page-en-retard")).toContainText("Rien n’a été pris");
  await channel(page, "Messagerie ENT").check();
  expect(await drop()).toBe(true);
  await expect(page.locator("#page-en-retard")).toBeEmpty();
  come();
  await hydrated(page);
  await joined(page, 1);
  await expect(files(page)).toContainText("mot.txt");
});

test("the period and the link of an announcement chosen early are kept", async ({ as }) => {
  const page = await as("enseignant");
  const come = await slowScripts(page);
  const written = unique("Tôt");
  await page.goto(NEW);
  await text(page).fill(written);
  await page.locator("#periode-debut").fill(day(1));
  await page.locator("#periode-fin").fill(day(3));
  await page.getByRole("radio", { name: "URL externe" }).check();
  await page.getByLabel("Adresse du site").fill("https://www.education.gouv.fr/tot");
  await page.getByText("Diffuser aussi").click();
  await page.getByRole("checkbox", { name: /Afficher aussi sur le tableau public/ }).check();
  await page.getByText("Ajouter une autre langue").click();
  await page.getByRole("combobox", { name: "Langue du texte" }).selectOption("en");
  come();
  await hydrated(page);
  await expect(page.locator("#periode-debut")).toHaveValue(day(1));
  await expect(page.locator("#periode-fin")).toHaveValue(day(3));
  await expect(page.getByRole("radio", { name: "URL externe" })).toBeChecked();
  await kept(page, {
    channel: "announcement",
    text: written,
    first_day: day(1),
    last_day: day(3),
    with_link: true,
    link: "https://www.education.gouv.fr/tot",
    public: true,
    first_language: "en",
  });
  await expect(page.getByRole("checkbox", { name: /Afficher aussi sur le tableau public/ })).toBeChecked();
});

test("all that is chosen early for a message is kept, with its file", async ({ as }) => {
  const page = await as("infirmiere");
  const come = await slowScripts(page);
  const subject = unique("Tôt");
  await page.goto(NEW);
  await channel(page, "Messagerie ENT").check();
  await page.getByRole("radio", { name: "Plus tard" }).check();
  await page.locator("#envoi-date").fill(day(2));
  await page.locator("#envoi-heure").fill("07:35");
  await subjectField(page).fill(subject);
  await page.getByRole("radio", { name: /^Chaque destinataire/ }).check();
  await page.locator("#reponse").uncheck();
  await page.locator("#copie").check();
  await fileInput(page).setInputFiles(pdf("tot.pdf"));
  come();
  await hydrated(page);
  await joined(page, 1);
  await expect(channel(page, "Messagerie ENT")).toBeChecked();
  await expect(page.getByRole("radio", { name: "Plus tard" })).toBeChecked();
  await expect(page.locator("#envoi-date")).toHaveValue(day(2));
  await expect(page.locator("#envoi-heure")).toHaveValue("07:35");
  await expect(page.locator("#reponse")).not.toBeChecked();
  await kept(page, {
    channel: "message",
    subject,
    send_later: true,
    send_day: day(2),
    send_time: "07:35",
    acknowledgement: "each",
    reply_allowed: false,
    copy_to_author: true,
  });
});

test("the title, the period and the picture of a news item chosen early are kept", async ({ as }) => {
  const page = await as("redacteur");
  const come = await slowScripts(page);
  const title = unique("Tôt");
  await page.goto(NEW);
  await page.getByRole("textbox", { name: /^Titre/ }).fill(title);
  await page.locator("#actualite-debut").fill(day(1));
  await page.locator("#actualite-fin").fill(day(3));
  await page.getByLabel("Choisir une image").setInputFiles(picture("tot.png"));
  come();
  await hydrated(page);
  await expect(page.getByText("L’image est jointe.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Retirer Image" })).toBeVisible();
  await kept(page, { channel: "news", news_title: title, news_first_day: day(1), news_last_day: day(3) });
});

test("the list of schools chosen early is kept", async ({ as }) => {
  const page = await as("proviseure");
  const come = await slowScripts(page);
  await page.goto(NEW);
  const first = target(page, 1);
  await first.getByRole("radio", { name: "Liste personnalisée" }).check();
  const school = first.locator(".schools-list").getByRole("checkbox").first();
  const id = await school.getAttribute("value");
  await school.check();
  await text(page).fill(unique("Tôt"));
  come();
  await hydrated(page);
  await expect(school).toBeChecked();
  await kept(page, { targets: [{ custom_establishments: true, establishments: [id] }] });
});
