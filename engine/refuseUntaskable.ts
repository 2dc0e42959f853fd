import { EngineError } from './error.js'
import type { ListedHotspot } from './input/hotspotList.js'
import type { Analysis } from './output/analysis.js'
import { mapPointsWords, publishedMap } from './output/publishedPoints.js'

/**
 * RULES 15: crews are sent by exact places and times, of the data and of the list they are planned by.
 *
 * @param list a hotspots.csv given in place of what the run found; null: none
 * @throws EngineError 'needs-force-extract'
 */
export function refuseUntaskable(analysis: Analysis, list: readonly ListedHotspot[] | null): void {
  const { precision, crimes, hours } = analysis
  const refused = (hint: string) => new EngineError('needs-force-extract', { hint })
  const published = publishedMap(analysis)
  if (published && crimes.events !== null && precision.asMap)
    throw refused(
      `${mapPointsWords(precision)} Give the force's own coordinates as recorded; where addresses truly repeat and stand alone, say so with --addresses-repeat; to see what a sheet looks like, --demo.`,
    )
  if (published || crimes.events === null)
    throw refused(
      "Published points and months say neither where nor when to send a crew. Give the force's own extract; for background on an area write its briefing with --briefing; to see what a sheet looks like, --demo.",
    )
  if (hours === null)
    throw refused(
      'No record says when it was committed, so there are no hours to plan by: check which columns are mapped to the dates and times committed. To see what a sheet looks like, --demo.',
    )
  if (list?.some(({ publishedPoint }) => publishedPoint) === true)
    throw refused(
      "The list given is of published points, which stand for the addresses around them: no crew is to be sent there. Give the hotspots.csv of a run on the force's own extract; to see what a sheet looks like, --demo.",
    )
}
