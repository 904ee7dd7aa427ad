/** What `posthouse start` has opened so far; it is closed newest first. */
export type Opened = (() => Promise<unknown>)[]

export async function closeAll(opened: Opened): Promise<void> {
  for (const close of opened.toReversed()) await close()
}
