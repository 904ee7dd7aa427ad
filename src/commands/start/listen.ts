import { ConfigError } from '../../config.ts'

/** Two programs cannot have the same port; the message names the variable to change. */
export async function listen<T>(variable: string, port: number, open: (port: number) => Promise<T>): Promise<T> {
  try {
    return await open(port)
  } catch (error) {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error
    throw new ConfigError(
      `${variable}: port ${port} is in use by another program; stop that one, or set ${variable} to a free port.`,
    )
  }
}
