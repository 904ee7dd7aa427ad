import { isDeepStrictEqual } from 'node:util'
import type { Location } from '@grammyjs/types'
import type { StoredMessage } from '../../types.ts'
import { edit } from '../../world/messages.ts'
import { millis } from '../../world/world.ts'
import { badRequest } from '../errors.ts'
import { readInline } from '../markup.ts'
import type { CallContext, Method } from './context.ts'
import { edited, NOT_MODIFIED, ownMessage } from './own.ts'
import { sending } from './say.ts'

/** A live location without an end. */
const FOREVER = 0x7fffffff
const DAY = 86_400

const sendLocation = sending((ctx) => {
  const location = readLocation(ctx)
  const live = readLive(ctx)
  const period = ctx.params.integer('live_period', 0)
  return () => {
    checkLocation(location, 'wrong location specified')
    if (period === 0) return { content: { location } }
    if (period !== FOREVER && (period < 60 || period > DAY)) throw badRequest('wrong live location period specified')
    const content = { location: { ...location, live_period: period, ...checkLive(live) } }
    return { content, liveUntil: endOf(millis(ctx.world), period) }
  }
})

const editMessageLiveLocation: Method = (ctx) => {
  const moved = readLocation(ctx)
  const live = readLive(ctx)
  const markup = readInline(ctx)
  const { chat, stored } = ownMessage(ctx)
  checkEditable(ctx, stored)
  checkLocation(moved, 'invalid location specified')
  const old = stored.message.location as Location
  const started = stored.message.date * 1000
  const period = ctx.params.integer('live_period', 0) || (old.live_period ?? 0)
  checkPeriod(period, old, (millis(ctx.world) - started) / 1000)
  const location = { ...moved, live_period: period, ...checkLive(live) }
  const reply_markup = markup(chat)
  if (isDeepStrictEqual(location, old) && isDeepStrictEqual(reply_markup, stored.message.reply_markup))
    throw badRequest(NOT_MODIFIED)
  stored.liveUntil = endOf(started, period)
  edit(ctx.world, chat, stored, { location, reply_markup: reply_markup as never })
  return edited(ctx, stored)
}

/** A longer life: at most a day more than now, and an end within ninety days. */
function checkPeriod(period: number, old: Location, passed: number) {
  const before = old.live_period ?? 0
  if (period === before || period === FOREVER) return
  if (period < 0 || period - before > DAY || period <= passed || period - passed > 90 * DAY)
    throw badRequest('wrong live location period specified')
}

const stopMessageLiveLocation: Method = (ctx) => {
  const markup = readInline(ctx)
  const { chat, stored } = ownMessage(ctx)
  checkEditable(ctx, stored)
  const reply_markup = markup(chat)
  stop(stored)
  edit(ctx.world, chat, stored, { location: still(stored), reply_markup: reply_markup as never })
  return edited(ctx, stored)
}

function checkEditable(ctx: CallContext, stored: StoredMessage) {
  const { location, venue } = stored.message
  if (!location || venue) throw badRequest('there is no live location in the message to edit')
  if (!isLive(stored, millis(ctx.world))) throw badRequest("message can't be edited")
}

export const isLive = (stored: StoredMessage, now: number) => stored.liveUntil !== undefined && stored.liveUntil > now

export function stop(stored: StoredMessage) {
  delete stored.liveUntil
}

/** A location that moves no more has no period, heading and radius. */
export function still(stored: StoredMessage): Location {
  const { latitude, longitude, horizontal_accuracy } = stored.message.location as Location
  return { latitude, longitude, ...(horizontal_accuracy === undefined ? {} : { horizontal_accuracy }) }
}

const endOf = (started: number, period: number) =>
  period === FOREVER ? Number.MAX_SAFE_INTEGER : started + period * 1000

/** Both numbers must be given; text that is no number counts as 0. */
export function readLocation({ params }: CallContext): Location {
  const [latitude, longitude] = ['latitude', 'longitude'].map((name) => {
    const raw = params.text(name).trim()
    if (raw === '') throw badRequest(`${name} is empty`)
    return Number.parseFloat(raw) || 0
  }) as [number, number]
  const accuracy = Math.min(1500, Math.max(0, params.number('horizontal_accuracy') ?? 0))
  return { latitude, longitude, ...(accuracy > 0 ? { horizontal_accuracy: accuracy } : {}) }
}

export function checkLocation({ latitude, longitude }: Location, refusal: string) {
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) throw badRequest(refusal)
}

interface Live {
  heading: number
  radius: number
}

const readLive = ({ params }: CallContext): Live => ({
  heading: params.integer('heading', 0),
  radius: params.integer('proximity_alert_radius', 0),
})

function checkLive({ heading, radius }: Live) {
  if (heading !== 0 && (heading < 1 || heading > 360)) throw badRequest('wrong live location heading specified')
  if (radius < 0 || radius > 100_000) throw badRequest('wrong live location proximity alert radius specified')
  return { ...(heading ? { heading } : {}), ...(radius ? { proximity_alert_radius: radius } : {}) }
}

export const locationMethods = { sendLocation, editMessageLiveLocation, stopMessageLiveLocation }
