import { call, deploy, form, formKey, isStored, perimeters, TEACHERS, tryToDeploy, ours } from "../support/api";
import { expect, test, unique } from "../support/test";

const FUNCTIONS = [
  "session",
  "home",
  "directory",
  "communications/compose",
  "communications/survey",
  "communications/drafts/save",
  "communications/drafts/discard",
  "communications/question",
  "communications/deploy",
  "communications/cancel",
  "communications/detail",
  "communications/sites",
  "communications/sent",
  "communications/perimeters",
  "communications/remind",
];

const WRONG = {
  id: "x",
  input: 3,
  form_key: [],
  start: 1,
  filter: 7,
  search: 1,
  page: "x",
  run: "x",
  channel: "pigeon",
};
const json = "application/json";
const BODIES: [string, string, string | Buffer][] = [
  ["broken JSON", json, '{"input":'],
  ["no body", json, ""],
  ["a number", json, "3"],
  ["bytes that are no text", json, Buffer.from([0xff, 0xfe, 0x00, 0x7b])],
  ["JSON as plain text", "text/plain", "{}"],
  ["a form", "application/x-www-form-urlencoded", "id=1"],
  ["a multipart form", "multipart/form-data; boundary=B", "--B\r\n\r\nx\r\n--B--\r\n"],
  ["more than a form can be", json, JSON.stringify({ form_key: "x".repeat(3_000_000) })],
];

// A server that refuses a body before it has read it closes the connection, which may overtake its answer.
const AGAIN = { maxRetries: 5 };

test("every server function refuses malformed requests, never with a 500", async ({ as }) => {
  const page = await as("direction");
  const named = await ours(page);
  const send = (path: string, type: string, data: string | Buffer) =>
    page.request.post(`/api/${path}`, { data, headers: { "Content-Type": type, ...named }, ...AGAIN });
  for (const path of FUNCTIONS) {
    for (const [name, type, body] of BODIES) {
      const answer = await send(path, type, body);
      expect.soft(answer.status(), `${path}: ${name}`).toBeGreaterThanOrEqual(400);
      expect.soft(answer.status(), `${path}: ${name}`).toBeLessThan(500);
      expect.soft((await answer.text()).length, `${path}: ${name}: a sentence`).toBeGreaterThan(0);
    }
    const answer = await send(path, json, JSON.stringify(WRONG));
    const takesNothing = ["session", "home"].includes(path);
    if (takesNothing) expect.soft(answer.status(), path).toBe(200);
    else expect.soft(Math.floor(answer.status() / 100), `${path}: wrong types: ${answer.status()}`).toBe(4);
  }
});

test("plain forms refuse malformed requests with a sentence", async ({ as }) => {
  const page = await as("direction");
  const named = await ours(page);
  for (const path of [
    "/connexion",
    "/communications/nouvelle",
    "/administration/annuaire",
    "/communications/x/annuler",
  ]) {
    for (const [name, type, body] of BODIES) {
      const headers = { "Content-Type": type, ...named };
      const answer = await page.request.post(path, { data: body, headers, maxRedirects: 0, ...AGAIN });
      expect.soft(answer.status(), `${path}: ${name}`).toBeLessThan(500);
      expect.soft(answer.status(), `${path}: ${name}`).toBeGreaterThanOrEqual(400);
      expect.soft(await answer.text(), `${path}: ${name}`).toMatch(/[a-zé]{3,}.*\./);
    }
  }
});

test("a teacher cannot send to a foreign school", async ({ as }) => {
  const [proviseure, teacher] = [await as("proviseure"), await as("enseignant")];
  const [campus] = await perimeters(proviseure);
  const foreign = campus?.schools.find((school) => school.name === "Collège Louis Pasteur");
  expect(foreign).toBeDefined();
  const text = unique("Chez les voisins");
  const outside = { ...TEACHERS, custom_establishments: true, establishments: [String(foreign?.id)] };
  for (const targets of [[outside], [TEACHERS, outside]]) {
    const answer = await tryToDeploy(teacher, { text, targets });
    expect(answer.status(), "it does not exist for them").toBe(404);
    expect(await answer.text()).toContain("NotFound");
  }
  const borrowed = await tryToDeploy(teacher, { text, perimeter: campus?.key });
  expect(borrowed.status(), "with the perimeter of somebody else").toBe(403);
  const [own] = await perimeters(teacher);
  const input = form({ text, targets: [outside], perimeter: own?.key });
  const counted = await call(teacher, "communications/survey", { input });
  expect(counted.status(), "not even counted").toBe(404);
  expect(await isStored(teacher, text)).toBe(false);
  expect(await isStored(proviseure, text)).toBe(false);
});

test("wrong values are named one by one, and nothing is stored", async ({ as }) => {
  const page = await as("direction");
  const text = unique("Faux");
  const link = "javascript:alert(1)";
  const targets = [{ profiles: ["National_XYZ"] }, { profiles: ["National_ELV"], subjects: ["Latin"] }];
  const wrong = { severity: "fatal" as "alert", with_link: true, link, first_day: "demain", last_day: "2026-02-30" };
  const answer = await tryToDeploy(page, { text, targets, ...wrong });
  expect(answer.status()).toBe(422);
  const said = await answer.text();
  for (const field of ["cible-1-profils", "cible-2-disciplines", "type", "lien-url", "periode-debut", "periode-fin"]) {
    expect(said).toContain(`"${field}"`);
  }
  const eleven = await tryToDeploy(page, { text, targets: Array(11).fill(TEACHERS) });
  expect(eleven.status()).toBe(422);
  expect(await eleven.text()).toContain("TooManyTargets");
  expect((await tryToDeploy(page, { text, targets: [] })).status()).toBe(422);
  expect((await tryToDeploy(page, { text: "\u200b\u0000" })).status(), "a text that shows nothing").toBe(422);
  expect((await tryToDeploy(page, { text }, "clé ?")).status()).toBe(404);
  expect(await isStored(page, text)).toBe(false);
});

test("requests without a session or from another site are refused", async ({ as, request }) => {
  const data = { form_key: formKey(), input: form({ text: unique("Sans session") }) };
  const headers = { "Sec-Fetch-Site": "same-origin" };
  expect((await request.post("/api/communications/deploy", { data, headers })).status()).toBe(401);
  const page = await as("direction");
  const strangers: Record<string, string>[] = [
    {},
    { "Sec-Fetch-Site": "cross-site" },
    { "Sec-Fetch-Site": "same-site" },
    { Origin: "https://ailleurs.example" },
    { Origin: "null" },
  ];
  for (const headers of strangers) {
    const answer = await page.request.post("/api/communications/deploy", { data, headers });
    expect(answer.status(), JSON.stringify(headers)).toBe(403);
  }
  expect(await isStored(page, data.input.text)).toBe(false);
});

test("cancelling an unknown communication, or cancelling twice", async ({ as }) => {
  const page = await as("direction");
  const id = await deploy(page, { text: unique("Deux fois") });
  expect((await call(page, "communications/cancel", { id: 999_999_999 })).status()).toBe(404);
  expect((await call(page, "communications/cancel", { id })).status()).toBe(200);
  expect((await call(page, "communications/cancel", { id })).status()).toBe(200);
});
