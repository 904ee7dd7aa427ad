import { Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { AddPerson } from './AddPerson.tsx'
import { Avatar } from './Avatar.tsx'
import { useTexts } from './language.tsx'
import { fullName } from './names.ts'
import classes from './People.module.css'
import { go, link } from './place.ts'
import type { Person } from './types.ts'

type Props = { people: readonly Person[]; me: Person; added: () => void }

/** Everybody you can be. A click with Ctrl opens another tab as another person. */
export function People({ people, me, added }: Props) {
  const t = useTexts()
  const [adding, setAdding] = useState(false)
  return (
    <section className={classes.people} aria-label={t.people}>
      <ul className={`${classes.strip} scroll`}>
        {people.map((person) => (
          <li key={person.id}>
            <a
              className={classes.person}
              aria-current={person.id === me.id}
              title={person.id === me.id ? t.youAre(fullName(person)) : t.beSomeone(fullName(person))}
              {...link({ as: person.id, chat: undefined })}
            >
              <Avatar id={person.id} name={fullName(person)} />
              <bdi className="clip">{person.first_name}</bdi>
            </a>
          </li>
        ))}
        <li>
          <button type="button" className={classes.person} onClick={() => setAdding(true)} title={t.addPerson}>
            <span className={classes.plus} aria-hidden>
              <IconPlus size={18} stroke={1.5} />
            </span>
            <span className="clip">{t.person}</span>
          </button>
        </li>
      </ul>
      <div className={classes.me}>
        <Text fw={600} className="clip" title={fullName(me)}>
          <bdi>{t.youAre(fullName(me))}</bdi>
        </Text>
        <Text size="xs" c="dimmed" className="clip" title={me.about}>
          <bdi>{me.about ?? (me.username ? `@${me.username}` : ' ')}</bdi>
        </Text>
      </div>
      <AddPerson
        opened={adding}
        close={() => setAdding(false)}
        added={(person) => {
          added()
          go({ as: person.id, chat: undefined })
        }}
      />
    </section>
  )
}
