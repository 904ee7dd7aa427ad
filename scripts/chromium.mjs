import { existsSync } from 'node:fs'

const USUAL = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The browser of this machine, or undefined. */
export const chromiumHere = () => [process.env.CHROMIUM, ...USUAL].find((path) => path && existsSync(path))
