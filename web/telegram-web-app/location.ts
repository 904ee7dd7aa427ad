/** Where the person is, when they say so. */
import { type Callback, type Fields, onEvent, postEvent, tellApp } from './wire.ts'

const waiting: { inits: Callback[]; places: Callback[] } = { inits: [], places: [] }

export const LocationManager = {
  isInited: false,
  isLocationAvailable: false,
  isAccessRequested: false,
  isAccessGranted: false,
  init(callback?: Callback) {
    if (callback) waiting.inits.push(callback)
    postEvent('web_app_check_location')
    return LocationManager
  },
  getLocation(callback?: Callback) {
    if (!LocationManager.isInited) throw new Error('WebAppLocationManagerNotInited')
    if (callback) waiting.places.push(callback)
    postEvent('web_app_request_location')
    return LocationManager
  },
  openSettings() {
    postEvent('web_app_open_location_settings')
    return LocationManager
  },
}

onEvent('location_checked', (_, { available, access_requested, access_granted }: Fields) => {
  Object.assign(LocationManager, {
    isInited: true,
    isLocationAvailable: available === true,
    isAccessRequested: access_requested === true,
    isAccessGranted: access_granted === true,
  })
  for (const callback of waiting.inits.splice(0)) callback()
  tellApp('locationManagerUpdated')
})

/** What the device does not know is null. */
const NOTHING = {
  altitude: null,
  course: null,
  speed: null,
  horizontal_accuracy: null,
  vertical_accuracy: null,
  course_accuracy: null,
  speed_accuracy: null,
}

onEvent('location_requested', (_, { available, ...place }: Fields) => {
  LocationManager.isAccessRequested = true
  LocationManager.isAccessGranted = available === true
  const locationData = available ? { ...NOTHING, ...place } : null
  for (const callback of waiting.places.splice(0)) callback(locationData)
  tellApp('locationRequested', { locationData })
  tellApp('locationManagerUpdated')
})
