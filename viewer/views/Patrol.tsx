import type { Results } from '../load/results.js'
import { Workplace } from '../panels/Workplace.js'

export function Patrol({ results }: { results: Results }) {
  return <Workplace title="Patrol plan" results={results} scene={null} rail={null} railName="Settings" side={null} />
}
