import { badRequest } from './errors.ts'
import type { CallContext } from './methods/context.ts'

/** The list `message_ids`: one to a hundred numbers, or texts that are numbers. */
export function readIds({ params }: CallContext): number[] {
  const given = params.json('message_ids', "can't parse message_ids JSON object")
  if (given === undefined) throw badRequest('message identifiers are not specified')
  if (!Array.isArray(given)) throw badRequest('expected an Array of message identifiers')
  if (given.length > 100) throw badRequest('too many message identifiers specified')
  const ids = given.map((one: unknown) => {
    if (typeof one !== 'number' && typeof one !== 'string') throw badRequest('message identifier must be a Number')
    const id = Number(one)
    if (!Number.isInteger(id) || one === '') throw badRequest("can't parse message identifier as Number")
    if (id <= 0) throw badRequest('invalid message identifier specified')
    return id
  })
  if (ids.length === 0) throw badRequest('message identifiers are not specified')
  return ids
}
