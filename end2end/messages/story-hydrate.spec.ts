import type { Page } from "@playwright/test";
import { call, deploy, TEACHERS } from "../support/api";
import { question } from "../support/compose";
import { delivered, INBOX, subject as received } from "../support/messages";
import { expect, hydrated, test, unique, visit } from "../support/test";
import { channel, editor, fileInput, joined, pdf, subjectField } from "../support/writing";

// A minute that begins in 60 to 120 seconds, in the time zone of the school: `yyyy-mm-dd` and `hh:mm`. Until then the
// form is sent.
function soon(): [string, string] {
  const at = new Date(Date.now() + 120_000);
  const local = at.toLocaleString("sv-SE", { timeZone: "Europe/Paris" });
  return [local.slice(0, 10), local.slice(11, 16)];
}

async function subjects(reader: Page, search: string): Promise<string[]> {
  const answer = await call(reader, "messages/inbox", { filter: { search } });
  return (await answer.json()).rows.map((row: { subject: string }) => row.subject);
}

test("an announcement is also sent as a message: attached, scheduled, delivered, opened, acknowledged, reminded", async ({
  as,
}) => {
  test.setTimeout(480_000);
  const sender = await as("infirmiere");
  const [noting, waiting] = [await as("enseignant"), await as("professeur")];
  const text = unique("Exercice d’évacuation jeudi");
  const subject = unique("Évacuation");
  await visit(sender, `/communications/${await deploy(sender, { text, targets: [TEACHERS] })}`);

  await sender.getByText("Dupliquer").click();
  await sender.getByRole("link", { name: "Avec les mêmes cibles et la même description" }).click();
  await hydrated(sender);
  await channel(sender, "Messagerie ENT").check();
  await expect(await editor(sender)).toHaveText(text);
  await subjectField(sender).fill(subject);
  await fileInput(sender).setInputFiles(pdf("plan d’évacuation.pdf"));
  await joined(sender, 1);
  const [day, time] = soon();
  await sender.getByRole("radio", { name: "Plus tard" }).check();
  await sender.getByLabel("Date d’envoi", { exact: true }).fill(day);
  await sender.getByLabel("Heure d’envoi", { exact: true }).fill(time);
  await sender.getByRole("radio", { name: "Chaque destinataire" }).check();
  await sender.getByRole("button", { name: "Déployer" }).click();
  await question(sender).getByRole("button", { name: "Valider" }).click();

  const title = sender.getByRole("heading", { level: 1 });
  await expect(title).toContainText("Programmé");
  expect(await subjects(noting, subject), "not before its time").toEqual([]);
  await expect(title, "the page follows by itself").toContainText("Déployé", { timeout: 240_000 });

  await delivered(noting, subject);
  await visit(noting, INBOX);
  await received(noting, subject).click();
  const download = noting.waitForEvent("download");
  await noting.getByRole("link", { name: /plan d’évacuation\.pdf/ }).click();
  expect((await download).suggestedFilename()).toBe("plan d’évacuation.pdf");
  await noting.getByRole("button", { name: "J’ai pris connaissance" }).click();
  await expect(noting.getByRole("button", { name: "J’ai pris connaissance" })).toHaveCount(0);

  const noted = sender.getByRole("region", { name: "Suivi" }).locator("div").filter({ hasText: "Accusés" });
  await expect(noted, "the sender sees it come").toContainText(/Accusés\s*1\s/);
  await sender.getByRole("button", { name: "Relancer" }).click();
  await expect(sender.getByRole("dialog")).toContainText("n’ont pas encore pris connaissance du message");
  await sender.getByRole("button", { name: "Envoyer un rappel" }).click();
  await expect(sender.getByRole("status").filter({ hasText: "Des rappels partent vers" })).toBeVisible();
  await delivered(waiting, `Rappel : ${subject}`);
  expect(await subjects(noting, subject), "who took note is left alone").toEqual([subject]);
});
