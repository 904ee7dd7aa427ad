/** What a person cannot do here. */
export class Impossible extends Error {}
