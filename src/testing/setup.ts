import { afterEach } from 'vitest'
import { closeTowns } from './town.ts'

afterEach(closeTowns)
