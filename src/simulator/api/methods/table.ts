import { ApiError } from '../errors.ts'
import { administratorMethods } from './administrators.ts'
import { albumMethods } from './albums.ts'
import { callbackMethods } from './callbacks.ts'
import { chatMethods } from './chats.ts'
import { commandMethods } from './commands.ts'
import type { Method } from './context.ts'
import { copyMethods } from './copies.ts'
import { editMethods } from './edits.ts'
import { fileMethods } from './files.ts'
import { inlineMethods } from './inline.ts'
import { inviteLinkMethods } from './invite-links.ts'
import { locationMethods } from './locations.ts'
import { meMethods } from './me.ts'
import { memberMethods } from './members.ts'
import { paidMediaMethods } from './paid-media.ts'
import { paymentMethods } from './payments.ts'
import { pinMethods } from './pins.ts'
import { pollMethods } from './polls.ts'
import { profilePhotoMethods } from './profile-photos.ts'
import { propertyMethods } from './properties.ts'
import { reactionMethods } from './reactions.ts'
import { senderChatMethods } from './sender-chats.ts'
import { sendMethods } from './sends.ts'
import { setStickerMethods } from './set-stickers.ts'
import { stickerSetMethods } from './sticker-sets.ts'
import { stickerMethods } from './stickers.ts'
import { thingMethods } from './things.ts'
import { topicMethods } from './topics.ts'
import { UNSIMULATED } from './unsimulated.ts'
import { updateMethods } from './updates.ts'
import { webhookMethods } from './webhooks.ts'

export { Raw } from './context.ts'

/** Every method the simulator knows, one file per family. A new one: write it in its family, remove it from UNSIMULATED. */
const families: Record<string, Method>[] = [
  updateMethods,
  webhookMethods,
  meMethods,
  commandMethods,
  propertyMethods,
  profilePhotoMethods,
  sendMethods,
  copyMethods,
  fileMethods,
  albumMethods,
  thingMethods,
  paymentMethods,
  paidMediaMethods,
  pollMethods,
  stickerMethods,
  stickerSetMethods,
  setStickerMethods,
  locationMethods,
  editMethods,
  callbackMethods,
  inlineMethods,
  chatMethods,
  memberMethods,
  senderChatMethods,
  inviteLinkMethods,
  administratorMethods,
  topicMethods,
  pinMethods,
  reactionMethods,
]

const table = new Map(
  families.flatMap((family) => Object.entries(family).map(([name, method]) => [name.toLowerCase(), method] as const)),
)

/** The method by its name in any case. */
export function find(name: string): Method {
  const method = table.get(name.toLowerCase())
  if (method) return method
  const known = UNSIMULATED.get(name.toLowerCase())
  if (known) throw new ApiError(501, `the simulator does not simulate ${known}`)
  throw new ApiError(404, 'method not found')
}
