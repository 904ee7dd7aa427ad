import { Kbd, Modal, Table } from '@mantine/core'
import { useTexts } from './language.tsx'

export function KeysHelp({ opened, close }: { opened: boolean; close: () => void }) {
  const t = useTexts()
  const keys: [string[], string][] = [
    [['/'], t.keyComposer],
    [['j', 'k'], t.keyMove],
    [['Enter'], `${t.keyOpen} · ${t.keySend}`],
    [['↑'], t.keyEdit],
    [['Esc'], t.keyEscape],
    [['i'], t.keyInspector],
    [['?'], t.keyHelp],
  ]
  return (
    <Modal opened={opened} onClose={close} title={t.keys}>
      <Table verticalSpacing={6} withRowBorders={false}>
        <Table.Tbody>
          {keys.map(([names, meaning]) => (
            <Table.Tr key={names.join()}>
              <Table.Td w={96}>
                {names.map((name) => (
                  <Kbd key={name} mr={4}>
                    {name}
                  </Kbd>
                ))}
              </Table.Td>
              <Table.Td>{meaning}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  )
}
