/** What the app keeps in Telegram's cloud: texts by name, for this bot and this person. */
import { invokeCustomMethod } from './asking.ts'
import type { Callback } from './wire.ts'

const single = (name: string, callback: Callback | undefined) =>
  callback && ((error: unknown, values: Record<string, string> | null) => callback(error, values?.[name] ?? ''))

export const CloudStorage = {
  setItem(key: string, value: string, callback?: Callback) {
    invokeCustomMethod('saveStorageValue', { key, value }, callback)
    return CloudStorage
  },
  getItem(key: string, callback?: Callback) {
    invokeCustomMethod('getStorageValues', { keys: [key] }, single(key, callback))
    return CloudStorage
  },
  getItems(keys: string[], callback?: Callback) {
    invokeCustomMethod('getStorageValues', { keys }, callback)
    return CloudStorage
  },
  removeItem: (key: string, callback?: Callback) => CloudStorage.removeItems([key], callback),
  removeItems(keys: string[], callback?: Callback) {
    invokeCustomMethod('deleteStorageValues', { keys }, callback)
    return CloudStorage
  },
  getKeys(callback?: Callback) {
    invokeCustomMethod('getStorageKeys', {}, callback)
    return CloudStorage
  },
}
