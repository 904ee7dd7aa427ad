import type { Queryable } from '../db/database.ts'
import { jobsDesk } from '../jobs/desk.ts'
import { sendsDesk } from '../outbox/desk.ts'
import type { Aside, Desk } from '../people/desk.ts'
import { updatesDesk } from './desk.ts'

/** The admin's desk: what lies aside, by its kind. */
export const desks: Readonly<Record<Aside['kind'], Desk>> = { update: updatesDesk, job: jobsDesk, send: sendsDesk }

export interface Wish {
  bot?: string | undefined
  kind?: Aside['kind'] | undefined
  discarded?: boolean
  most: number
  /** How many to leave out at the beginning. */
  from: number
}

/** Everything that lies aside, newest first. */
export async function listAside(target: Queryable, { kind, from, most, ...wish }: Wish): Promise<Aside[]> {
  const asked = kind ? [desks[kind]] : Object.values(desks)
  const all: Aside[] = []
  for (const desk of asked) all.push(...(await desk.list(target, { ...wish, most: from + most })))
  return all.sort((a, b) => b.since.getTime() - a.since.getTime() || b.id - a.id).slice(from, from + most)
}

export async function countAside(target: Queryable, bot?: string): Promise<Record<Aside['kind'], number>> {
  return {
    update: await updatesDesk.count(target, bot),
    job: await jobsDesk.count(target, bot),
    send: await sendsDesk.count(target, bot),
  }
}
