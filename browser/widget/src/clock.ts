// The server's time, as its answers tell it. The reader's clock may be minutes off: only how much time
// passes is taken from this machine.

/** Where the time of this machine comes from, in milliseconds. */
export interface Machine {
  /** Never goes back, but may stand still while the machine sleeps. */
  steady(): number;
  /** Goes on while the machine sleeps, but may be set. */
  wall(): number;
}

export const machine: Machine = { steady: () => performance.now(), wall: () => Date.now() };

export class ServerClock {
  readonly #machine: Machine;
  readonly #began: { steady: number; wall: number };
  #heard: { server: number; steady: number; wall: number } | undefined;

  constructor(from: Machine = machine) {
    this.#machine = from;
    this.#began = { steady: from.steady(), wall: from.wall() };
  }

  /** Takes over the header `Date` of an answer. */
  hear(date: string | null) {
    const server = date === null ? NaN : Date.parse(date);
    if (Number.isNaN(server)) return;
    this.#heard = { server, steady: this.#machine.steady(), wall: this.#machine.wall() };
  }

  /** The server's time; of the two clocks, the one that says that more time has passed: what is over goes too early
   * rather than too late, and the next answer corrects it. This machine's time as long as no answer told it. */
  now(): number {
    return this.#heard ? this.#heard.server + this.#passed(this.#heard) : this.#machine.wall();
  }

  /** Milliseconds since the server was heard last; since this clock began, if it never was. */
  silence(): number {
    return this.#passed(this.#heard ?? this.#began);
  }

  #passed(since: { steady: number; wall: number }): number {
    return Math.max(this.#machine.steady() - since.steady, this.#machine.wall() - since.wall);
  }

  /** When the server was heard last, by its own clock. */
  get heardAt(): number | undefined {
    return this.#heard?.server;
  }
}
