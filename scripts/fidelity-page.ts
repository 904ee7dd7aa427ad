/** Prints src/simulator/FIDELITY.md: how well the simulator knows each method of the Bot API. */
import { fidelityPage } from '#simulator/fidelity.ts'

process.stdout.write(fidelityPage())
