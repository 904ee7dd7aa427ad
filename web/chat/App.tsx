import { useMemo, useState } from 'react'
import { api } from './api.ts'
import { ClockProvider, type Reading } from './clock.tsx'
import { Fallen } from './Fallen.tsx'
import { LanguageProvider } from './language.tsx'
import { LiveProvider } from './live.tsx'
import { useLoad } from './load.ts'
import { usePlace } from './place.ts'
import { Shell } from './Shell.tsx'
import { ShellSkeleton } from './ShellSkeleton.tsx'
import { Failure } from './States.tsx'
import { languageOf, texts } from './texts.ts'
import type { Language, Person, World } from './types.ts'

export function App() {
  return (
    <Fallen>
      <Page />
    </Fallen>
  )
}

function Page() {
  const place = usePlace()
  const browser = languageOf(navigator.languages)
  const [language, setLanguage] = useState<Language>(browser)
  const world = useLoad(`world ${language} ${place.as}`, (signal) => api.world(language, place.as, signal), true)
  const people = world.data?.people
  const me = people && whoAmI(people, place.as, browser)
  if (me && me.language_code !== language) setLanguage(me.language_code)
  const reading = useMemo(() => world.data && readingOf(world.data), [world.data])

  return (
    <LanguageProvider language={language}>
      {world.data && me ? (
        <ClockProvider reading={reading}>
          <LiveProvider person={me.id}>
            <Shell world={world.data} me={me} place={place} reloadWorld={world.reload} />
          </LiveProvider>
        </ClockProvider>
      ) : world.error ? (
        <Failure what={texts[language].failedWorld} error={world.error} retry={world.reload} />
      ) : (
        <ShellSkeleton />
      )}
    </LanguageProvider>
  )
}

function readingOf({ now, rate }: World): Reading | undefined {
  const time = Date.parse(now)
  return Number.isFinite(time) ? { time, at: Date.now(), rate } : undefined
}

/** The person of the address; without one, whoever speaks the visitor's language. */
function whoAmI(people: readonly Person[], as: number | undefined, browser: Language): Person | undefined {
  const named = people.find((person) => person.id === as)
  return named ?? people.find((person) => person.language_code === browser) ?? people[0]
}
