// Where a sign-in with a provider brings people back to, whatever the protocol.
import { expect, type Page } from "@playwright/test";

// Addresses that are not ours, or may become another site's on the way.
const ELSEWHERE = [
  "https://evil.example/",
  "//evil.example/",
  "/\\evil.example",
  "/a/..//evil.example",
  "/%2f/evil.example",
  "javascript:alert(1)",
  " /agenda",
];

interface SignOn {
  baseURL: string;
  // Begins a sign-in in this browser; returns where it is sent.
  begins: (page: Page, next: string) => Promise<URL>;
  // Signs in over there, as somebody whom the directory knows.
  signsInThere: (page: Page, away: URL) => Promise<void>;
}

export async function isSignedIn(page: Page): Promise<boolean> {
  return (await page.request.get("/mon-compte", { maxRedirects: 0 })).status() === 200;
}

// Each tab comes back to its own page, and never to another site's.
export async function expectOwnPages(page: Page, { baseURL, begins, signsInThere }: SignOn) {
  const other = await page.context().newPage();
  const [first, second] = [await begins(page, "/agenda"), await begins(page, "/messagerie")];
  await signsInThere(other, second);
  await expect(other).toHaveURL(`${baseURL}/messagerie`);
  await page.goto(first.href);
  await expect(page).toHaveURL(`${baseURL}/agenda`);
  for (const elsewhere of ELSEWHERE) {
    await page.goto((await begins(page, elsewhere)).href);
    await expect(page, elsewhere).toHaveURL(`${baseURL}/`);
  }
}
