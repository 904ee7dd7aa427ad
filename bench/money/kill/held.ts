/** Something is under way and goes no further until the process is dead. */
export interface Held {
  /** The process is dead: what was under way ends, or arrives all the same. */
  end(happens: boolean): Promise<void>
}
