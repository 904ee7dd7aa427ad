import { ApiError } from '../errors.ts'
import { callbackMethods } from './callbacks.ts'
import { chatMethods } from './chats.ts'
import type { Method } from './context.ts'
import { editMethods } from './edits.ts'
import { fileMethods } from './files.ts'
import { locationMethods } from './locations.ts'
import { meMethods } from './me.ts'
import { sendMethods } from './sends.ts'
import { UNSIMULATED } from './unsimulated.ts'
import { updateMethods } from './updates.ts'

export { Raw } from './context.ts'

/** Every method the simulator knows, one file per family. A new one: write it in its family, remove it from UNSIMULATED. */
const families: Record<string, Method>[] = [
  updateMethods,
  meMethods,
  sendMethods,
  fileMethods,
  locationMethods,
  editMethods,
  callbackMethods,
  chatMethods,
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
