import type { Contact, Venue } from '@grammyjs/types'
import { DICE, diceEmoji } from '../../dice.ts'
import { chance } from '../../world/world.ts'
import { badRequest } from '../errors.ts'
import type { CallContext } from './context.ts'
import { checkLocation, readLocation } from './locations.ts'
import { required, sending } from './say.ts'

/** Small things to send: a place with a name, a contact, a throw of dice. */

const sendVenue = sending((ctx) => {
  const location = readLocation(ctx)
  const { params } = ctx
  const venue: Venue = { location, title: required(ctx, 'title'), address: required(ctx, 'address'), ...provider(ctx) }
  return () => {
    checkLocation(location, 'wrong venue location specified')
    if (params.text('title').trim() === '') throw badRequest('venue title must be non-empty')
    // The location alone is still sent beside it, for old bots.
    return { content: { location, venue } }
  }
})

/** Of two providers Foursquare wins. */
function provider({ params }: CallContext) {
  for (const name of ['foursquare', 'google_place']) {
    const id = params.text(`${name}_id`)
    const type = params.text(`${name}_type`)
    if (id || type) return { ...(id ? { [`${name}_id`]: id } : {}), ...(type ? { [`${name}_type`]: type } : {}) }
  }
  return {}
}

const sendContact = sending((ctx) => {
  const phone_number = required(ctx, 'phone_number')
  const first_name = required(ctx, 'first_name')
  const last_name = ctx.params.text('last_name')
  const vcard = ctx.params.text('vcard')
  const contact: Contact = {
    phone_number,
    first_name,
    ...(last_name ? { last_name } : {}),
    ...(vcard ? { vcard } : {}),
  }
  return () => ({ content: { contact } })
})

const sendDice = sending((ctx) => {
  const emoji = diceEmoji(ctx.params.text('emoji'))
  return () => {
    if (!emoji) throw badRequest('EMOTICON_INVALID')
    return { content: { dice: { emoji, value: chance(ctx.world, DICE[emoji] ?? 6) } } }
  }
})

export const thingMethods = { sendVenue, sendContact, sendDice }
