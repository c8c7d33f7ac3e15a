// Counts the characters of a text while it is typed.

/** The sentence of the counter: `{}` stands for the number of characters, `{-}` for how many are too many. */
export function sentence(
  count: number,
  most: number,
  words: { within: string; one: string; many: string },
  format: (count: number) => string,
): string {
  const over = Math.max(count - most, 0);
  const sentence = over === 0 ? words.within : over === 1 ? words.one : words.many;
  return sentence.replace("{}", () => format(count)).replace("{-}", () => format(over));
}

export function characters(text: string): number {
  return [...text.trim()].length;
}

export function countCharacters() {
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  for (const counter of document.querySelectorAll<HTMLElement>("[data-counts]")) {
    const { counts, max, within = "", one = "", many = "" } = counter.dataset;
    const [field, place] = [document.getElementById(counts ?? ""), counter.querySelector("span")];
    if (!(field instanceof HTMLTextAreaElement) || !place) continue;
    const refused = field.getAttribute("aria-invalid");
    const count = () => {
      const [typed, most] = [characters(field.value), Number(max)];
      const said = sentence(typed, most, { within, one, many }, (number) => numbers.format(number));
      if (place.textContent !== said) place.textContent = said;
      counter.toggleAttribute("data-over", typed > most);
      if (typed > most) field.setAttribute("aria-invalid", "true");
      else if (refused === null) field.removeAttribute("aria-invalid");
      else field.setAttribute("aria-invalid", refused);
    };
    field.addEventListener("input", count);
    // Somebody may have typed before this ran.
    count();
  }
}
