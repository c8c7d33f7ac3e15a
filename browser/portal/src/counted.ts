/** A sentence with a number: `one` for 1 (and for 0 in French), `many` otherwise, where `{}` stands for the number. */
export function counted(count: number, one = "", many = ""): string {
  return count === 1 ? one : many.replace("{}", () => String(count));
}
