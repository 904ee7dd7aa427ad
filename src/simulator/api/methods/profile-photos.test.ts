import { afterEach, beforeEach, expect, test } from 'vitest'
import { caller, type Envelope, png, schemaProblems, upload } from '../../kit.ts'
import { createSimulator, type SimBot, type Simulator } from '../../simulator.ts'

let sim: Simulator
let bot: SimBot
let call: (method: string, params?: object) => Promise<Envelope>
let send: ReturnType<typeof upload>
beforeEach(async () => {
  sim = await createSimulator()
  bot = sim.bot({ username: 'vain_bot', name: 'Vain' })
  call = caller(sim, bot)
  send = upload(sim, bot)
})
afterEach(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
})

const STATIC = JSON.stringify({ type: 'static', photo: 'attach://face' })
const shows = (side: number, photo = STATIC) =>
  send('setMyProfilePhoto', { photo }, { face: [png(side, side), 'face.jpg'] })
const sides = async () =>
  (await call('getUserProfilePhotos', { user_id: bot.id })).result.photos.map(
    (sizes: { width: number }[]) => sizes.at(-1)?.width,
  )

test('a bot gets a face, another one, and loses it again', async () => {
  expect(await sides()).toEqual([])
  expect(await shows(640)).toEqual({ ok: true, result: true })
  await shows(320)
  expect(await sides()).toEqual([320, 640])
  expect(await call('removeMyProfilePhoto')).toEqual({ ok: true, result: true })
  expect(await sides()).toEqual([640])
})

test.each([
  [100, STATIC, 'PHOTO_CROP_SIZE_SMALL'],
  [640, '', 'parameter "photo" is required'],
  [640, '{', "can't parse input profile photo JSON object"],
  [640, '{"type":"loud"}', "can't parse InputProfilePhoto: invalid profile photo type specified"],
  [640, '{"type":"static","photo":"attach://x"}', "can't parse InputProfilePhoto: photo not found"],
])('%d pixels as %s are refused', async (side, photo, why) => {
  expect(await shows(side, photo)).toMatchObject({ error_code: 400, description: `Bad Request: ${why}` })
})

test('a face that moves is not simulated, and says so', async () => {
  expect(await shows(640, '{"type":"animated","animation":"attach://face"}')).toMatchObject({ error_code: 501 })
})
