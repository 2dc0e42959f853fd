import type { Results } from '../load/results.js'
import { Workplace } from '../panels/Workplace.js'

export function Change({ results }: { results: Results }) {
  return <Workplace title="Change" results={results} scene={null} rail={null} railName="Settings" side={null} />
}
