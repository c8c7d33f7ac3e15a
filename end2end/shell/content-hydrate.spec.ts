import { deploy, PUPILS } from "../support/api";
import { announcement } from "../support/home";
import { delivered, INBOX, send } from "../support/messages";
import { expect, nextInMonth, test, unique, visit } from "../support/test";

test("each paragraph of a message has its own direction, and a message is printed whole", async ({ as }) => {
  const [sender, reader] = [await as("cpe"), await as("eleve")];
  const title = unique("مرحبا بالعائلات");
  const body = "<p>Bonjour à tous</p><p>السلام عليكم</p><ul><li><p>מחר בבוקר</p></li></ul>";
  await send(sender, { subject: title, body, targets: [PUPILS] });
  const id = await delivered(reader, title);
  await visit(reader, `${INBOX}/${id}`);
  await expect(reader.getByText("Bonjour à tous")).toHaveCSS("direction", "ltr");
  for (const text of ["السلام عليكم", "מחר בבוקר"]) {
    await expect(reader.getByText(text)).toHaveCSS("direction", "rtl");
  }
  await expect(reader.getByRole("heading", { level: 1 })).toHaveCSS("direction", "rtl");

  await reader.setViewportSize({ width: 1280, height: 900 });
  await reader.emulateMedia({ media: "print" });
  const main = await reader.locator("main").boundingBox();
  expect(main?.width, "the menu's column is not printed").toBeGreaterThan(1_100);
  await reader.emulateMedia({ media: null });
});

test("each paragraph of an announcement has its own direction", async ({ as }) => {
  const [sender, reader] = [await as("direction"), await as("eleve")];
  const text = `${unique("Bonjour à tous")}\nالسلام عليكم`;
  await deploy(sender, { text, targets: [PUPILS] });
  await visit(reader, "/");
  const lines = announcement(reader, text.split("\n")[0] ?? "").locator(".announcement-text");
  await expect(lines).toBeVisible();
  // How far each line stands from the side on which it begins.
  const gaps = await lines.evaluate((element) => {
    const node = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode() as Text;
    const [whole, end] = [element.getBoundingClientRect(), node.data.indexOf("\n")];
    const line = (from: number, to: number) => {
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, to);
      return range.getBoundingClientRect();
    };
    return [line(0, end).left - whole.left, whole.right - line(end + 1, node.length).right];
  });
  for (const gap of gaps) expect(Math.abs(gap)).toBeLessThan(4);
});

test("a page that comes back to the front is not built again", async ({ as }) => {
  const [direction, pupil] = [await as("direction"), await as("eleve")];
  const text = unique("Toujours là");
  await deploy(direction, { text, targets: [PUPILS], severity: "warning" });
  await visit(pupil, "/");
  const card = announcement(pupil, text);
  await card.evaluate((element) => element.setAttribute("data-same", ""));
  const button = pupil.getByRole("listitem").filter({ has: card }).getByRole("button");
  await button.focus();
  const answered = pupil.waitForResponse((response) => /flux/.test(response.url()));
  for (const hidden of [true, false]) {
    await pupil.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      Object.defineProperty(document, "visibilityState", { value: hidden ? "hidden" : "visible", configurable: true });
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    }, hidden);
  }
  await answered;
  const next = unique("Nouvelle");
  await deploy(direction, { text: next, targets: [PUPILS] });
  await expect(announcement(pupil, next)).toBeVisible();
  await expect(card).toHaveAttribute("data-same", "");
  await expect(button).toBeFocused();
});

test("what an address says is not believed, and two questions never stand on one another", async ({ as }) => {
  const sender = await as("direction");
  const id = await deploy(sender, { text: unique("Question") });
  await visit(sender, `/communications/${id}?deploye=1&corrige=1&annuler=1&relancer=1`);
  await expect(sender.locator("dialog[open]")).toHaveCount(1);
  await expect(sender.locator(".notice[data-kind=success]")).toHaveCount(0);
});

test("a long date fits into 320 pixels", async ({ as }) => {
  const sender = await as("direction");
  // Two Wednesdays of September: few dates are longer.
  const [first_day, last_day] = [nextInMonth(9, 3, 15), nextInMonth(9, 3, 22)];
  const id = await deploy(sender, { text: unique("Long"), first_day, last_day });
  await sender.setViewportSize({ width: 320, height: 700 });
  for (const path of [`/communications/${id}`, "/communications/emises", "/", "/agenda", INBOX]) {
    await visit(sender, path);
    const over = await sender.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(over, path).toBeLessThanOrEqual(0);
  }
});
