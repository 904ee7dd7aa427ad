import type { Location } from '@grammyjs/types'
import type { StoredMessage } from '../../types.ts'
import { edit } from '../../world/messages.ts'
import { millis } from '../../world/world.ts'
import { badRequest } from '../errors.ts'
import { readInline } from '../markup.ts'
import { chatToWrite, messageIn } from '../target.ts'
import type { CallContext, Method } from './context.ts'
import { say } from './sends.ts'

/** A live location without an end. */
const FOREVER = 0x7fffffff
const DAY = 86_400

const sendLocation: Method = (ctx) => {
  const chat = chatToWrite(ctx)
  const location = readLocation(ctx)
  const period = ctx.params.integer('live_period', 0)
  if (period === 0) return say(ctx, chat, { location })
  if (period !== FOREVER && (period < 60 || period > DAY)) throw badRequest('wrong live location period specified')
  const live = { ...location, live_period: period, ...readLive(ctx) }
  return say(ctx, chat, { location: live }, endOf(millis(ctx.world), period))
}

const editMessageLiveLocation: Method = (ctx) => {
  const chat = chatToWrite(ctx)
  const stored = liveMessage(ctx, messageIn(ctx, chat, 'message to edit'))
  const old = stored.message.location as Location
  const started = stored.message.date * 1000
  const period = ctx.params.integer('live_period', 0) || (old.live_period ?? 0)
  if (period !== FOREVER && period - (old.live_period ?? 0) > DAY)
    throw badRequest('wrong live location period specified')
  stored.liveUntil = endOf(started, period)
  const location = { ...readLocation(ctx), live_period: period, ...readLive(ctx) }
  edit(ctx.world, chat, stored, { location, reply_markup: readInline(ctx, chat) as never })
  return stored.message
}

const stopMessageLiveLocation: Method = (ctx) => {
  const chat = chatToWrite(ctx)
  const stored = liveMessage(ctx, messageIn(ctx, chat, 'message to edit'))
  stop(stored)
  edit(ctx.world, chat, stored, { location: still(stored), reply_markup: readInline(ctx, chat) as never })
  return stored.message
}

function liveMessage(ctx: CallContext, stored: StoredMessage): StoredMessage {
  if (stored.sender !== ctx.bot.id) throw badRequest("message can't be edited")
  if (!stored.message.location) throw badRequest('there is no live location in the message to edit')
  if (!isLive(stored, millis(ctx.world))) throw badRequest("message can't be edited")
  return stored
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

function readLocation({ params }: CallContext): Location {
  const latitude = params.number('latitude')
  const longitude = params.number('longitude')
  if (latitude === undefined) throw badRequest('latitude is empty')
  if (longitude === undefined) throw badRequest('longitude is empty')
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) throw badRequest('invalid location specified')
  const accuracy = params.number('horizontal_accuracy')
  return { latitude, longitude, ...(accuracy ? { horizontal_accuracy: Math.min(1500, Math.max(0, accuracy)) } : {}) }
}

function readLive({ params }: CallContext) {
  const heading = params.integer('heading', 0)
  if (heading !== 0 && (heading < 1 || heading > 360)) throw badRequest('wrong live location heading specified')
  const radius = params.integer('proximity_alert_radius', 0)
  if (radius < 0 || radius > 100_000) throw badRequest('wrong live location proximity alert radius specified')
  return { ...(heading ? { heading } : {}), ...(radius ? { proximity_alert_radius: radius } : {}) }
}

export const locationMethods = { sendLocation, editMessageLiveLocation, stopMessageLiveLocation }
